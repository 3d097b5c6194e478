"""Depthwise mode, Wang's example, channels and the kernel grid."""
from harness import Window, run_tests


class Modes(Window):
    def wang(self):
        self.start()
        self.click("menu.file")
        return self.click("menu.file.wang")

    def test_wang(self):
        state = self.wang()
        totals = state["costs"]["totals"]
        self.assertEqual([s["multiplications"] for s in state["costs"]["stages"]], [4800, 49152, 1228800])
        self.assertEqual((totals["separable"], totals["standard"]), (53952, 1228800))
        self.assertEqual((totals["separable_parameters"], totals["standard_parameters"]), (843, 19200))
        self.assertEqual(state["verdict"], "22.8× fewer")
        self.assertLess(state["difference"]["max_abs"], 1e-4)

    def test_filters(self):
        self.wang()
        state = self.type_into("depthwise.filters.value", "16")
        self.assertEqual(state["costs"]["totals"]["separable"], 4800 + 3 * 16 * 64)
        state = self.drag("depthwise.multiplier", 0.5, 0.6)
        self.assertGreater(state["experiment"]["multiplier"], 1)
        self.assertTrue(state["valid"])

    def test_channel_bank(self):
        self.wang()
        state = self.type_into("input.channels.value", "64")
        self.assertEqual(state["costs"]["stages"][0]["output_shape"], [1, 64, 8, 8])
        state = self.click("input.own_channels")
        self.assertEqual(state["costs"]["stages"][0]["output_shape"], [1, 3, 8, 8])

    def test_grid_edits_the_channel_it_names(self):
        self.wang()
        self.click("depthwise.channel.g")
        self.click("kernel.cell.1.2")
        self.type("7")
        self.key("Return")
        kernels = self.settle()["experiment"]["kernels"]
        self.assertEqual(len(kernels), 2)
        self.assertIsNone(kernels[0])
        self.assertIn("values", kernels[1])

    def test_mode_tabs(self):
        self.start()
        self.assertEqual(self.click("mode.depthwise")["experiment"]["mode"], "depthwise")
        self.assertEqual(self.click("mode.spatial")["experiment"]["mode"], "spatial")
        self.key("ctrl+2")
        self.assertEqual(self.settle()["experiment"]["mode"], "depthwise")

    def test_hover(self):
        self.wang()
        self.move("tile.separable.1.0")
        hovered = self.wait("an element under the mouse", lambda s: s["hovered"])["hovered"]
        self.assertEqual(hovered["slot"], "separable")
        self.assertNotEqual(hovered["value"], "")


run_tests()
