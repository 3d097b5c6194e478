"""The race with real keys: both paths at one rate, pause, restart, its seconds, Esc, and its picture without a display."""
import os
import json
import subprocess

from harness import BINARY, Window, run_tests

SEPARABLE, STANDARD = 53952, 1228800


class Race(Window):
    def wang(self):
        self.start()
        self.click("menu.file")
        self.click("menu.file.wang")

    def race(self):
        self.wang()
        self.key("r")
        return self.wait("the race", lambda s: s["time"] and s["time"]["show"] == "race")

    def check(self, state):
        """Both paths stand where the one clock says."""
        race = state["time"]["race"]
        rate = STANDARD / race["standard_seconds"]
        for path, total in (("separable", SEPARABLE), ("standard", STANDARD)):
            self.assertAlmostEqual(state["time"][path]["position"], min(total, rate * race["seconds"]), delta=2)
        return race["seconds"]

    def test_starts_pauses_and_restarts(self):
        state = self.race()
        self.assertEqual(state["time"]["race"]["standard_seconds"], 30)
        self.assertEqual(state["time"]["race"]["verdict"], "separable finishes 22.8× earlier")
        self.assertFalse(state["resting"])
        state = self.wait("the separable path is there", lambda s: s["time"]["separable"]["finished"])
        self.assertGreaterEqual(self.check(state), 53952 / 40960)
        self.assertLess(state["time"]["standard"]["position"], STANDARD)
        self.assertIn("race.verdict", self.map())
        self.key("space")
        paused = self.settle()
        self.assertFalse(paused["time"]["running"])
        seconds = self.check(paused)
        self.x("mousemove", 600, 300)
        self.assertEqual(self.check(self.settle()), seconds)
        self.key("r")
        again = self.wait("again", lambda s: s["time"]["race"]["seconds"] < seconds)
        self.assertTrue(again["time"]["running"])

    def test_seconds_and_the_end(self):
        self.race()
        self.type_seconds("2")
        state = self.wait("two seconds", lambda s: s["time"]["race"]["standard_seconds"] == 2)
        self.check(state)
        state = self.settle()  # the end: nothing moves any more
        self.assertTrue(state["time"]["standard"]["finished"])
        self.assertEqual(state["time"]["race"]["seconds"], 2)
        self.key("r")
        self.wait("from the start", lambda s: s["time"]["running"])
        self.settle()

    def type_seconds(self, text):
        self.move("race.seconds")
        self.x("click", 1)
        self.type(text)
        self.key("Return")

    def test_escape_closes_the_race_before_the_pin(self):
        self.wang()
        x0, y0, x1, y1 = self.rect("tile.standard.0.0")
        self.x("mousemove", (x0 + x1) // 2, (y0 + y1) // 2)
        self.x("click", 1)
        self.wait("kept", lambda s: s["follow"] and s["follow"]["pinned"])
        self.key("r")
        self.wait("the race", lambda s: s["time"])
        self.key("Escape")
        state = self.wait("no race", lambda s: s["time"] is None)
        self.assertTrue(state["follow"]["pinned"])
        self.key("Escape")
        self.wait("let go", lambda s: not s["follow"] or not s["follow"]["pinned"])

    def test_picture_of_a_moment(self):
        experiment = self.path("wang.json")
        with open(experiment, "w") as f:
            json.dump({"version": 1, "mode": "depthwise", "input": {"size": 12}, "kernel": {"size": 5}, "filters": 256}, f)

        def render(*arguments):
            done = subprocess.run([BINARY, "render", experiment, "-o", self.path("out.png"), "--state", self.path("now.json"), *arguments],
                                  env=dict(os.environ, DISPLAY=""), capture_output=True, text=True)
            if done.returncode != 0:
                return done.stderr
            with open(self.path("now.json")) as f:
                return json.load(f)["time"]

        half = render("--race", "15")
        self.assertEqual((half["separable"]["position"], half["standard"]["position"]), (SEPARABLE, 614400))
        self.assertFalse(half["running"])
        step = render("--step", "20000")
        self.assertEqual((step["separable"]["position"], step["standard"]["position"]), (20000, 20000))
        self.assertEqual(step["granularity"], "multiplication")
        self.assertIn("over after 30 s", render("--race", "31"))
        self.assertIn("1,228,800 multiplications", render("--step", "2000000"))
        self.assertIn("excludes", render("--step", "2", "--race", "1"))


run_tests()
