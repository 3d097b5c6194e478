"""The family of shaders that the window takes: measured at the first start with a driver, remembered for the next."""
import json
import os
import time

from harness import PATIENCE_S, Window, run_tests


class Families(Window):
    def notes(self):
        return self.path(".cache/sepscope/drivers.json")

    def kept(self):
        with open(self.notes()) as file:
            return json.load(file)

    def setUp(self):
        super().setUp()
        self.environment.pop("XDG_CACHE_HOME", None)

    def measure(self):
        self.start()
        end = time.monotonic() + PATIENCE_S
        while not os.path.exists(self.notes()) and time.monotonic() < end:
            time.sleep(0.2)
            self.key("1")  # what was measured is taken at the next input
        self.assertEqual(self.state()["shaders"], "registers")
        self.quit()
        self.assertEqual(list(self.kept().values()), ["registers"])

    def test_the_first_start_measures_and_keeps(self):
        self.measure()
        driver, = self.kept()
        self.assertIn("llvmpipe", driver)
        self.assertIn("Mesa", driver)

    def test_what_is_kept_is_taken_and_not_measured_again(self):
        self.measure()
        kept = {driver: "tiles" for driver in self.kept()}
        with open(self.notes(), "w") as file:
            json.dump(kept, file)
        self.start()
        state = self.state()
        self.assertEqual(state["shaders"], "tiles")
        self.quit()
        self.assertEqual(self.kept(), kept)

    def test_broken_notes_are_measured_again(self):
        os.makedirs(os.path.dirname(self.notes()))
        for text in ("{", "[1, 2]", '{"x": 3}'):
            with open(self.notes(), "w") as file:
                file.write(text)
            self.start()
            self.assertEqual(self.state()["shaders"], "registers")
            self.assertEqual(self.state()["error"], "")
            self.quit()


run_tests()
