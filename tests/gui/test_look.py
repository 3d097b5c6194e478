"""Presenter view, themes, hidden panels and the search for actions, and what of them is kept."""
import json
import subprocess

from harness import Window, run_tests


class Look(Window):
    size = (1280, 720)

    def ground(self):
        """Brightness of the centre's corner."""
        x0, y0, x1, y1 = self.rect("centre.area")
        return int(self.pixels()[y1 - 8, x0 + 4].sum())

    def find(self, words):
        self.key("ctrl+shift+p")
        self.rect("palette.typed")
        self.type(words)
        self.key("Return")
        return self.settle()

    def test_presenter_view(self):
        self.start()
        self.key("ctrl+2")
        self.settle()
        self.key("F5")
        self.settle()
        rects = self.map()
        self.assertIn("presenter.headline", rects)
        for gone in ("menu.file", "status.text", "panel.left.open", "panel.right.open"):
            self.assertNotIn(gone, rects)
        for kept in ("stack.input", "stack.separable.1", "stack.standard.0", "stack.difference"):
            self.assertIn(kept, rects)
        x0, y0, x1, y1 = rects["presenter.headline"]
        bright = (self.pixels()[y0:y1, x0 + 50:x1].min(axis=2) > 200).any(axis=1)
        digits = bright.nonzero()[0]
        self.assertGreaterEqual(int(digits[-1] - digits[0]), 34, "figures of type whose em is 48 pixels: 0.73 of it")
        x0, y0, x1, y1 = rects["presenter.counts"]
        bright = (self.pixels()[y1:self.rect("centre.area")[1] - 2, x0:x1].min(axis=2) > 150).any(axis=1)
        words = bright.nonzero()[0]
        self.assertGreaterEqual(int(words[-1] - words[0]) + 1, 16, "l and p of the smallest type, 18 pixels: 0.95 of it")
        self.assertEqual(self.ground(), 0)
        self.key("F5")
        self.settle()
        self.assertIn("menu.file", self.map())

    def test_actions_are_found_by_name(self):
        self.start()
        state = self.find("depthwise sep")
        self.assertEqual(state["experiment"]["mode"], "depthwise")
        self.key("ctrl+shift+p")
        self.rect("palette.typed")
        self.type("zzzz")
        self.key("Return")
        self.assertIn("palette.typed", self.map(), "nothing to run: it stays")
        self.key("Escape")
        self.settle()
        self.assertNotIn("palette.typed", self.map())
        self.assertEqual(self.state()["experiment"]["mode"], "depthwise")

    def test_theme_and_hidden_panels_are_kept(self):
        self.start()
        dark = self.ground()
        self.find("light theme")
        self.assertGreater(self.ground(), dark + 300)
        self.click("panel.right.open")
        self.assertIn("count.headline", self.map())
        self.find("window less motion")
        self.find("window multiplications")
        self.assertNotIn("count.headline", self.map())
        self.quit()
        with open(self.path(".config/sepscope/settings.json")) as file:
            settings = json.load(file)
        self.assertEqual((settings["light"], settings["less_motion"], settings["hidden_panels"]), (True, True, ["multiplications"]))
        self.start()
        self.assertGreater(self.ground(), dark + 300)
        self.click("panel.right.open")
        self.assertIn("count.parameters", self.map())
        self.assertNotIn("count.headline", self.map())

    def test_the_scale_follows_the_monitor(self):
        self.start()
        plain = self.rect("menu.file")
        self.quit()
        # the server forgets properties with its last client
        client = subprocess.Popen(["xprop", "-root", "-spy"], env=self.environment, stdout=subprocess.DEVNULL)
        try:
            subprocess.run(["xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER", "Xft.dpi:\t192\n"], env=self.environment, check=True)
            self.start()
            for twice, once in zip(self.rect("menu.file"), plain):
                self.assertAlmostEqual(twice, 2 * once, delta=2)
            self.quit()
        finally:
            client.kill()
            client.wait()


run_tests()
