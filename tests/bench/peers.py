#!/usr/bin/env python3
"""Sets PyTorch, OpenCV and oneDNN beside the engine: the same tensors, results compared, times taken in turns in one run, printed as ratios.

    tests/bench/peers.py build/sepscope-bench [build/sepscope] [--device cpu|cuda] [--workload A]... [--rounds 5] [--repeat 15] [--json FILE]

Needs python3-torch (Debian); OpenCV joins where python3-opencv is installed, oneDNN where libdnnl-dev was installed when the bench was built. A ratio is the peer's time over ours: above 1 the engine is faster. Below the peers stand our
own other forms: stage by stage, without Winograd, and the naive shader. On a machine with a GPU copy sepscope-bench and
shaders/ there and give --device cuda: PyTorch then runs in float32 (TF32 off) on it, timed by events of the GPU; without build/sepscope
the bench itself compares its results with the double-precision reference. Every round measures the engine
and each peer once, one after the other; a ratio is the median over rounds of the ratio within a round, with the smallest and the largest.
Equal means |difference| <= 1e-5 times the sum of |weight x input| behind each element.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

# Large blocks stay in the heap, else page faults are measured; read by the C library when the process starts.
QUIET = {"MALLOC_TRIM_THRESHOLD_": "4000000000", "MALLOC_MMAP_THRESHOLD_": "4000000000"}
if any(os.environ.get(k) != v for k, v in QUIET.items()):
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **QUIET})

try:
    import numpy
    import torch
    import torch.nn.functional as F
except ImportError as absent:
    sys.exit(f"{absent}: install python3-numpy and python3-torch, and run this with the Python that has them, as /usr/bin/python3")

try:
    import cv2
except ImportError:
    cv2 = None

THREADS = os.cpu_count()
SEPARABLE_FILTERS = {"A", "A3", "A-large"}  # what OpenCV has a function for
DIRECT_FILTERS = {"A-direct", "A-direct-any"}
FORMS = {"stages": 15, "direct": 15, "naive": 1}  # and how often each is run for its median


def gaussian(shape):
    def along(taps):
        place = numpy.arange(taps) - (taps - 1) / 2
        w = numpy.exp(-((place / (max(shape[2:]) / 5)) ** 2) / 2)
        w = (w + w[::-1]) / 2  # to the last bit
        return w / w.sum()

    return numpy.broadcast_to(numpy.outer(along(shape[2]), along(shape[3])), shape).astype(numpy.float32)


def arrays(workload, seed=7):
    random = numpy.random.default_rng(seed)
    x = random.uniform(-1, 1, workload["input"]).astype(numpy.float32)
    weights = [random.uniform(-1, 1, stage["weights"]).astype(numpy.float32) for stage in workload["chain"]]
    if workload["mirrored"]:  # one Gaussian for all channels, as OpenCV has it
        weights = [gaussian(w.shape) for w in weights]
    return x, weights


def padded(x, stage):
    top, left, bottom, right = stage["pads"]
    if (top, left) == (bottom, right):
        return x, (top, left)
    return F.pad(x, (left, right, top, bottom)), (0, 0)


def chain(x, weights, workload):
    for w, stage in zip(weights, workload["chain"]):
        x, padding = padded(x, stage)
        x = F.conv2d(x, w, None, tuple(stage["stride"]), padding, tuple(stage["dilation"]), stage["group"])
    return x


def torch_peer(workload, x, weights, memory_format, device):
    x = torch.from_numpy(x).to(device).contiguous(memory_format=memory_format)
    weights = [torch.from_numpy(w).to(device).contiguous(memory_format=memory_format) for w in weights]

    def run():
        with torch.no_grad():
            return chain(x, weights, workload)

    return run


def opencv_peer(workload, x, weights):
    if cv2 is None or workload["workload"] not in SEPARABLE_FILTERS | DIRECT_FILTERS:
        return None
    picture = numpy.ascontiguousarray(x[0].transpose(1, 2, 0))
    kernels = [numpy.ascontiguousarray(w[0, 0]) for w in weights]
    if workload["workload"] in DIRECT_FILTERS:
        return lambda: cv2.filter2D(picture, cv2.CV_32F, kernels[0], borderType=cv2.BORDER_CONSTANT)
    return lambda: cv2.sepFilter2D(picture, cv2.CV_32F, kernels[1].ravel(), kernels[0].ravel(), borderType=cv2.BORDER_CONSTANT)


class OneDnn:
    """onednn_chain on files of raw float32, made once for a workload."""

    def __init__(self, program, workload, x, weights):
        self.folder = tempfile.TemporaryDirectory()
        self.out = os.path.join(self.folder.name, "out")
        x.tofile(os.path.join(self.folder.name, "in"))
        self.words = [program, self.out, None, os.path.join(self.folder.name, "in"), *map(str, x.shape)]
        for i, (w, stage) in enumerate(zip(weights, workload["chain"])):
            file = os.path.join(self.folder.name, f"w{i}")
            w.tofile(file)
            numbers = [w.shape[0], stage["group"], *w.shape[2:], *stage["stride"], *stage["dilation"], *stage["pads"]]
            self.words += [file, *map(str, numbers)]

    def ms(self, repeat):
        words = [*self.words[:2], str(repeat), *self.words[3:]]
        return float(subprocess.run(words, check=True, capture_output=True, text=True, env={**os.environ, "OMP_NUM_THREADS": str(THREADS)}).stdout)

    def result(self):
        self.ms(1)
        return numpy.fromfile(self.out, numpy.float32)


def cuda_ms(run, repeat):
    times = []
    for _ in range(repeat + 2):
        start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        start.record()
        run()
        end.record()
        end.synchronize()
        times.append(start.elapsed_time(end))
    return statistics.median(times[2:])


def time_ms(run, repeat, device):
    if isinstance(run, OneDnn):
        return run.ms(repeat)
    if device == "cuda":
        return cuda_ms(run, repeat)

    times = []
    for _ in range(repeat + 2):
        start = time.perf_counter()
        run()
        times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times[2:])


def engine_ms(bench, name, repeat, *more):
    out = subprocess.run([bench, "--workload", name, "--repeat", str(repeat), "--format", "json", *more], check=True, capture_output=True, text=True).stdout
    return json.loads(out)["workloads"][0]


def equal(binary, workload, x, weights):
    """Runs the chain on the engine and in double precision; returns the largest error as a share of what is allowed."""
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for i, (w, stage) in enumerate(zip(weights, workload["chain"])):
            files = [os.path.join(folder, f"{name}{i}.npy") for name in "xwy"]
            numpy.save(files[0], x)
            numpy.save(files[1], w)
            numbers = {key: ",".join(map(str, stage[key])) for key in ("stride", "dilation", "pads")}
            subprocess.run([binary, "conv", "--input", files[0], "--weight", files[1], "--stride", numbers["stride"], "--dilation", numbers["dilation"], "--pads", numbers["pads"], "--group", str(stage["group"]), "-o", files[2]], check=True)
            y = numpy.load(files[2])
            one = {"chain": [stage]}
            exact = chain(torch.from_numpy(x).double(), [torch.from_numpy(w).double()], one).numpy()
            scale = chain(torch.from_numpy(abs(x)).double(), [torch.from_numpy(abs(w)).double()], one).numpy()
            worst = max(worst, float((abs(y - exact) / (1e-5 * scale + 1e-30)).max()))
            x = y
    return worst


def check_peer(values, expected, name):
    """A peer that computes something else measures nothing."""
    off = float(abs(values - expected).max()) / float(abs(expected).max())
    if off > 1e-4:
        sys.exit(f"{name} computes something else: {off:.2g} of the largest value")


def name_of(workload):
    return workload["workload"]


def other_forms(options, workload, known):
    """Our own other ways to do the same, each once beside the fastest: its time over the fastest's."""
    out = {}
    for form, repeat in FORMS.items():
        name = f"{name_of(workload)}-{form}"
        if not any(name_of(w) == name for w in known):
            continue
        times = [(engine_ms(options.bench, name, repeat)["median_ms"], engine_ms(options.bench, name_of(workload), options.repeat)["median_ms"]) for _ in range(3)]
        out[form] = {"ms": statistics.median(t for t, _ in times), "ratio": statistics.median(t / best for t, best in times)}
    return out


