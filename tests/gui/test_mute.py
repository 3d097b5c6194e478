"""Mute and solo under the mouse: the experiment says it, the window says what it does, undo takes it back."""
from harness import Window, run_tests


class Mute(Window):
    def test_muting_red_blanks_one_map(self):
        self.start()
        self.key("ctrl+2")
        self.settle()
        self.move("tile.input.0")
        self.key("m")
        state = self.wait("a muted channel", lambda s: s["experiment"].get("mute", {}).get("channels") == [0])
        self.settle()
        self.assertIn("centre.muted", self.map())
        self.assertEqual(state["costs"]["totals"]["separable"], self.settle()["costs"]["totals"]["separable"])
        self.key("ctrl+z")
        self.wait("all on again", lambda s: "mute" not in s["experiment"])
        self.settle()
        self.assertNotIn("centre.muted", self.map())

    def test_the_picture_stays_under_the_mouse(self):
        self.start()
        self.key("ctrl+2")
        self.settle()
        self.move("tile.input.0")
        before = self.rect("tile.input.0")
        self.key("m")
        self.wait("muted", lambda s: "mute" in s["experiment"])
        self.settle()
        self.assertIn("centre.muted", self.map())
        self.assertEqual(self.rect("tile.input.0"), before, "the line lies over the pictures")
        self.x("mousemove", 5, 990)
        self.settle()
        self.assertGreater(self.rect("centre.area")[1], self.rect("centre.muted")[3] - 1, "and now has room of its own")
        self.move("tile.input.0")
        moved = self.rect("tile.input.0")
        self.key("m")
        self.wait("the same one is on again", lambda s: "mute" not in s["experiment"])
        self.settle()
        self.assertEqual(self.rect("tile.input.0"), moved)
        self.x("mousemove", 5, 990)
        self.settle()
        self.assertEqual(self.rect("tile.input.0"), before)

    def test_solo_and_unmute(self):
        self.start()
        self.move("tile.input.0")
        self.key("s")
        self.wait("the others muted", lambda s: s["experiment"].get("mute", {}).get("channels") == [1, 2])
        self.key("shift+m")
        self.wait("all on again", lambda s: "mute" not in s["experiment"])


run_tests()
