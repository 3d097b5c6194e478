"""A typed or loaded invalid state is explained; the last valid picture stays, dimmed and labelled."""
import json

from harness import Window, run_tests


class Invalid(Window):
    def test_typed_kernel_larger_than_the_image(self):
        self.start()
        valid = self.click("input.wang")
        bright = self.pixels("centre.area").mean()
        state = self.type_into("spatial.kernel.size.value", "20")
        self.assertFalse(state["valid"])
        self.assertIn("12", state["error"])
        self.assertIn("centre.error", self.map())
        self.assertEqual(state["costs"], valid["costs"], "the numbers of the last valid state stay")
        self.assertLess(self.pixels("centre.area").mean(), bright + 5)
        self.key("ctrl+z")
        self.assertTrue(self.settle()["valid"])

    def test_explicit_padding_can_repair_it(self):
        self.start()
        self.click("input.wang")
        self.type_into("spatial.kernel.size.value", "20")
        self.click("convolution.padding.explicit")
        for side in ("top", "left", "bottom", "right"):
            state = self.type_into(f"convolution.pads.{side}", "5")
        self.assertTrue(state["valid"], state["error"])

    def test_loaded(self):
        with open(self.path("bad.json"), "w") as file:
            json.dump({"version": 1, "input": {"size": 8}, "kernel": {"preset": "box", "size": 15}}, file)
        self.start()
        self.settle()
        state = self.open_file(self.path("bad.json"))
        self.assertFalse(state["valid"])
        self.assertNotEqual(state["error"], "")

    def test_unknown_key_is_named(self):
        with open(self.path("odd.json"), "w") as file:
            json.dump({"version": 1, "kernle": {}}, file)
        self.start()
        before = self.settle()["experiment"]
        state = self.open_file(self.path("odd.json"))
        self.assertIn("kernle", state["message"])
        self.assertEqual(state["experiment"], before)


run_tests()
