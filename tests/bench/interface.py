#!/usr/bin/env python3
"""How fast the window is on this machine's software OpenGL at 1600×1000: edits, frames, hovering, starts. Prints a table, or JSON with every sample.

Usage: tests/bench/interface.py BUILD [--samples N] [--starts N] [--format table|json]     (BUILD: the build folder)"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "gui"))
try:
    from harness import Display
except ImportError as absent:
    sys.exit(f"{absent}: install python3-numpy, and run this with the Python that has it, as /usr/bin/python3")

SIZE = (1600, 1000)
PATIENCE_S = 60

# what is measured, in words; the target of its median; what makes the number out of the samples
ROWS = [
    ("edit_spatial.picture_ms", "edit to picture, K = 15 on 512²×3", 33),
    ("edit_block.picture_ms", "edit to picture, block 32 → 64 on 256²", 100),
    ("edit_wang.picture_ms", "edit to picture, Wang's example", 16),
    ("edit_spatial.longest_frame_ms", "longest frame of an edit, K = 15 on 512²×3", None),
    ("edit_block.longest_frame_ms", "longest frame of an edit, block", None),
    ("frame_512_tiles.all_ms", "frame, all panels and 512 tiles", None),
    ("demo.all_ms", "frame of Dear ImGui's demo window", None),
    ("demo_open.all_ms", "the same, its sections open", None),
    ("frame_512_tiles.build_ms", "building the frame of 512 tiles", None),
    ("demo.build_ms", "building the demo window", None),
    ("demo_open.build_ms", "the same, its sections open", None),
    ("hover.frames", "frames from the mouse's move to its picture", 1),
    ("hover.frame_ms", "that frame", None),
    ("race.frame_ms", "frame of a race, Wang's example", 1000 / 60),
    ("scroll_512.frame_ms", "frame, 512 channels of 512² scrolled", 1000 / 15),
    ("start_cold.ms", "start to first picture, no caches", 1500),
    ("start_warm.ms", "start to first picture, warm", 500),
]
RATIOS = [
    ("frame, 512 tiles / demo window", "frame_512_tiles.all_ms", "demo.all_ms", 4),
    ("frame, 512 tiles / demo window, sections open", "frame_512_tiles.all_ms", "demo_open.all_ms", None),
    ("building, 512 tiles / demo window", "frame_512_tiles.build_ms", "demo.build_ms", 2),
    ("building, 512 tiles / demo window, sections open", "frame_512_tiles.build_ms", "demo_open.build_ms", None),
]


def software(**more):
    environment = dict(os.environ, LIBGL_ALWAYS_SOFTWARE="1", **more)
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "WAYLAND_DISPLAY"):
        environment.pop(name, None)
    return environment


def frames(build, samples):
    """What interface_frames prints: the device, and samples by name."""
    program = os.path.join(build, "tests", "bench", "interface_frames")
    out = subprocess.run([program, str(samples)], env=software(), check=True, stdout=subprocess.PIPE, text=True).stdout
    device, measured = "", {}
    for line in out.splitlines():
        entry = json.loads(line)
        device = entry.get("device", device)
        if "values" in entry:
            measured[entry["name"]] = entry["values"]
    return device, measured


def machine(build):
    """What the shaders of this machine manage now: multiply-adds in GFLOP/s, copying in GB/s. Milliseconds on a shared machine mean little without it."""
    words = [os.path.join(build, "sepscope-bench"), "--workload", "F", "--repeat", "15", "--format", "json"]
    found = json.loads(subprocess.run(words, env=software(), check=True, stdout=subprocess.PIPE, text=True).stdout)
    return found["peak_gflops"], found["copy_gb_per_s"]


def cpu_ticks(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def rest(pid):
    """Until what the program prepares beside the interface is in the cache."""
    before, end = -1, time.monotonic() + PATIENCE_S
    while time.monotonic() < end and cpu_ticks(pid) != before:
        before = cpu_ticks(pid)
        time.sleep(1)


def start_ms(build, display, home, cache):
    """From starting the program to the frame in which nothing of the first picture is left to compute."""
    state = os.path.join(home, "state.json")
    if os.path.exists(state):
        os.remove(state)
    environment = software(DISPLAY=display.name, HOME=home, MESA_SHADER_CACHE_DIR=cache)
    begin = time.monotonic()
    program = subprocess.Popen([os.path.join(build, "sepscope"), "--size", f"{SIZE[0]}x{SIZE[1]}", "--state", state], env=environment, cwd=home)
    try:
        while time.monotonic() < begin + PATIENCE_S:
            try:
                with open(state) as file:
                    if not json.load(file)["busy"]:
                        return (time.monotonic() - begin) * 1e3
            except (FileNotFoundError, ValueError):
                pass
            if program.poll() is not None:
                sys.exit("the program ended")
            time.sleep(0.002)
        sys.exit("the first picture never came")
    finally:
        rest(program.pid)
        program.terminate()
        program.wait()


def starts(build, count):
    """Cold: nothing in any cache of shaders; warm: the start after it. (The program's own files are the system's to keep in memory.)"""
    display = Display(SIZE)
    cold, warm = [], []
    try:
        for _ in range(count):
            with tempfile.TemporaryDirectory() as home:
                cache = os.path.join(home, "shaders")
                cold.append(start_ms(build, display, home, cache))
                warm.append(start_ms(build, display, home, cache))
    finally:
        display.close()
    return {"start_cold.ms": cold, "start_warm.ms": warm}


def verdict(value, target):
    return "" if target is None else f"≤ {target:.3g} " + ("yes" if value <= target else "NO")


def print_table(device, speeds, measured):
    print(f"{device}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {SIZE[0]}×{SIZE[1]}")
    print("this machine before, between and after: " + "; ".join(f"{gflops:.0f} GFLOP/s of multiply-adds, {copy:.1f} GB/s copied" for gflops, copy in speeds))
    print(f"{'':52} {'n':>4} {'least':>8} {'median':>8} {'worst':>8}  target of the median")
    for key, words, target in ROWS:
        values = measured.get(key)
        if values:
            median = statistics.median(values)
            print(f"{words:52} {len(values):4} {min(values):8.2f} {median:8.2f} {max(values):8.2f}  {verdict(median, target)}")
    for words, over, under, target in RATIOS:
        if over in measured and under in measured:
            ratio = statistics.median(measured[over]) / statistics.median(measured[under])
            print(f"{words:52} {'':4} {'':8} {ratio:7.2f}× {'':8}  {verdict(ratio, target)}")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("build")
    options.add_argument("--samples", type=int, default=200)
    options.add_argument("--starts", type=int, default=10)
    options.add_argument("--format", choices=["table", "json"], default="table")
    chosen = options.parse_args()
    build = os.path.abspath(chosen.build)
    if shutil.which("Xvfb") is None:
        sys.exit("Xvfb is needed for the starts")
    speeds = [machine(build)]
    device, measured = frames(build, chosen.samples)
    speeds.append(machine(build))
    measured.update(starts(build, chosen.starts))
    speeds.append(machine(build))
    if chosen.format == "json":
        json.dump({"device": device, "cores": os.cpu_count(), "load": os.getloadavg(), "speeds": speeds, "samples": measured}, sys.stdout, indent=1)
    else:
        print_table(device, speeds, measured)


main()
