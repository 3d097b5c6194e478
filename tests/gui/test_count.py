"""Counting on request: both paths counted by the GPU, forgotten when the experiment changes."""
from harness import Window, run_tests


class Count(Window):
    def test_counts_are_the_formulas_until_the_experiment_changes(self):
        self.start()
        self.assertEqual(self.settle()["counts"]["stages"], [])
        self.key("ctrl+m")
        counts = self.wait("every stage counted", lambda s: len(s["counts"]["stages"]) == 3)["counts"]
        self.assertTrue(counts["equal"])
        costs = self.settle()["costs"]["stages"]
        self.assertEqual([s["counted"] for s in counts["stages"]], [s["multiplications"] for s in costs])
        self.key("ctrl+2")
        self.assertEqual(self.settle()["experiment"]["mode"], "depthwise")
        self.assertEqual(self.settle()["counts"]["stages"], [])


run_tests()
