"""The charts, large: a key opens them, one for each number; the numbers under the mouse, a click that sets the value, the saved table."""
import csv
import json

from harness import Window, run_tests

WANG = {"version": 1, "mode": "depthwise", "input": {"size": [12, 12]}, "kernel": {"preset": "binomial", "size": 5}, "filters": 256}


class Charts(Window):
    def open_charts(self):
        with open(self.path("wang.json"), "w") as file:
            json.dump(WANG, file)
        self.start(self.path("wang.json"))
        self.key("c")
        self.rect("charts.series.plot")
        self.settle()

    def move_to(self, place):
        """Over the chart, at a share of its width."""
        x0, y0, x1, y1 = self.rect("charts.series.plot")
        self.x("mousemove", round(x0 + place * (x1 - x0)), (y0 + y1) // 2)
        return self.settle()

    def click_at(self, place):
        self.move_to(place)
        self.x("click", 1)
        return self.settle()

    def test_each_chart_and_back(self):
        self.open_charts()
        for kind in ("c", "n", "m", "image-size"):
            self.click(f"charts.kind.{kind}")
            self.rect("charts.series.now")
        self.click("charts.kind.bytes-and-time")
        for stage in ("depthwise", "pointwise", "standard"):
            self.rect("chart.traffic." + stage)
        self.key("c")
        self.settle()
        self.assertNotIn("charts.traffic", self.map())
        self.rect("stack.input")

    def test_the_numbers_under_the_mouse_and_a_click_that_is_undone(self):
        self.open_charts()
        self.assertIn("standard 1,228,800, separable 53,952", self.move_to(0.4)["status"])  # K = 5 of 1 to 11
        state = self.click_at(0.2)
        self.assertEqual(state["experiment"]["kernel"]["size"], 3)
        self.assertEqual(state["costs"]["totals"]["separable"], 79_500)
        self.key("ctrl+z")
        self.assertEqual(self.settle()["experiment"]["kernel"]["size"], 5)

    def test_what_cannot_be_is_refused_with_the_reason(self):
        self.open_charts()
        self.click("charts.kind.image-size")
        state = self.click_at(0.99)
        self.assertTrue(state["message_is_error"])
        self.assertIn("larger than the image", state["message"])
        self.assertEqual(state["experiment"]["input"]["size"], 12)

    def test_the_table_is_saved(self):
        self.open_charts()
        self.click("charts.kind.n")
        self.click("charts.save")
        self.rect("browser.path")
        self.settle()
        self.key("ctrl+a")
        self.type(self.path("filters.csv"))
        self.key("Return")
        self.wait("saved", lambda s: s["message"].startswith("Saved"))
        with open(self.path("filters.csv"), newline="") as file:
            rows = list(csv.DictReader(file))
        now = [(r["N"], r["separable"], r["standard"]) for r in rows if r["present"] == "1"]
        self.assertEqual(now, [("256", "53952", "1228800")])
        self.assertEqual(rows[0]["N"], "1")


run_tests()
