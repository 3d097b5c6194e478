"""Whole networks in the window: the numbers are the command line's, a layer becomes the experiment, own files open."""
import json
import os
import subprocess

from harness import BINARY, Window, run_tests

ASSETS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "assets", "networks")


def totals(*arguments):
    run = subprocess.run([BINARY, "cost", "--network", *arguments, "--format", "json"], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)["totals"]


class Network(Window):
    def expect(self, *arguments):
        expected = totals(*arguments)
        self.wait("the numbers of " + " ".join(arguments),
                  lambda s: (s["network"].get("separable"), s["network"].get("standard")) == (expected["separable"], expected["standard"]))

    def test_widths_sizes_and_names(self):
        self.start()
        self.key("n")
        state = self.wait("open", lambda s: s["network"]["open"])
        self.assertEqual(state["network"]["separable"], 568740352)
        self.settle()
        self.type_into("network.width.value", "75")
        self.expect("mobilenet_v1", "--width", "0.75")
        self.type_into("network.resolution.value", "192")
        self.expect("mobilenet_v1", "--width", "0.75", "--resolution", "192")
        self.click("network.name")
        self.click("network.name.vgg16")
        self.expect("vgg16")
        self.key("n")
        self.wait("closed", lambda s: not s["network"]["open"])
        self.settle()
        self.assertIn("stack.input", self.map())

    def test_a_layer_becomes_the_experiment(self):
        self.start("--network", "mobilenet_v1")
        state = self.click("network.layer.5")
        self.assertFalse(state["network"]["open"])
        e = state["experiment"]
        self.assertEqual((e["mode"], e["input"]["size"], e["input"]["channels"], e["filters"]), ("depthwise", 28, 256, 256))
        self.assertEqual(state["costs"]["totals"]["separable"], 53186560)
        self.key("ctrl+z")
        self.wait("as before", lambda s: s["experiment"]["mode"] == "spatial")

    def test_own_files_and_broken_ones(self):
        with open(os.path.join(ASSETS, "course.json")) as file:
            text = file.read()
        own, broken = self.path("own.json"), self.path("broken.json")
        with open(own, "w") as file:
            file.write(text.replace('"filters": 64', '"filters": 32'))
        with open(broken, "w") as file:
            file.write(text.replace('"filters": 64', '"filters": -3'))
        self.start()
        self.open_file(own)
        self.expect(own)
        before = self.settle()["network"]
        self.open_file(broken)
        state = self.wait("what is wrong", lambda s: s["message_is_error"])
        self.assertIn("broken.json', line 14: layers[2].filters is -3", state["message"])
        self.assertIn("centre.message", self.map())
        self.assertEqual(state["network"], before)


run_tests()