def compare(options, workload):
    x, weights = arrays(workload)
    formats = {"PyTorch": torch.contiguous_format, "PyTorch, channels last": torch.channels_last}
    peers = {name: torch_peer(workload, x, weights, layout, options.device) for name, layout in formats.items()}
    opencv = opencv_peer(workload, x, weights) if options.device == "cpu" else None
    if opencv is not None:
        peers["OpenCV"] = opencv
    chained = os.path.join(os.path.dirname(os.path.abspath(options.bench)), "tests", "bench", "onednn_chain")
    if os.path.exists(chained) and options.device == "cpu":
        peers["oneDNN"] = OneDnn(chained, workload, x, weights)
        check_peer(peers["oneDNN"].result(), peers["PyTorch"]().numpy().ravel(), "oneDNN")
    if opencv is not None:
        check_peer(opencv().reshape(*x.shape[2:], -1).transpose(2, 0, 1).ravel(), peers["PyTorch"]().numpy().ravel(), "OpenCV")
    if options.binary:
        error = equal(options.binary, workload, x, weights)
    else:
        error = engine_ms(options.bench, name_of(workload), 1, "--check")["error_of_bound"]
    ratios, times, engine = {name: [] for name in peers}, {name: [] for name in peers}, []
    for _ in range(options.rounds):
        ours = engine_ms(options.bench, name_of(workload), options.repeat)
        engine.append(ours["median_ms"])
        for name, run in peers.items():
            times[name].append(time_ms(run, options.repeat, options.device))
            ratios[name].append(times[name][-1] / ours["median_ms"])
    return {
        "workload": workload["workload"],
        "what": workload["what"],
        "variant": ours["variant"],
        "error_of_bound": error,
        "ms": statistics.median(engine),
        "gflops": ours["gflops"],
        "peers": {name: {"ms": statistics.median(times[name]), "ratio": statistics.median(r), "least": min(r), "most": max(r)} for name, r in ratios.items()},
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench")
    parser.add_argument("binary", nargs="?")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu", help="where PyTorch runs")
    parser.add_argument("--workload", action="append", help="default: A, A-direct, A-direct-any, A3, B, C, D, E, E-standard, F, F-standard")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--repeat", type=int, default=15)
    parser.add_argument("--no-forms", action="store_true", help="leave out our own other forms; the naive shader takes seconds a run")
    parser.add_argument("--json", help="write everything to this file too")
    options = parser.parse_args()
    torch.set_num_threads(THREADS)
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    torch.backends.cudnn.benchmark = True
    if cv2 is not None:
        cv2.setNumThreads(THREADS)
    wanted = options.workload or ["A", "A-direct", "A-direct-any", "A3", "B", "C", "D", "E", "E-standard", "F", "F-standard"]
    known = json.loads(subprocess.run([options.bench, "--list", "--format", "json"], check=True, capture_output=True, text=True).stdout)
    print(f"{THREADS} threads; PyTorch {torch.__version__} on {options.device}, OpenCV {cv2.__version__ if cv2 else 'absent'}; {options.rounds} rounds, medians of {options.repeat}; ratio = peer's time / ours (least to most)")
    results, bad = [], []
    for workload in known:
        if workload["workload"] not in wanted:
            continue
        r = compare(options, workload)
        r["forms"] = {} if options.no_forms else other_forms(options, workload, known)
        results.append(r)
        print(f"{r['workload']:<11} {r['what']:<44} {r['ms']:9.3f} ms {r['gflops']:6.1f} GFLOP/s  error {100 * r['error_of_bound']:.1f} % of its bound")
        for name, p in r["peers"].items():
            print(f"{'':<11}   {name:<24} {p['ms']:9.3f} ms   ratio {p['ratio']:5.2f}  ({p['least']:.2f} to {p['most']:.2f})", flush=True)
        for form, f in r["forms"].items():
            print(f"{'':<11}   {'ours, ' + form:<24} {f['ms']:9.3f} ms   ratio {f['ratio']:5.2f}", flush=True)
        if r["error_of_bound"] > 1:
            bad.append(r["workload"])
    if options.json:
        with open(options.json, "w") as file:
            json.dump(results, file, indent=1)
    if bad:
        sys.exit("not equal: " + ", ".join(bad))


main()
