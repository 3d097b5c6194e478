"""Models in the window: the layer browser, a layer as the experiment, ranks by the chart, channels by their bars, saving, resuming."""
import json
import os
import shutil

import numpy

from harness import Window, run_tests

DATA = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data"))
NET = os.path.join(DATA, "models", "separable_net.onnx")


class Models(Window):
    def bank(self, state):
        return state["experiment"].get("bank", {})

    def test_from_the_browser_to_the_saved_factors(self):
        self.start()
        self.open_file(NET)
        self.rect("layers.row.0")
        self.key("Escape")
        self.assertNotIn("bank", self.settle()["experiment"])
        self.key("ctrl+l")
        self.click("layers.row.0")
        self.click("layers.use")
        state = self.wait("a layer", lambda s: self.bank(s) and s["resting"])
        self.assertEqual((state["undo"][:5], state["error"]), ("layer", ""))
        error_of = lambda m: self.rect(f"chart.trade.{m}")
        self.assertLess(error_of(2)[1] - error_of(1)[1], 300)
        state = self.click("chart.trade.2")
        self.assertEqual(state["experiment"]["multiplier"], 2)
        bars = [name for name in self.map() if name.startswith("spectrum.channel.")]
        self.assertGreater(len(bars), 1)
        state = self.click("bank.presets")
        self.assertNotIn("bank", state["experiment"])
        self.assertEqual(self.key_and_settle("ctrl+z")["experiment"]["bank"]["file"], NET)
        self.save_as("menu.file.save_filters", "bank.npy")
        self.assertEqual(numpy.load(self.path("bank.npy")).shape, (8, 3, 3, 3))
        self.save_as("menu.file.save_factors", "mine.npy")
        depthwise, pointwise = (numpy.load(self.path(f"mine-{s}.npy")) for s in ("depthwise", "pointwise"))
        self.assertEqual((depthwise.shape, pointwise.shape), ((6, 1, 3, 3), (8, 6, 1, 1)))
        with open(self.path("mine.py")) as file:
            self.assertIn("groups=3", file.read())

    def save_as(self, action, name):
        self.click("menu.file")
        self.click(action)
        self.rect("browser.path")
        self.settle()
        self.key("ctrl+a")
        self.type(self.path(name))
        self.key("Return")
        self.assertIn("Saved", self.settle()["message"])

    def key_and_settle(self, name):
        self.key(name)
        return self.settle()

    def test_the_whole_model_from_its_layers(self):
        self.start()
        self.open_file(NET)
        self.rect("layers.row.0")
        self.click("layers.whole")
        self.rect("network.totals")
        self.assertNotIn("layers.whole", self.map())

    def test_resumed_and_gone(self):
        shutil.copy(NET, self.path("net.onnx"))
        self.start(self.path("net.onnx"))
        self.rect("layers.row.1")
        self.key("Return")
        self.wait("a layer", lambda s: self.bank(s) and s["resting"])
        self.quit()
        self.start()
        self.assertEqual(self.bank(self.settle())["file"], self.path("net.onnx"))
        self.quit()
        os.remove(self.path("net.onnx"))
        self.start()
        state = self.settle()
        self.assertIn("net.onnx", state["message"])
        self.assertNotIn("bank", state["experiment"])

    def test_not_finite_loads_with_a_warning_in_a_colour_of_its_own(self):
        with open(self.path("odd.txt"), "w") as file:
            file.write("1 2\n3 nan\n")
        bank = numpy.sin(numpy.arange(6 * 3 * 9, dtype=numpy.float32)).reshape(6, 3, 3, 3)
        bank[2, 1, 0, 0] = numpy.nan
        numpy.save(self.path("odd.npy"), bank)
        header = json.dumps({"c.weight": {"dtype": "F32", "shape": [6, 3, 3, 3], "data_offsets": [0, bank.nbytes]}}).encode()
        with open(self.path("odd.safetensors"), "wb") as file:
            file.write(len(header).to_bytes(8, "little") + header + bank.tobytes())
        shutil.copy(os.path.join(DATA, "models", "not_finite.onnx"), self.path("odd.onnx"))
        self.start()
        for name in ("odd.txt", "odd.npy", "odd.safetensors", "odd.onnx"):
            with self.subTest(name):
                self.open_file(self.path(name))
                if name == "odd.onnx" and "layers.row.0" in self.map():
                    self.key("Return")
                state = self.wait("a warning", lambda s: "not finite" in s["message"] and s["resting"])
                self.assertTrue(state["message_is_error"] and state["valid"], state)
                self.assertIsNone(state["difference"] and state["difference"]["rms"])
                magenta = (self.pixels() == [255, 0, 219]).all(axis=2).sum()
                self.assertGreater(magenta, 300)
                self.click("centre.message.dismiss")

    def test_a_kernel_becomes_spatial(self):
        numpy.save(self.path("mine.npy"), numpy.array([[1.0, 2, 1], [0, 0, 0], [-1, -2, -1]]))
        self.start()
        self.open_file(self.path("mine.npy"))
        state = self.wait("the kernel", lambda s: s["experiment"]["kernel"].get("values"))
        self.assertEqual(state["experiment"]["mode"], "spatial")
        self.click("kernel.change")
        state = self.click("kernel.transpose")
        self.assertEqual(state["experiment"]["kernel"]["values"], [[1, 0, -1], [2, 0, -2], [1, 0, -1]])
        self.assertEqual(self.key_and_settle("ctrl+z")["experiment"]["kernel"]["values"][0], [1, 2, 1])


if __name__ == "__main__":
    run_tests()
