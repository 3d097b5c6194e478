"""Sliders change the picture and the numbers; a drag is one step of undo; they end where the experiment would be invalid."""
from harness import Window, run_tests


def spatial_totals(height, width, channels, k):
    """Both paths of a K×K kernel without padding, from the definition."""
    h, w = height - k + 1, width - k + 1
    return channels * k * h * width + channels * k * h * w, channels * k * k * h * w


class Sliders(Window):
    def totals_hold(self, state):
        k = state["experiment"]["kernel"]["size"]
        height, width = state["image"]["working"]
        separable, standard = spatial_totals(height, width, 3, k)
        self.assertEqual(state["costs"]["totals"]["separable"], separable)
        self.assertEqual(state["costs"]["totals"]["standard"], standard)

    def test_kernel_size(self):
        self.start()
        before = self.settle()
        self.totals_hold(before)
        headline = self.pixels("count.headline")
        after = self.drag("spatial.kernel.size", 0.5, 0.75)
        self.assertGreater(after["experiment"]["kernel"]["size"], 5)
        self.totals_hold(after)
        self.assertTrue((headline != self.pixels("count.headline")).any(), "the headline did not change")
        self.key("ctrl+z")
        self.assertEqual(self.settle()["experiment"], before["experiment"], "one undo takes the whole drag back")
        self.key("ctrl+shift+z")
        self.assertEqual(self.settle()["experiment"], after["experiment"])

    def test_numbers_and_picture_change_in_the_same_frame(self):
        self.start()
        self.settle()
        x0, y0, x1, y1 = self.rect("spatial.kernel.size")
        self.x("mousemove", x0 + int(0.6 * (x1 - x0)), (y0 + y1) // 2)
        self.x("mousedown", 1)
        state = self.wait("another size", lambda s: s["experiment"]["kernel"]["size"] != 5)
        self.totals_hold(state)  # of the very state in which the size changed
        self.x("mouseup", 1)

    def test_the_end_says_why(self):
        self.start()
        self.click("input.wang")
        state = self.drag("spatial.kernel.size", 0.5, 1.5)
        self.assertEqual(state["experiment"]["kernel"]["size"], 12)
        self.assertTrue(state["valid"])
        self.move("spatial.kernel.size")
        self.assertIn("12", self.wait("why it ends", lambda s: "Ends at" in s["status"])["status"])

    def test_keys_move_the_slider_that_was_clicked(self):
        self.start()
        size = self.drag("spatial.kernel.size", 0.5, 0.55)["experiment"]["kernel"]["size"]
        self.key("Right")
        self.assertEqual(self.settle()["experiment"]["kernel"]["size"], size + 1)
        self.key("Home")
        self.assertEqual(self.settle()["experiment"]["kernel"]["size"], 1)

    def test_rank(self):
        self.start()
        self.click("spatial.kernel.preset")
        state = self.click("spatial.kernel.preset.diagonal-motion-blur")
        self.assertIn("more", state["verdict"])
        self.assertLess(state["difference"]["max_abs"], 1e-5)
        state = self.type_into("spatial.rank.value", "1")
        self.assertIn("fewer", state["verdict"])
        self.assertGreater(state["difference"]["max_abs"], 1e-3)


run_tests()
