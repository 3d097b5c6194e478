"""The graphics driver is reset under the real window: it ends in one sentence, and the next start goes on with the work."""
import os
import subprocess
import sys

LIBRARY = os.path.abspath(sys.argv.pop(2))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "gui"))
from harness import PATIENCE_S, Window, run_tests  # noqa: E402


class LostContext(Window):
    size = (1000, 700)

    def start_with_loss(self):
        self.environment.update(LD_PRELOAD=LIBRARY, SEPSCOPE_TEST_LOSE_WHEN=self.path("lost"))
        self.start()

    def test_the_work_is_kept(self):
        self.start_with_loss()
        self.key("ctrl+2")
        self.wait("the other mode", lambda s: s["experiment"]["mode"] == "depthwise")
        self.settle()
        open(self.path("lost"), "w").close()
        subprocess.run(["xdotool", "mousemove_relative", "--", "3", "1"], env=dict(self.environment, LD_PRELOAD=""), check=True)
        self.assertEqual(self.program.wait(PATIENCE_S), 1)
        self.program = None
        self.errors.flush()
        with open(self.path("stderr.txt")) as file:
            said = [line for line in file.read().splitlines() if line.startswith("sepscope:")]
        self.assertEqual(len(said), 1, said)
        self.assertIn("driver was reset", said[0])
        self.environment.pop("LD_PRELOAD")
        self.start()
        state = self.settle()
        self.assertEqual(state["experiment"]["mode"], "depthwise")
        self.assertEqual(state["message"], "")


run_tests()
