"""Following one pixel with a real mouse: links, the arithmetic, keeping a pixel, weights."""
from harness import Window, run_tests


class Follow(Window):
    def wang(self):
        self.start()
        self.click("menu.file")
        return self.click("menu.file.wang")

    def at(self, tile, share_x=0.55, share_y=0.45):
        x0, y0, x1, y1 = self.rect(tile)
        self.x("mousemove", int(x0 + share_x * (x1 - x0)), int(y0 + share_y * (y1 - y0)))

    def followed(self, what, condition):
        return self.wait(what, lambda s: s["follow"] and condition(s["follow"]))["follow"]

    def link(self, follow, path, place, stage=0):
        return next(l for l in follow["links"] if (l["path"], l["place"], l["stage"]) == (path, place, stage))

    def test_output_pixel_of_wangs_example(self):
        self.wang()
        self.at("tile.standard.0.0")
        f = self.followed("an output pixel", lambda f: f["place"] == "standard" and f["standard"])
        _, channel, y, x = f["index"]
        for path in ("separable", "standard"):
            window = self.link(f, path, "input")
            self.assertEqual(window["rows"], [y, y + 5, 1])
            self.assertEqual(window["columns"], [x, x + 5, 1])
            self.assertEqual(window["channels"], [0, 3])
        self.assertEqual(f["standard"]["multiplications"], 75)
        self.assertEqual(f["separable"]["multiplications"], 78)
        self.assertEqual([s["multiplications"] for s in f["separable"]["stages"]], [75, 3])
        self.assertEqual(f["reuse"], {"alone": "3·25 + 3 = 78", "average": "75/256 + 3 ≈ 3.3"})
        self.assertTrue(f["separable"]["within_bound"] and f["standard"]["within_bound"])
        self.assertAlmostEqual(f["separable"]["value"], f["standard"]["value"], places=5)
        last = f["separable"]["stages"][1]["first_terms"]
        self.assertEqual(len(last), 3)
        self.assertAlmostEqual(sum(t["product"] for t in last), f["separable"]["value"], places=9)
        self.assertEqual([t["index"] for t in last], [[0, c, y, x] for c in range(3)])
        self.assertIn("arithmetic", self.map())

    def test_the_arithmetic_points_at_its_factors(self):
        self.wang()
        self.at("tile.standard.0.0")
        self.x("click", 1)
        f = self.followed("a kept pixel", lambda f: f["pinned"] and f["standard"])
        _, channel, y, x = f["index"]
        self.settle()
        before = self.pixels("tile.input.0").astype(int)
        x0, y0, x1, y1 = self.rect("arithmetic.0.0.0.0.kernel")
        self.x("mousemove", int(x0 + 0.1 * (x1 - x0)), int(y0 + 0.9 * (y1 - y0)))
        pointed = self.followed("a weight", lambda g: g["pointed"])["pointed"]
        self.assertEqual(pointed[0], {"place": "input", "stage": 0, "index": [0, 0, y + 4, x]})
        self.assertEqual(pointed[1], {"place": "separable", "stage": 0, "weight": [0, 0, 4, 0]})
        self.assertEqual(pointed[2], {"place": "separable", "stage": 0, "index": [0, 0, y, x]})
        self.settle()
        self.assertGreater((abs(self.pixels("tile.input.0").astype(int) - before).sum(axis=2) > 60).sum(), 20, "a ring in the picture")
        self.x("mousemove", 5, 990)
        self.followed("nothing pointed at", lambda g: g["pinned"] and not g["pointed"])

    def test_formulas_light_up_what_they_count(self):
        self.wang()
        x0, y0, x1, y1 = self.rect("count.stage.depthwise.formula")
        before = self.pixels("centre.area").astype(int)
        self.x("mousemove", x0 + 3, (y0 + y1) // 2)
        self.wait("the kernels", lambda s: s["parts"] == ["kernel.depthwise.*"])
        self.settle()
        self.assertGreater((abs(self.pixels("centre.area").astype(int) - before).sum(axis=2) > 60).sum(), 100, "rings")
        x0, y0, x1, y1 = self.rect("count.stage.pointwise.formula")
        self.x("mousemove", x0 + 3, (y0 + y1) // 2)
        self.wait("what pointwise reads", lambda s: s["parts"] == ["stack.separable.0"])
        self.x("mousemove", 5, 990)
        self.wait("nothing", lambda s: s["parts"] == [])

    def test_the_right_button_opens_a_menu(self):
        self.wang()
        self.at("tile.separable.0.0")
        self.x("click", 3)
        f = self.followed("kept", lambda f: f["pinned"])
        self.assertEqual((f["place"], f["stage"]), ("separable", 0))
        self.settle()
        self.click("menu.mute.solo")
        self.wait("the other kernels muted", lambda s: s["experiment"].get("mute", {}).get("kernels") == [1, 2])
        self.at("tile.separable.0.0")
        self.x("click", 3)
        self.settle()
        self.click("menu.view.let_go")
        self.x("mousemove", 5, 990)
        self.wait("let go", lambda s: s["follow"] is None)

    def test_click_keeps_and_keys_move(self):
        self.wang()
        self.at("tile.standard.0.0")
        self.x("click", 1)
        f = self.followed("a kept pixel", lambda f: f["pinned"])
        _, channel, y, x = f["index"]
        self.x("mousemove", 5, 990)
        self.assertEqual(self.settle()["follow"]["index"], [0, channel, y, x])
        self.key("Right")
        self.followed("one to the right", lambda f: f["index"] == [0, channel, y, x + 1])
        self.key("Up")
        self.followed("one up", lambda f: f["index"] == [0, channel, y - 1, x + 1])
        self.key("bracketright")
        state = self.wait("the next filter", lambda s: s["follow"]["index"] == [0, channel + 1, y - 1, x + 1])
        self.assertEqual(state["experiment"]["view"]["filter"], channel + 1)
        self.assertEqual(self.settle()["follow"]["separable"]["value"] is not None, True)
        self.key("Escape")
        self.assertIsNone(self.wait("nothing followed", lambda s: s["follow"] is None)["follow"])

    def test_weight_lights_what_it_multiplies(self):
        self.wang()
        self.at("kernel.depthwise.1", 0.5, 0.1)
        f = self.followed("a weight", lambda f: f["kind"] == "weight" and f["place"] == "separable")
        channel, c_in, i, j = f["index"]
        self.assertEqual((channel, c_in, i, j), (1, 0, 0, 2))
        before = f["value"]
        window = self.link(f, "separable", "input")
        self.assertEqual(window["channels"], [1, 2])
        self.assertEqual((window["rows"], window["columns"]), ([0, 8, 1], [2, 10, 1]))
        self.assertEqual(self.link(f, "separable", "separable", 0)["rows"], [0, 8, 1])
        self.x("click", 1)
        self.key("Right")
        moved = self.followed("the weight beside it", lambda f: f["pinned"] and f["index"] == [1, 0, 0, 3])
        self.assertNotEqual(moved["value"], before)

    def test_input_pixel_feeds_both_paths(self):
        self.wang()
        tile = next(n for n in self.map() if n.startswith("tile.input"))
        self.at(tile, 0.5, 0.5)
        f = self.followed("an input pixel", lambda f: f["place"] == "input")
        _, _, y, x = f["index"]
        for path, place, stage in (("separable", "separable", 0), ("separable", "separable", 1), ("standard", "standard", 0)):
            fed = self.link(f, path, place, stage)
            self.assertEqual(fed["relation"], "after")
            self.assertEqual(fed["rows"][:2], [max(0, y - 4), min(8, y + 1)])
        self.assertIn("given", f["why"])

    def test_rank_terms_of_the_spatial_mode(self):
        self.start()
        names = [n for n in self.map() if n.startswith("tile.standard.0")]
        self.at(names[0], 0.4, 0.6)
        f = self.followed("an output pixel", lambda f: f["separable"] and f["standard"])
        self.assertEqual([s["name"] for s in f["separable"]["stages"]], ["column", "row"])
        self.assertTrue(f["separable"]["within_bound"])
        self.assertAlmostEqual(f["separable"]["value"], f["standard"]["value"], places=4)

    def test_keys_alone_keep_a_pixel_and_then_what_it_is_made_from(self):
        self.wang()
        self.x("mousemove", 5, 990)
        self.settle()
        places = []
        for _ in range(4):
            self.key("p")
            f = self.settle()["follow"]
            self.assertTrue(f["pinned"])
            places.append((f["place"], f["stage"], *f["index"][2:]))
        self.assertEqual(places, [("separable", 1, 4, 4), ("separable", 0, 4, 4), ("input", 0, 6, 6), ("separable", 1, 4, 4)])
        self.key("Right")
        self.assertEqual(self.settle()["follow"]["index"][2:], [4, 5])

    def test_keys_alone_keep_a_weight_and_move_about(self):
        self.wang()
        self.x("mousemove", 5, 990)
        self.key("p")
        self.key("w")
        f = self.settle()["follow"]
        self.assertEqual((f["kind"], f["place"], f["stage"], f["index"][2:]), ("weight", "separable", 1, [0, 0]))
        self.key("Escape")
        self.key("p")
        self.key("p")
        self.key("w")
        self.assertEqual(self.settle()["follow"]["index"], [0, 0, 2, 2])
        self.key("Right")
        self.assertEqual(self.settle()["follow"]["index"], [0, 0, 2, 3])
        view = lambda: self.settle()["experiment"]["view"]
        for _ in range(2):
            self.key("equal")
        self.assertAlmostEqual(view()["zoom"], 2.25)
        self.key("shift+Right")
        self.key("shift+Up")
        self.assertGreater(view()["centre"][0], 0.55)
        self.assertLess(view()["centre"][1], 0.45)
        for _ in range(3):
            self.key("minus")
        self.assertEqual(view().get("zoom", 1), 1)
        self.key("3")
        before = view()["space"]
        self.key("shift+Right")
        after = view()["space"]
        self.assertAlmostEqual(after["yaw"] - before["yaw"], 10)

    def test_a_cell_of_the_kernel_lights_its_weight(self):
        self.wang()
        self.at("kernel.cell.1.3")
        f = self.followed("a weight", lambda f: f["kind"] == "weight")
        self.assertEqual((f["place"], f["stage"], f["index"], f["pinned"]), ("separable", 0, [0, 0, 1, 3], False))
        self.assertEqual(self.link(f, "separable", "input")["rows"], [1, 9, 1])
        self.key("ctrl+1")
        self.at("kernel.cell.0.2")
        f = self.followed("the standard kernel's weight", lambda f: f["kind"] == "weight" and f["index"] == [0, 0, 0, 2])
        self.assertEqual(f["place"], "standard")

    def test_a_value_between_the_stages_has_all_its_terms(self):
        self.wang()
        self.at("tile.separable.0.0")
        self.x("click", 1)
        f = self.followed("a depthwise value", lambda f: f["pinned"])
        self.assertEqual(len(f["separable"]["stages"][0]["first_terms"]), 25)
        self.assertEqual(f["separable"]["multiplications"], 25)


run_tests()
