"""Everything has a key or a menu; dialogs close by Esc; wheel and drag move the pictures."""
import time

from harness import Window, run_tests


class Keys(Window):
    def test_dialogs(self):
        self.start()
        self.key("F1")
        self.rect("keys.close")
        self.key("Escape")
        self.settle()
        self.assertNotIn("keys.close", self.map())

    def test_zoom_and_fit(self):
        self.start()
        tile = next(n for n in self.map() if n.startswith("tile.input"))
        self.move(tile)
        self.x("click", 4)
        zoom = self.wait("a larger zoom", lambda s: s["experiment"]["view"]["zoom"] > 1)["experiment"]["view"]["zoom"]
        self.assertGreater(zoom, 1)
        self.key("ctrl+0")
        self.assertEqual(self.settle()["experiment"]["view"]["zoom"], 1)

    def test_interface_scale(self):
        self.start()
        before = self.rect("menu.file")
        self.key("ctrl+equal")
        self.settle()
        time.sleep(0.3)
        after = self.rect("menu.file")
        self.assertGreater(after[3] - after[1], before[3] - before[1])
        self.key("ctrl+minus")
        self.settle()
        self.assertEqual(self.rect("menu.file"), before)

    def test_tab_reaches_and_enter_presses(self):
        self.start()
        self.click("mode.spatial")
        self.key("Tab")
        self.key("Return")
        self.assertEqual(self.settle()["experiment"]["mode"], "depthwise")
        self.key("shift+Tab")
        self.key("space")
        self.assertEqual(self.settle()["experiment"]["mode"], "spatial")

    def test_brackets_choose(self):
        self.start()
        self.key("bracketright")
        self.assertEqual(self.settle()["experiment"]["view"]["channel"], 1)
        self.key("bracketleft")
        self.assertEqual(self.settle()["experiment"]["view"]["channel"], 0)


run_tests()
