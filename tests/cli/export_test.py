"""sepscope export of numbers and code, opened by other programs; bad names leave nothing behind."""
import csv
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import zipfile

import numpy as np

import harness
from exporting import SMALL, WANG, ExportTest, tool

STAND_IN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "stand_in")


class Export(ExportTest):
    def test_costs(self):
        with open(self.export("out.csv")) as f:
            rows = list(csv.DictReader(f))
        self.assertEqual([r["multiplications"] for r in rows], ["4800", "49152", "1228800", "53952", "1228800"])
        with open(self.export("out.json")) as f:
            self.assertEqual(json.load(f)["totals"]["separable"], 53952)

    def test_latex_is_escaped_and_whole(self):
        with open(self.export("out.tex", **{**WANG, "multiplier": 2, "padding": "same"}), encoding="utf-8") as f:
            text = f.read()
        self.assertTrue(text.isascii(), "plain LaTeX reads ASCII alone")
        self.assertEqual(text.count("\\begin{"), text.count("\\end{"))
        self.assertEqual(text.count("{"), text.count("}"))
        for row in text.split("\\hline")[1:-1]:
            for line in filter(None, (line.strip() for line in row.split("\\\\"))):
                self.assertEqual(line.count("&"), 5, line)
        self.assertEqual(text.count("$") % 2, 0)
        latex = shutil.which("pdflatex") or shutil.which("tectonic")
        if latex:
            self.put("whole.tex", "\\documentclass{article}\\begin{document}\\input{out}\\end{document}")
            subprocess.run([latex, *(["-interaction=nonstopmode", "-halt-on-error"] if "pdflatex" in latex else []), "whole.tex"],
                           cwd=self.folder, check=True, capture_output=True)
            self.assertIn("2,764,800", tool("pdftotext", self.path("whole.pdf"), "-"))

    def test_stages(self):
        y = np.load(self.export("out.npy"))
        self.assertEqual((y.shape, y.dtype), ((1, 256, 8, 8), np.float32))
        maps = np.load(self.export("maps.npy", "--stage", "depthwise"))
        self.assertEqual(maps.shape, (1, 3, 8, 8))
        self.export("stages/")
        names = sorted(os.listdir(self.path("stages")))
        self.assertEqual(names, ["costs.json", "input.npy", "separable-1-depthwise.npy", "separable-2-pointwise.npy", "standard-1-standard.npy"])
        self.assertTrue((np.load(self.path("stages/separable-2-pointwise.npy")) == y).all())
        self.bad(1, "export", self.experiment(**WANG), "-o", self.path("stages/"), words="holds files already")
        self.bad(1, "export", self.experiment(**WANG), "--stage", "row", "-o", self.path("out2.npy"), words=("'row'", "separable-1-depthwise"))

    def run_code(self, script, *arguments):
        """The output of exported code, under PyTorch where it is installed."""
        python = next((p for p in (sys.executable, "/usr/bin/python3") if subprocess.run([p, "-c", "import torch"], capture_output=True).returncode == 0),
                      None)
        env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        if python is None:
            python, env["PYTHONPATH"] = sys.executable, STAND_IN
        done = subprocess.run([python, script, *arguments], capture_output=True, env=env)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return done.stdout.decode()

    def module(self, script):
        """Exported code under the stand-in, as a module."""
        sys.path.insert(0, STAND_IN)
        try:
            spec = importlib.util.spec_from_file_location("exported", script)
            made = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(made)
            return made
        finally:
            sys.path.remove(STAND_IN)

    def test_pytorch_of_wangs_example(self):
        script = self.export("out.py")
        self.assertEqual(self.left(), ["out-weights.npz", "out.py"])
        text = self.run_code(script, self.export("input.npy", "--stage", "input"))
        self.assertIn("depthwise 4,800 + pointwise 49,152 = 53,952 multiplications", text)
        self.assertIn("1,228,800 multiplications; separable / standard = 0.04391", text)
        self.assertIn("rounding only", text)

    def test_pytorch_computes_what_the_engine_does(self):
        asymmetric = [[1, 2, 0.5], [0.25, -3, 1]]
        cases = [
            dict(mode="spatial", input={"size": [13, 17]}, kernel={"values": asymmetric}, stride=[2, 1], padding={"pads": [1, 0, 2, 3]}),
            dict(mode="spatial", input={"size": [13, 17]}, kernel={"preset": "disc", "size": 5}, rank=2, padding="same", border="reflect"),
            dict(mode="depthwise", input={"size": [14, 12]}, kernel={"preset": "gaussian", "size": 3}, filters=8, multiplier=2, stride=2,
                 padding="same", border="replicate"),
            dict(mode="depthwise", input={"size": [14, 12], "channels": 8}, kernel={"preset": "sobel-x", "size": 3}, filters=8, groups=4,
                 dilation=[2, 1], padding="same", border="wrap"),
            dict(mode="depthwise", input={"size": [14, 12]}, kernel={"preset": "binomial", "size": 5}, filters=4, split="spatial"),
        ]
        for number, fields in enumerate(cases):
            with self.subTest(number):
                script = self.export(f"out{number}.py", **fields)
                self.export(f"stages{number}/", **fields)
                stages = {name[:-4]: np.load(self.path(f"stages{number}/{name}")) for name in os.listdir(self.path(f"stages{number}"))
                          if name.endswith(".npy")}
                code = self.module(script)
                x = stages["input"]
                self.assertEqual(code.INPUT, x.shape)
                last = max(name for name in stages if name.startswith("separable"))
                for path, stage in ((code.Separable(), last), (code.Standard(), "standard-1-standard")):
                    y = path(x.view(sys.modules["torch"].Tensor))
                    self.assertEqual(y.shape, stages[stage].shape)
                    self.assertLess(np.abs(y - stages[stage]).max(), 1e-4 * max(1, np.abs(y).max()), stage)
                self.run_code(script)

    def test_pytorch_of_filters_that_differ(self):
        fields = dict(mode="spatial", input={"size": 16}, kernel={"preset": "disc", "size": 7}, rank=1)
        self.assertRegex(self.run_code(self.export("out.py", **fields)), r"miss [\d.]+ % of the standard ones")

    def test_bad_names_and_options(self):
        e = self.experiment(**SMALL)
        self.bad(1, "export", e, "-o", "out.bmp", words=("'.bmp'", ".csv", ".pdf", ".mp4"))
        self.bad(1, "export", e, "-o", "out", words=("without an ending", ".tex"))
        self.bad(1, "export", e, "-o", "nowhere/out.pdf", words=("nowhere/out.pdf", "was not written"))
        self.bad(1, "export", e, "-o", "/proc/out.csv", words="/proc/out.csv")
        self.bad(1, "export", e, "-o", e, words="the experiment itself")
        self.bad(1, "export", "none.json", "-o", "out.csv", words="none.json")
        self.bad(1, "export", self.experiment("bad.json", filters=0), "-o", "out.pdf", words="filters")
        self.bad(2, "export", e, "-o", "out.pdf", "--what", "window", words=".svg and .pdf")
        self.bad(2, "export", e, "-o", "out.png", "--race", "3", words=".mp4")
        self.bad(2, "export", e, "-o", "out.gif", "--race", "3", "--steps", "row", words="--steps")
        self.bad(2, "export", e, "-o", "out.csv", "--stage", "row", words=".npy")
        self.bad(2, "export", e, "-o", "out.png", "--size", "20000x300", words="16384")
        self.bad(1, "export", e, "-o", "out.png", "--scale", "16", words=("16384", "25600"))
        self.bad(1, "export", self.experiment("large.json", input={"size": 8}, kernel={"size": 9}), "-o", "out.pdf", words="kernel")
        self.assertEqual(self.left(), [])

    def test_a_file_is_replaced_at_once(self):
        self.put("out.tex", "old")
        os.link(self.path("out.tex"), self.path("other"))
        self.export("out.tex")
        with open(self.path("other")) as f:
            self.assertEqual(f.read(), "old", "written beside it and renamed")

    def test_a_bundle_and_standard_input(self):
        with open(self.experiment(**WANG), "rb") as f:
            self.assertEqual(self.good("export", "-", "-o", self.path("out.csv"), stdin=f.read()), b"")
        self.assertEqual(self.left(), ["out.csv"])
        with zipfile.ZipFile(self.path("e.sepscope"), "w") as bundle:
            bundle.write(self.experiment(**WANG), "experiment.json")
        self.assertEqual(self.good("export", self.path("e.sepscope"), "-o", self.path("same.csv")), b"")
        with open(self.path("out.csv")) as one, open(self.path("same.csv")) as other:
            self.assertEqual(one.read(), other.read())

if __name__ == "__main__":
    harness.main()
