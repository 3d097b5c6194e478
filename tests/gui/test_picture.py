"""render draws the same window without a display."""
import json
import os
import subprocess
import tempfile
import unittest

from harness import BINARY, run_tests


class Picture(unittest.TestCase):
    def render(self, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "window.png")
            environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
            subprocess.run([BINARY, "render", *arguments, "-o", out, "--state", os.path.join(folder, "s.json"),
                            "--ui-map", os.path.join(folder, "m.json")], env=environment, check=True, timeout=120)
            size = subprocess.run(["identify", "-format", "%w %h %k", out], capture_output=True, text=True, check=True).stdout
            with open(os.path.join(folder, "s.json")) as state, open(os.path.join(folder, "m.json")) as ui_map:
                return [int(n) for n in size.split()], json.load(state), json.load(ui_map)

    def test_sizes(self):
        for size, scale in (("1280x720", 1), ("1600x1000", 1), ("2560x1440", 2)):
            with self.subTest(size=size, scale=scale):
                (width, height, colours), state, ui_map = self.render("--size", size, "--scale", str(scale))
                self.assertEqual(f"{width}x{height}", size)
                self.assertGreater(colours, 200)
                self.assertFalse(state["busy"])
                for name, (x0, y0, x1, y1) in ui_map.items():
                    self.assertTrue(0 <= x0 < x1 <= width and 0 <= y0 < y1 <= height, f"{name} leaves the window")


run_tests()
