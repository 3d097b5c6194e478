"""The third decomposition in the window: the switch, three stages that are counted and followed, a loaded layer by least squares."""
import os

import numpy

from harness import Window, run_tests

DATA = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data"))
NET = os.path.join(DATA, "models", "separable_net.onnx")


class Split(Window):
    def names(self, state):
        return [s["name"] for s in state["costs"]["stages"]]

    def test_the_switch_makes_three_stages_of_wangs_example(self):
        self.start()
        self.click("menu.file")
        state = self.click("menu.file.wang")
        self.assertEqual(self.names(state), ["depthwise", "pointwise", "standard"])
        state = self.click("depthwise.split")
        self.assertEqual((state["experiment"]["split"], state["undo"], state["error"]), ("spatial", "split kernels", ""))
        self.assertEqual(self.names(state), ["column", "row", "pointwise", "standard"])
        self.assertEqual([s["multiplications"] for s in state["costs"]["stages"]], [1440, 960, 49152, 1228800])
        self.assertLess(state["difference"]["max_abs"], 1e-5)
        self.assertEqual((state["split"]["inseparable"], state["split"]["error"]), (0, 0))
        for name in ("count.stage.column", "count.stage.row", "kernel.column.2", "kernel.row.2", "stack.separable.2"):
            self.rect(name)
        self.key("ctrl+m")
        counts = self.wait("every stage counted", lambda s: len(s["counts"]["stages"]) == 4)["counts"]
        self.assertEqual([s["counted"] for s in counts["stages"]], [1440, 960, 49152, 1228800])
        self.key("ctrl+k")
        self.assertEqual(self.names(self.wait("two stages", lambda s: s["experiment"]["split"] == "none" and s["resting"])),
                         ["depthwise", "pointwise", "standard"])

    def test_a_pixel_is_followed_through_three_stages(self):
        self.start()
        self.click("menu.file")
        self.click("menu.file.wang")
        self.click("depthwise.split")
        self.move("tile.separable.2.0")
        f = self.wait("an output pixel", lambda s: s["follow"] and s["follow"]["separable"])["follow"]
        _, _, y, x = f["index"]
        links = {(l["path"], l["place"], l["stage"]): l for l in f["links"]}
        self.assertEqual(links["separable", "separable", 1]["rows"][:2], [y, y + 1])
        self.assertEqual(links["separable", "separable", 0]["rows"][:2], [y, y + 1])
        self.assertEqual(links["separable", "separable", 0]["columns"][:2], [x, x + 5])
        self.assertEqual(links["separable", "input", 0]["rows"][:2], [y, y + 5])
        self.assertEqual([s["multiplications"] for s in f["separable"]["stages"]], [75, 15, 3])
        self.assertEqual(f["reuse"]["alone"], "15·5 + 3·5 + 3 = 93")
        self.assertTrue(f["separable"]["within_bound"])
        self.assertAlmostEqual(f["separable"]["value"], f["standard"]["value"], places=5)
        self.move("kernel.column.1")
        self.wait("a weight of the column", lambda s: s["follow"] and s["follow"]["index"][:1] == [1])
        self.key("m")
        state = self.wait("a muted map", lambda s: s["experiment"].get("mute"))
        self.assertEqual(state["experiment"]["mute"]["kernels"], [1])

    def test_what_columns_and_rows_miss_is_said(self):
        self.start(self.experiment())
        state = self.settle()
        self.assertGreater(state["split"]["inseparable"], 0)
        self.assertGreater(state["split"]["error"], 1e-3)
        self.assertGreater(state["difference"]["max_abs"], 1e-4)

    def experiment(self):
        with open(self.path("disc.json"), "w") as file:
            file.write('{"version": 1, "mode": "depthwise", "split": "spatial", "input": {"size": 32}, "kernel": {"preset": "disc", "size": 5}}')
        return self.path("disc.json")

    def test_a_loaded_layer_by_least_squares(self):
        self.start()
        self.open_file(NET)
        self.click("layers.row.0")
        self.click("layers.use")
        self.wait("a layer", lambda s: s["experiment"].get("bank") and s["resting"])
        state = self.click("depthwise.split")
        state = self.wait("three stages", lambda s: s["split"] and s["resting"])
        first = state["split"]
        self.assertTrue(first["least_squares"])
        self.assertGreater(first["sweeps"], 0)
        self.assertLess(first["error"], first["start_error"])
        state = self.click("chart.trade.3")
        self.assertEqual(state["experiment"]["multiplier"], 3)
        self.assertLess(state["split"]["error"], first["error"])
        self.click("menu.file")
        self.click("menu.file.save_factors")
        self.rect("browser.path")
        self.settle()
        self.key("ctrl+a")
        self.type(self.path("mine.npy"))
        self.key("Return")
        self.assertIn("Saved", self.settle()["message"])
        shapes = [numpy.load(self.path(f"mine-{s}.npy")).shape for s in ("column", "row", "pointwise")]
        self.assertEqual(shapes, [(9, 1, 3, 1), (9, 1, 1, 3), (8, 9, 1, 1)])
        with open(self.path("mine.py")) as file:
            text = file.read()
        self.assertEqual(text.count("F.conv2d"), 3)
        self.assertIn("groups=9", text)


run_tests()
