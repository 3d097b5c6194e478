"""sepscope bench: a small workload measured, its counts exact, shares of what the machine can do, and names that do not exist."""
import json

import harness


class Bench(harness.CliTest):
    def test_wangs_example_is_measured(self):
        report = json.loads(self.good("bench", "--workload", "F", "--repeat", "3", "--format", "json"))
        self.assertGreater(report["copy_gb_per_s"], 0)
        self.assertGreater(report["peak_gflops"], 0)
        (workload,) = report["workloads"]
        self.assertEqual(workload["workload"], "F")
        self.assertEqual(workload["multiplications"], 3 * 25 * 64 + 3 * 256 * 64)
        self.assertLessEqual(workload["min_ms"], workload["median_ms"])
        self.assertLessEqual(workload["median_ms"], workload["max_ms"])
        self.assertAlmostEqual(workload["gflops"], 2e-6 * workload["multiplications"] / workload["median_ms"], delta=0.02 * workload["gflops"] + 0.01)
        self.assertAlmostEqual(workload["share_of_peak"], 2e-6 * workload["made"] / workload["median_ms"] / report["peak_gflops"], delta=0.05)

    def test_workloads_are_listed_with_their_shapes(self):
        known = {w["workload"]: w for w in json.loads(self.good("bench", "--list", "--format", "json"))}
        self.assertEqual(known["B"]["input"], [1, 64, 256, 256])
        self.assertEqual(known["B"]["chain"][0]["weights"], [64, 1, 3, 3])
        self.assertEqual(known["A"]["chain"][0]["weights"], [1, 1, 15, 1])
        self.assertIn("B-large", known)

    def test_a_table_for_people(self):
        text = self.good("bench", "--workload", "F", "--repeat", "1").decode()
        self.assertIn("GB/s copied", text)
        self.assertIn("depthwise 5x5 + pointwise 3 to 256", text)

    def test_an_unknown_workload(self):
        self.bad(2, "bench", "--workload", "Z", words=['no workload named "Z"', "--list"])

    def test_both_families_are_the_reference(self):
        for family, words in {"registers": "written out", "tiles": "shared memory"}.items():
            report = json.loads(self.good("bench", "--workload", "F", "--workload", "F-standard", "--repeat", "1", "--family", family, "--check", "--format", "json"))
            self.assertEqual(report["family"], family)
            self.assertIn(words, report["workloads"][0]["variant"])
            for workload in report["workloads"]:
                self.assertLess(workload["error_of_bound"], 0.5)
        measured = json.loads(self.good("bench", "--workload", "F", "--repeat", "1", "--format", "json"))
        self.assertIn(measured["family"], ("registers", "tiles"))
        self.assertNotIn("error_of_bound", measured["workloads"][0])


harness.main()
