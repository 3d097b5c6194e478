"""sepscope count: what a shader counts is what the formula says, for both paths and every stage."""
import csv
import io
import json

import harness

WANG = dict(mode="depthwise", input={"sample": "harbour", "size": 12}, kernel={"preset": "binomial", "size": 5}, filters=256)


class Count(harness.CliTest):
    def json(self, **fields):
        return json.loads(self.good("count", self.experiment(**fields), "--format", "json"))

    def test_wangs_example(self):
        counts = self.json(**WANG)
        self.assertTrue(counts["equal"])
        stages = [(s["path"], s["name"], s["multiplications"], s["counted"], s["counted_useful"]) for s in counts["stages"]]
        self.assertEqual(stages, [("separable", "depthwise", 4800, 4800, 4800), ("separable", "pointwise", 49152, 49152, 49152),
                                  ("standard", "standard", 1228800, 1228800, 1228800)])
        self.assertEqual(counts["totals"]["separable"]["counted"], 53952)

    def test_more_padding_than_image_is_explained(self):
        fields = dict(mode="spatial", input={"size": 8}, kernel={"preset": "box", "size": 9}, padding={"pads": [8, 8, 8, 8]})
        counts = self.json(**fields)
        standard = counts["stages"][-1]
        self.assertEqual(standard["counted"], standard["multiplications"])
        self.assertLess(2 * standard["counted_useful"], standard["counted"])
        table = self.good("count", self.experiment(**fields)).decode()
        self.assertIn("more than meet the image", table)

    def test_csv_equals_json(self):
        fields = dict(mode="depthwise", input={"size": [20, 31], "channels": 6}, kernel={"preset": "gaussian", "size": 3}, filters=10,
                      multiplier=2, stride=2, padding="same", border="reflect")
        rows = list(csv.DictReader(io.StringIO(self.good("count", self.experiment(**fields), "--format", "csv").decode())))
        for row, stage in zip(rows, self.json(**fields)["stages"], strict=True):
            self.assertEqual((row["path"], row["name"]), (stage["path"], stage["name"]))
            for key in "multiplications", "counted", "counted_useful":
                self.assertEqual(int(row[key]), stage[key])

    def test_three_stages_are_counted(self):
        counts = self.json(mode="depthwise", split="spatial", input={"size": 12}, kernel={"preset": "binomial", "size": 5}, filters=256)
        self.assertEqual([(s["name"], s["counted"]) for s in counts["stages"]],
                         [("column", 1440), ("row", 960), ("pointwise", 49152), ("standard", 1228800)])

    def test_bad_experiment(self):
        self.bad(1, "count", self.experiment(kernel={"preset": "nonsense"}), words="nonsense")


if __name__ == "__main__":
    harness.main()
