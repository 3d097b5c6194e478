"""sepscope cost: exact numbers in three formats, and experiments that are wrong."""
import csv
import io
import json

import harness

WANG = dict(mode="depthwise", input={"sample": "harbour", "size": 12}, kernel={"preset": "gaussian", "size": 5}, filters=256)


class Cost(harness.CliTest):
    def json(self, **fields):
        return json.loads(self.good("cost", self.experiment(**fields), "--format", "json"))

    def test_wangs_example(self):
        costs = self.json(**WANG)
        stages = {(s["path"], s["name"]): s for s in costs["stages"]}
        self.assertEqual(stages["separable", "depthwise"]["multiplications"], 4800)
        self.assertEqual(stages["separable", "pointwise"]["multiplications"], 49152)
        self.assertEqual(stages["separable", "pointwise"]["output_shape"], [1, 256, 8, 8])
        self.assertEqual(stages["standard", "standard"]["multiplications"], 1228800)
        totals = costs["totals"]
        self.assertEqual((totals["separable"], totals["standard"]), (53952, 1228800))
        self.assertAlmostEqual(totals["ratio"], 1 / 256 + 1 / 25, places=12)
        self.assertAlmostEqual(totals["times_fewer"], 1228800 / 53952, places=12)

    def test_spatial_stages_are_named(self):
        costs = self.json(mode="spatial", input={"size": [20, 30]}, kernel={"preset": "binomial", "size": [3, 5]})
        self.assertEqual([s["name"] for s in costs["stages"]], ["column", "row", "standard"])
        self.assertEqual(costs["stages"][0]["multiplications"], 3 * 3 * 18 * 30)
        self.assertEqual(costs["stages"][1]["multiplications"], 3 * 5 * 18 * 26)
        self.assertEqual(costs["totals"]["standard"], 3 * 15 * 18 * 26)

    def test_three_stages_are_named_and_counted(self):
        costs = self.json(**WANG, split="spatial")
        self.assertEqual([s["name"] for s in costs["stages"]], ["column", "row", "pointwise", "standard"])
        self.assertEqual([s["multiplications"] for s in costs["stages"]], [1440, 960, 49152, 1228800])
        self.assertEqual([s["output_shape"] for s in costs["stages"][:2]], [[1, 3, 8, 12], [1, 3, 8, 8]])
        self.assertAlmostEqual(costs["totals"]["ratio"], 1 / 256 * (1.5 / 5 + 1 / 5) + 1 / 25, places=12)
        self.assertEqual((costs["split"]["error"], costs["split"]["inseparable"]), (0, 0))
        disc = dict(WANG, kernel={"preset": "disc", "size": 7}, split="spatial")
        self.assertGreater(self.json(**disc)["split"]["error"], 0.01)
        self.assertIn("1 of 3 kernels is no column times a row", self.good("cost", self.experiment(**disc)).decode())

    def test_formula_is_the_number(self):
        for stage in self.json(**WANG, stride=2, padding="same", multiplier=3)["stages"]:
            product = 1
            for factor in stage["formula"].split("·"):
                product *= int(factor)
            self.assertEqual(product, stage["multiplications"])

    def test_csv_equals_json(self):
        e = self.experiment(**WANG)
        rows = list(csv.DictReader(io.StringIO(self.good("cost", e, "--format", "csv").decode())))
        stages = json.loads(self.good("cost", e, "--format", "json"))["stages"]
        for row, stage in zip(rows, stages):
            self.assertEqual((row["path"], row["name"], int(row["multiplications"]), int(row["parameters"])),
                             (stage["path"], stage["name"], stage["multiplications"], stage["parameters"]))
            self.assertEqual(row["output_shape"], "x".join(map(str, stage["output_shape"])))
        self.assertEqual([r["name"] for r in rows[len(stages):]], ["total", "total"])

    def test_series_hold_the_present_costs(self):
        file = self.experiment(**WANG)
        for axis, symbol, now in (("kernel", "K", 5), ("channels", "C", 3), ("filters", "N", 256), ("terms", "m", 1), ("size", "longest_side", 12)):
            series = json.loads(self.good("cost", file, "--against", axis, "--format", "json"))
            self.assertEqual((series["symbol"], series["now"]), (symbol, now))
            self.assertIn((now, 53_952, 1_228_800), [(p["value"], p["separable"], p["standard"]) for p in series["points"]])
            rows = self.good("cost", file, "--against", axis, "--format", "csv").splitlines()
            self.assertEqual(rows[0].decode(), symbol + ",separable,standard,ratio,present")
            self.assertEqual(len(rows), 1 + len(series["points"]))
        self.bad(2, "cost", file, "--against", "colour")
        self.bad(2, "cost", "--network", "course", "--against", "kernel")

    def test_table_is_for_people(self):
        table = self.good("cost", self.experiment(**WANG)).decode()
        for text in ("1,228,800", "53,952", "22.8× fewer", "zero padding included"):
            self.assertIn(text, table)
        widths = {line.index(",") for line in table.splitlines() if line.startswith(("depthwise ", "standard "))}
        self.assertTrue(widths)

    def test_standard_input(self):
        text = json.dumps({"version": 1, **WANG}).encode()
        self.assertEqual(self.good("cost", "-", "--format", "json", stdin=text),
                         self.good("cost", self.experiment(**WANG), "--format", "json"))

    def test_experiments_that_are_wrong(self):
        self.bad(1, "cost", "none.json", words=("none.json", "no such file"))
        self.bad(1, "cost", self.put("a.json", "{\n \"mode\" 1}"), words=("a.json, line 2, column", "not valid JSON"))
        self.bad(1, "cost", self.put("a.json", '{"kernal": {}}'), words='"kernal" (did you mean "kernel"?)')
        self.bad(1, "cost", self.experiment(input={"file": "none.png"}), words=("e.json", "none.png", "no such file"))
        self.bad(1, "cost", self.experiment(input={"sample": "nope"}), words="harbour")
        self.bad(1, "cost", self.experiment(input={"size": 9}, kernel={"preset": "box", "size": 11}), words=("e.json", "kernel"))
        self.bad(1, "cost", self.put("a.json", '{"version": 7}'), words="newer SepScope")

    def test_files_are_relative_to_the_experiment(self):
        self.good("render", "--help")
        pixels = bytes([0, 0, 2]) + bytes(9) + (7).to_bytes(2, "little") + (9).to_bytes(2, "little") + bytes([24, 32]) + bytes(7 * 9 * 3)
        self.put("photo.tga", pixels)
        self.experiment(input={"file": "photo.tga"}, kernel={"preset": "box", "size": 3})
        costs = json.loads(self.good("cost", self.path("e.json"), "--format", "json", cwd="/"))
        self.assertEqual(costs["stages"][-1]["output_shape"], [1, 3, 7, 5])

    def test_a_full_disk_is_told(self):
        import subprocess
        with open("/dev/full", "wb") as full:
            done = subprocess.run([harness.PROGRAM, "cost", self.experiment()], stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"disk is full", done.stderr)


if __name__ == "__main__":
    harness.main()
