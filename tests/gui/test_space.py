"""The stacks in space with a real mouse: the key, orbiting, the named directions, and that an element is followed there as in tiles."""
import subprocess
import time

import numpy

from harness import BINARY, Window, run_tests


class Space(Window):
    def wang(self):
        self.start()
        self.click("menu.file")
        return self.click("menu.file.wang")

    def camera(self, state):
        return state["experiment"]["view"]["space"]

    def into_space(self):
        self.key("3")
        self.wait("stacks in space", lambda s: self.camera(s)["on"])
        return self.settle()

    def middle_of_front(self, name, share_x=0.4, share_y=0.6):
        """A place on a slab that nothing hides: the front one of its stack."""
        x0, y0, x1, y1 = self.rect(name)
        return int(x0 + share_x * (x1 - x0)), int(y0 + share_y * (y1 - y0))

    def followed(self, what, condition):
        return self.wait(what, lambda s: s["follow"] and condition(s["follow"]))["follow"]

    def test_key_and_menu_toggle(self):
        self.wang()
        self.x("mousemove", 5, 5)
        self.settle()
        tiles = self.pixels("centre.area")
        self.assertNotIn("slab.input.0", self.map())
        self.into_space()
        self.assertIn("slab.separable.1.0", self.map())
        self.assertGreater(numpy.mean(tiles != self.pixels("centre.area")), 0.05)
        self.click("menu.view")
        state = self.click("menu.view.space")
        self.assertFalse(self.camera(state)["on"])
        self.assertIn("tile.standard.0.0", self.map())
        self.x("mousemove", 5, 5)
        self.settle()
        self.assertTrue(numpy.array_equal(tiles, self.pixels("centre.area")), "tiles are as they were")

    def test_an_element_is_followed_as_in_tiles(self):
        self.wang()
        self.into_space()
        self.x("mousemove", *self.middle_of_front("slab.standard.0.0"))
        f = self.followed("an output pixel", lambda f: f["place"] == "standard" and f["standard"])
        _, channel, y, x = f["index"]
        self.assertEqual(channel, 0)
        self.assertEqual(f["standard"]["multiplications"], 75)
        self.assertEqual(f["separable"]["multiplications"], 78)
        self.x("click", 1)
        pinned = self.followed("kept", lambda g: g["pinned"])
        self.assertEqual(pinned["index"], [0, channel, y, x])
        self.x("mousemove", 5, 990)
        in_space = self.settle()
        self.key("3")
        in_tiles = self.wait("tiles", lambda s: not self.camera(s)["on"])
        in_tiles = self.settle()
        self.assertEqual(in_space["follow"], in_tiles["follow"], "the same in both")
        self.key("3")
        self.wait("space again", lambda s: self.camera(s)["on"])
        self.settle()
        self.key("Right")
        self.followed("one to the right", lambda g: g["index"] == [0, channel, y, x + 1])
        self.key("bracketright")
        state = self.wait("the next filter", lambda s: s["follow"]["index"] == [0, channel + 1, y, x + 1])
        self.assertEqual(state["experiment"]["view"]["filter"], channel + 1)
        self.key("Escape")
        self.wait("let go", lambda s: s["follow"] is None)

    def test_hovering_draws_boxes_and_rays(self):
        self.wang()
        self.into_space()
        before = self.pixels("centre.area").astype(int)
        self.x("mousemove", *self.middle_of_front("slab.separable.1.0", 0.2, 0.3))
        self.followed("an element", lambda f: f["place"] == "separable")
        self.settle()
        after = self.pixels("centre.area").astype(int)
        amber = (abs(after - [255, 180, 84]).sum(axis=2) < 60) & (abs(before - [255, 180, 84]).sum(axis=2) >= 60)
        self.assertGreater(amber.sum(), 40, "an amber window over the input")

    def test_chosen_slab_comes_forward(self):
        self.wang()
        self.into_space()
        x0, y0, x1, y1 = self.rect("slab.input.2")
        self.x("mousemove", x1 - 5, (y0 + y1) // 2)
        self.followed("the blue channel", lambda f: f["place"] == "input" and f["index"][1] == 2)
        self.x("click", 1)
        state = self.wait("chosen", lambda s: s["experiment"]["view"]["channel"] == 2)
        self.settle()
        front = self.rect("slab.input.2")
        self.assertLess(front[0], x0, "nearer, further left")

    def test_a_weight_is_followed_and_a_click_keeps_it(self):
        self.wang()
        self.into_space()
        self.x("mousemove", *self.middle("kernel.depthwise.0"))
        f = self.followed("a weight", lambda f: f["kind"] == "weight")
        self.assertEqual(f["index"], [0, 0, 2, 2])
        self.assertEqual(f["place"], "separable")
        linked = next(l for l in f["links"] if l["place"] == "separable" and l["stage"] == 0)
        self.assertEqual((linked["rows"], linked["columns"], linked["channels"]), ([0, 8, 1], [0, 8, 1], [0, 1]))
        self.x("click", 1)
        self.followed("kept", lambda g: g["pinned"] and g["kind"] == "weight")
        self.key("Escape")
        self.x("mousemove", *self.middle("kernel.pointwise.0"))
        self.followed("a 1×1 weight", lambda g: g["index"] == [0, 0, 0, 0] and g["stage"] == 1)

    def test_right_click_opens_a_menu_and_a_drag_pans(self):
        self.wang()
        start = self.camera(self.into_space())
        x, y = self.middle_of_front("slab.standard.0.0")
        self.x("mousemove", x, y)
        self.x("mousedown", 3)
        self.x("mousemove", x + 40, y)
        self.x("mouseup", 3)
        state = self.settle()
        self.assertNotEqual(self.camera(state)["move"], start["move"])
        self.assertNotIn("menu.mute.toggle", self.map())
        self.x("mousemove", *self.middle_of_front("slab.standard.0.0"))
        self.x("click", 3)
        self.followed("kept", lambda f: f["pinned"])
        self.settle()
        self.click("menu.mute.toggle")
        self.wait("filter 0 muted", lambda s: s["experiment"].get("mute", {}).get("filters") == [0])

    def test_coming_and_pressing_at_once_pans_nothing(self):
        self.wang()
        start = self.camera(self.into_space())
        x, y = self.middle("centre.area")
        self.x("mousemove", 5, self.size[1] // 2)
        for button in (1, 3):
            self.x("mousemove", x, y, "mousedown", button)  # one command: both arrive before a frame
            self.x("mouseup", button)
            self.assertEqual(self.camera(self.settle()), start)
            self.key("Escape")
            self.x("mousemove", 5, self.size[1] // 2)

    def test_orbit_pan_zoom_fit_and_names(self):
        self.wang()
        start = self.camera(self.into_space())
        self.drag("centre.area", 0.45, 0.55)
        turned = self.camera(self.state())
        self.assertNotAlmostEqual(turned["yaw"], start["yaw"], places=1)
        x, y = self.middle("centre.area")
        self.x("mousemove", x, y)
        self.x("keydown", "shift")
        self.x("mousedown", 1)
        for i in range(1, 5):
            self.x("mousemove", x + 10 * i, y + 5 * i)
        self.x("mouseup", 1)
        self.x("keyup", "shift")
        panned = self.camera(self.settle())
        self.assertNotEqual(panned["move"], turned["move"])
        self.assertEqual(panned["yaw"], turned["yaw"])
        self.x("click", 4)
        near = self.camera(self.settle())
        self.assertGreater(near["zoom"], panned["zoom"])
        self.key("5")
        self.wait("front", lambda s: self.camera(s)["yaw"] == 0 and self.camera(s)["pitch"] == 0)
        front = self.camera(self.settle())
        self.assertEqual((front["zoom"], front["move"]), (1, [0, 0, 0]))
        state = self.click("space.side")
        self.assertEqual(self.camera(state)["yaw"], 54)
        self.x("click", 5)
        self.assertLess(self.camera(self.settle())["zoom"], 1)
        x, y = self.middle_of_front("centre.area", 0.03, 0.97)
        self.x("mousemove", x, y)
        self.x("click", "--repeat", 2, "--delay", 60, 1)
        self.assertEqual(self.camera(self.settle())["zoom"], 1)
        self.key("ctrl+z")
        self.settle()

    def test_digits_are_typed_into_the_kernel_grid(self):
        self.wang()
        self.click("kernel.grid")
        self.type("3")
        self.key("Return")
        state = self.settle()
        self.assertFalse(self.camera(state)["on"])
        self.assertIn("values", state["experiment"]["kernel"])

    def test_idle_draws_nothing(self):
        self.wang()
        self.into_space()
        self.key("6")
        self.settle()
        for _ in range(5):  # GPU times are still measured at first
            frame = self.state()["frame"]
            time.sleep(1)
            if self.state()["frame"] == frame:
                return
        self.fail("frames are drawn although nothing changes")

    def test_saved_and_rendered(self):
        experiment = self.path("e.json")
        with open(experiment, "w") as file:
            file.write('{"version": 1, "mode": "depthwise", "input": {"size": [12, 12]}, "filters": 8, "view": {"space": {"on": true}}}')
        flat = self.path("flat.json")
        with open(flat, "w") as file:
            file.write('{"version": 1, "mode": "depthwise", "input": {"size": [12, 12]}, "filters": 8}')
        for name in (experiment, flat):
            subprocess.run([BINARY, "render", name, "-o", name + ".png", "--size", "900x700"], check=True, env=self.environment)
        pictures = []
        for name in (experiment, flat):
            with open(name + ".png", "rb") as file:
                pictures.append(file.read())
        self.assertNotEqual(*pictures)
        self.start(experiment)
        self.assertTrue(self.camera(self.state())["on"])
        self.assertIn("slab.standard.0.0", self.map())


run_tests()
