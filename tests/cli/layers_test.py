"""Models and banks on the command line: layers lists them, conv --model runs one, render shows one, files told by content."""
import csv
import io
import json
import os

import numpy as np

import harness
from conv_test import reference

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data")
NET = os.path.join(DATA, "models", "separable_net.onnx")
with open(NET, "rb") as f:
    NET_BYTES = f.read()
HEADLESS = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}


def layers(test, file):
    return json.loads(test.good("layers", file, "--format", "json"))["layers"]


class Layers(harness.CliTest):
    def test_three_formats_agree(self):
        listed = layers(self, NET)
        self.assertGreaterEqual(len(listed), 5)
        rows = list(csv.DictReader(io.StringIO(self.good("layers", NET, "--format", "csv").decode())))
        table = self.good("layers", NET).decode()
        self.assertEqual([r["layer"] for r in rows], [l["name"] for l in listed])
        for layer, row in zip(listed, rows):
            self.assertIn(layer["name"], table)
            self.assertEqual(row["kind"], layer["kind"])
            if layer["multiplications"] is not None:
                self.assertEqual(int(row["multiplications"]), layer["multiplications"])
                _, _, h, w = layer["output_shape"]
                n, c, kh, kw = layer["weights"]
                self.assertEqual(layer["multiplications"], n * c * kh * kw * h * w)

    def test_every_format_of_file(self):
        for name in ("bank.npy", "bank.csv", "bank.json", "bank.safetensors", "separable_net.onnx"):
            self.assertTrue(layers(self, os.path.join(DATA, "models", name)), name)
        self.assertEqual(layers(self, os.path.join(DATA, "kernels", "commas.csv"))[0]["weights"][:2], [1, 1])

    def test_files_that_are_no_models(self):
        self.bad(1, "layers", "none.onnx", words="no such file")
        self.bad(1, "layers", self.put("cut.onnx", NET_BYTES[:300]), words="cut.onnx")
        self.bad(2, "layers", words="sepscope layers --help")

    def test_conv_of_every_layer(self):
        random = np.random.default_rng(3)
        for name in ("separable_net", "auto_pads_odd", "branches", "large_kernel"):
            file = os.path.join(DATA, "models", name + ".onnx")
            for i, layer in enumerate(layers(self, file)):
                if layer["refusal"]:
                    continue
                w = np.load(os.path.join(DATA, "expected", f"{name}.{i}.weights.npy"))
                b_file = os.path.join(DATA, "expected", f"{name}.{i}.bias.npy")
                b = np.load(b_file) if os.path.exists(b_file) else None
                shape = layer["input_shape"] or [1, w.shape[1] * layer["group"], 31, 33]
                x = random.normal(size=[2] + shape[1:]).astype(np.float32)
                np.save(self.path("x.npy"), x)
                self.good("conv", "--model", file, "--layer", layer["name"], "--input", "x.npy", "-o", "y.npy")
                y = np.load(self.path("y.npy"))
                wanted, scale = reference(x, w.astype(np.float32), b, layer["strides"], layer["pads"], layer["dilations"], layer["group"])
                self.assertEqual(y.shape, wanted.shape, (name, layer["name"]))
                self.assertLessEqual((np.abs(y - wanted) - 1e-5 * scale).max(), 1e-30, (name, layer["name"]))

    def test_conv_of_a_layer_that_does_not_fit(self):
        np.save(self.path("x.npy"), np.ones((1, 77, 6, 6), np.float32))
        conv = lambda *more: ("conv", "--input", "x.npy", "-o", "y.npy", *more)
        first = layers(self, NET)[0]["name"]
        self.bad(1, *conv("--model", NET, "--layer", first), words=("77 channels", first))
        self.bad(1, *conv("--model", NET, "--layer", "nonsense"), words=("nonsense", first))
        self.bad(1, *conv("--model", NET), words=first)
        self.bad(2, *conv("--layer", "a", "--weight", "w.npy"), words="--model")
        self.bad(2, *conv("--model", NET, "--stride", "2"), words="--stride")
        self.bad(2, *conv("--model", NET, "--weight", "w.npy"))

    def state(self, *arguments):
        self.good("render", *arguments, "-o", "out.png", "--size", "900x600", "--state", "state.json", env=HEADLESS)
        with open(self.path("state.json")) as f:
            return json.load(f)

    def test_render_takes_filters_by_content(self):
        second = next(l["name"] for l in layers(self, NET) if l["kind"] == "standard")
        state = self.state(NET, "--layer", second)
        self.assertEqual(state["error"], "")
        self.assertEqual((state["experiment"]["bank"]["layer"], state["experiment"]["mode"]), (second, "depthwise"))
        os.link(os.path.join(DATA, "kernels", "kernel.json"), self.path("kernel"))
        state = self.state("kernel")
        self.assertEqual(state["experiment"]["mode"], "spatial")
        wanted = [[1, 0, -1], [2, 0, -2], [1, 0, -1]]
        self.assertEqual(state["experiment"]["kernel"]["values"], wanted)
        for name in ("bank.npy", "bank.safetensors", "bank.csv"):
            self.assertEqual(self.state(os.path.join(DATA, "models", name))["error"], "", name)

    def test_experiments_name_a_file_and_a_layer(self):
        pair = next(l["name"] for l in layers(self, NET) if l["pair"])
        os.link(NET, self.path("net.onnx"))
        e = self.experiment(mode="depthwise", bank={"file": "net.onnx", "layer": pair}, input={"size": 24})
        costs = json.loads(self.good("cost", e, "--format", "json"))
        self.assertGreater(costs["totals"]["standard"], costs["totals"]["separable"])
        self.assertEqual(self.state(e)["error"], "")
        os.remove(self.path("net.onnx"))
        self.bad(1, "cost", e, words=("net.onnx", "no such file"))
        self.bad(1, "render", e, "-o", "out.png", words=("net.onnx", "no such file"))

    def test_layer_needs_filters(self):
        self.bad(1, "render", self.experiment(), "--layer", "a", "-o", "out.png", words="--layer")
        self.bad(1, "render", NET, "--layer", "nonsense", "-o", "out.png", words="nonsense")
        self.bad(1, "render", NET, self.experiment(), "-o", "out.png", words="name one")


if __name__ == "__main__":
    harness.main()
