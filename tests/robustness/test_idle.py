"""Nothing is drawn when nothing changes: in each state that the window can rest in it draws no frame and takes under 1 % of a core.
The first is watched for a minute, the others for a share of it; an argument after the binary is another number of seconds."""
import os
import sys
import time

SECONDS = float(sys.argv.pop(2)) if len(sys.argv) > 2 else 60
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "gui"))
from harness import Window, png, run_tests  # noqa: E402

MOST = 0.01  # of a core


class Idle(Window):
    size = (1600, 1000)

    def rests(self, what, seconds=SECONDS / 12):
        self.settle()
        time.sleep(6)  # the work is kept
        self.wait_quiet()
        frame = self.settle()["frame"]
        before = self.cpu_s()
        time.sleep(seconds)
        share = (self.cpu_s() - before) / seconds
        print(f"{what}: {100 * share:.2f} % of a core in {seconds:.0f} s")
        self.assertEqual(self.state()["frame"], frame, f"{what}: frames were drawn")
        self.assertLess(share, MOST + 0.02 / seconds, f"{what}: the processor was used")  # its clock has steps of 10 ms

    def test_after_a_start(self):
        self.start()
        self.rests("after a start", SECONDS)

    def test_with_a_pixel(self):
        self.start()
        self.move("tile.separable.0.0")
        self.rests("the mouse over a pixel")
        self.click("tile.separable.0.0")
        self.assertIsNotNone(self.state()["follow"]["pinned"])
        self.rests("a kept pixel")
        self.move("spatial.kernel.size")
        self.rests("the mouse over a slider")

    def test_after_a_race(self):
        self.start()
        self.key("r")
        time.sleep(2)
        self.key("space")
        self.assertFalse(self.settle()["time"]["running"])
        self.rests("a race that was stopped")
        self.key("Escape")
        self.rests("a race that was closed")
        self.key("t")
        self.rests("steps")

    def test_after_a_dialog(self):
        png(self.path("a.png"), 40, 30, lambda x, y: (x * 6, y * 8, 0))
        self.start()
        self.key("ctrl+o")
        self.rect("browser.path")
        self.key("Escape")
        self.rests("a dialog that was closed")
        self.open_file(self.path("a.png"))
        self.rests("a file that was opened")

    def test_after_a_drag(self):
        self.start()
        self.drag("spatial.kernel.size", 0.1, 0.5)
        self.rests("a slider that was dragged")

    def test_other_views(self):
        self.start()
        self.key("3")
        self.rests("stacks in space")
        self.key("5")
        self.rests("the camera at its end")
        self.key("3")
        self.key("c")
        self.rests("charts")
        self.key("Escape")
        self.key("n")
        self.rests("a network")
        self.key("Escape")
        self.key("F2")
        self.rests("a lesson")


run_tests()
