"""First start, resting, and coming back to where the user left."""
import os
import subprocess
import time

from harness import BINARY, Window, run_tests


class Start(Window):
    def test_first_start(self):
        self.start()
        state = self.settle()
        self.assertEqual(state["experiment"]["mode"], "spatial")
        self.assertEqual(state["experiment"]["kernel"]["preset"], "binomial")
        self.assertTrue(state["valid"])
        self.assertLess(state["difference"]["max_abs"], 1e-5)
        self.assertIn("centre.hint", self.map())
        self.click("centre.hint.dismiss")
        self.assertNotIn("centre.hint", self.map())
        self.assertGreater(self.pixels("centre.area").std(), 10, "the centre is empty")

    def test_idle_takes_nothing(self):
        self.start()
        self.x("mousemove", 5, self.size[1] // 2)
        before = self.settle()["frame"]
        self.wait_quiet()
        used = self.cpu_s()
        time.sleep(4)
        self.assertEqual(self.state()["frame"], before, "frames were drawn though nothing changed")
        self.assertLessEqual((self.cpu_s() - used) / 4, 0.01)

    def test_later_starts_resume(self):
        self.start()
        self.click("centre.hint.dismiss")
        self.click("mode.depthwise")
        self.click("menu.file")
        self.click("menu.file.wang")
        experiment = self.settle()["experiment"]
        self.quit()
        self.start()
        self.assertEqual(self.state()["experiment"], experiment)
        self.assertNotIn("centre.hint", self.map())

    def test_broken_state_is_said_once(self):
        os.makedirs(self.path(".local/state/sepscope"))
        with open(self.path(".local/state/sepscope/last.json"), "w") as file:
            file.write("{ broken")
        self.start()
        state = self.settle()
        self.assertIn("last.json", state["message"])
        self.assertTrue(state["valid"])

    def test_no_display_is_one_sentence(self):
        environment = {k: v for k, v in self.environment.items() if k != "DISPLAY"}
        done = subprocess.run([BINARY], env=environment, capture_output=True, text=True, timeout=30)
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(done.stdout, "")
        self.assertEqual(len(done.stderr.strip().splitlines()), 1)


run_tests()
