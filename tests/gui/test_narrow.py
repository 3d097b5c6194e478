"""Below 1400 pixels the side panels fold to rails and open over the centre."""
from harness import Window, run_tests


class Narrow(Window):
    size = (1280, 720)

    def test_panels_open_over_the_centre(self):
        self.start()
        self.assertNotIn("spatial.kernel.size", self.map())
        self.assertIn("top.verdict", self.map())
        self.click("panel.left.open")
        state = self.drag("spatial.kernel.size", 0.5, 0.7)
        self.assertGreater(state["experiment"]["kernel"]["size"], 5)
        self.click("panel.right.open")
        self.assertIn("count.headline", self.map())
        self.assertNotIn("spatial.kernel.size", self.map(), "the left one goes when the mouse is pressed elsewhere")
        self.click("panel.right.fold")
        self.assertNotIn("count.headline", self.map())


class Wide(Window):
    def test_panels_fold(self):
        self.start()
        self.key("ctrl+b")
        self.settle()
        self.assertNotIn("count.headline", self.map())
        self.click("panel.left.unfold")
        self.assertIn("spatial.kernel.size", self.map())


run_tests()
