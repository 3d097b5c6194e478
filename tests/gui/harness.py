"""Drives the real program on a display of its own: starts it, moves the pointer, types, reads --state and --ui-map, looks at pixels."""
import json
import os
import subprocess
import sys
import tempfile
import time
import unittest

import numpy

BINARY = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else "sepscope"
PATIENCE_S = 30


def run_tests():
    """Called at the end of each test file; the first argument is the binary."""
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)


class Display:
    """An X server of our own, so that tests beside us do not share the pointer."""

    def __init__(self, size):
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size[0]}x{size[1]}x24", "-nolisten", "tcp"],
            pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            self.name = ":" + pipe.readline().strip()

    def close(self):
        self.server.terminate()
        self.server.wait()


def png(path, width, height, colour_of):
    """Writes a PPM and converts it, so that tests carry no image files."""
    pixels = numpy.array([[colour_of(x, y) for x in range(width)] for y in range(height)], dtype=numpy.uint8)
    subprocess.run(["convert", "-size", f"{width}x{height}", "-depth", "8", "rgb:-", path], input=pixels.tobytes(), check=True)


class Window(unittest.TestCase):
    """A test case with a running program; subclasses set size and arguments."""

    size = (1600, 1000)

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.display = Display(self.size)
        self.environment = dict(os.environ, DISPLAY=self.display.name, HOME=self.folder.name, LIBGL_ALWAYS_SOFTWARE="1")
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "WAYLAND_DISPLAY"):
            self.environment.pop(name, None)
        self.program = None
        self.errors = open(self.path("stderr.txt"), "w+")

    def tearDown(self):
        self.stop()
        self.display.close()
        self.errors.seek(0)
        text = self.errors.read()
        self.errors.close()
        self.folder.cleanup()
        self.assertNotIn("OpenGL:", text, "GL debug messages")

    def path(self, name):
        return os.path.join(self.folder.name, name)

    # Starting and ending

    def start(self, *arguments):
        self.launch(*arguments)
        self.settle()

    def launch(self, *arguments):
        for name in ("map.json", "state.json"):
            if os.path.exists(self.path(name)):
                os.remove(self.path(name))
        self.program = subprocess.Popen(
            [BINARY, *arguments, "--size", f"{self.size[0]}x{self.size[1]}", "--ui-map", self.path("map.json"), "--state", self.path("state.json")],
            env=self.environment, stderr=self.errors, cwd=self.folder.name)

    def quit(self):
        subprocess.run(["xdotool", "key", "ctrl+q"], env=self.environment, check=True)  # no frame comes after it
        self.assertEqual(self.program.wait(PATIENCE_S), 0)
        self.program = None

    def stop(self):
        if self.program is not None and self.program.poll() is None:
            self.program.terminate()
            self.program.wait()
        self.program = None

    # What the program says

    def read(self, name):
        for _ in range(PATIENCE_S * 20):
            self.assertTrue(self.program is None or self.program.poll() is None, "the program ended")
            try:
                with open(self.path(name)) as file:
                    return json.load(file)
            except (FileNotFoundError, ValueError):
                time.sleep(0.05)
        self.fail(f"no {name}")

    def state(self):
        return self.read("state.json")

    def map(self):
        return self.read("map.json")

    def wait(self, what, condition):
        """The state once it fulfils the condition."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            state = self.state()
            if condition(state):
                return state
            time.sleep(0.05)
        self.fail(f"never came: {what}; message {state['message']!r}, error {state['error']!r}")

    def settle(self):
        """The state once everything is computed and the program waits for input."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            state = self.state()
            if state["resting"]:
                time.sleep(0.1)
                if self.state()["frame"] == state["frame"]:
                    return state
            time.sleep(0.02)
        self.fail("the window never came to rest")

    def cpu_s(self):
        """User and system time of the program, all threads, those of software GL included."""
        with open(f"/proc/{self.program.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def wait_quiet(self, most_s=90):
        """Until the processor is left alone for half a second: for a while shaders are prepared beside the window, and on a busy machine for long."""
        end = time.monotonic() + most_s
        while time.monotonic() < end:
            before = self.cpu_s()
            time.sleep(0.5)
            if self.cpu_s() == before:
                return

    # What the user does

    def x(self, *command):
        """xdotool; comes back once the program has drawn a frame for it (input that draws nothing costs a moment)."""
        before = self.state()["frame"] if self.program is not None and self.program.poll() is None else None
        subprocess.run(["xdotool", *[str(c) for c in command]], env=self.environment, check=True)
        end = time.monotonic() + 1.5
        while before is not None and self.program.poll() is None and time.monotonic() < end:
            state = self.state()
            if state["frame"] > before and (state["resting"] or state["busy"]):
                return
            time.sleep(0.02)

    def rect(self, name):
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            rects = self.map()
            if name in rects:
                return rects[name]
            time.sleep(0.05)
        self.fail(f"no widget {name}; there are {sorted(rects)}")

    def middle(self, name):
        x0, y0, x1, y1 = self.rect(name)
        return (x0 + x1) // 2, (y0 + y1) // 2

    def move(self, name):
        self.x("mousemove", *self.middle(name))

    def click(self, name):
        self.move(name)
        self.x("click", 1)
        return self.settle()

    def drag(self, name, start, end, steps=8):
        """Drags over a widget from one share of its width to another; shares may lie outside 0…1."""
        x0, y0, x1, y1 = self.rect(name)
        y = (y0 + y1) // 2
        self.x("mousemove", int(x0 + start * (x1 - x0)), y)
        self.x("mousedown", 1)
        for i in range(1, steps + 1):
            self.x("mousemove", int(x0 + (start + (end - start) * i / steps) * (x1 - x0)), y)
        self.x("mouseup", 1)
        return self.settle()

    def key(self, keys):
        self.x("key", keys)

    def type(self, text):
        self.x("type", "--delay", 20, text)

    def type_into(self, name, text):
        self.click(name)
        self.type(text)
        self.key("Return")
        return self.settle()

    def open_file(self, path):
        self.key("ctrl+o")
        self.rect("browser.path")
        self.settle()  # the field has the keyboard a frame after it appears
        self.type(path)
        self.key("Return")
        return self.settle()

    def pixels(self, name=None):
        """The screen, or one widget of it, as [height, width, 3]."""
        raw = subprocess.run(["import", "-window", "root", "-depth", "8", "rgb:-"], env=self.environment, check=True, capture_output=True).stdout
        picture = numpy.frombuffer(raw, dtype=numpy.uint8).reshape(self.size[1], self.size[0], 3)
        if name is None:
            return picture
        x0, y0, x1, y1 = self.rect(name)
        return picture[y0:y1, x0:x1]
