"""Stepping through both paths with real keys and a real mouse: play, pause, forward, back, scrub, what is not computed yet, the arithmetic."""
import numpy

from harness import Window, run_tests

SEPARABLE, STANDARD = 53952, 1228800


class Step(Window):
    def step(self):
        """Wang's example, the bar of the step open."""
        self.start()
        self.click("menu.file")
        self.click("menu.file.wang")
        self.x("mousemove", 5, 990)
        self.key("t")
        return self.wait("the step", lambda s: s["time"] and s["time"]["show"] == "step")

    def at(self, state):
        return state["time"]["separable"]["position"], state["time"]["standard"]["position"]

    def until(self, separable, standard):
        return self.wait(f"{separable} and {standard}", lambda s: self.at(s) == (separable, standard))

    def spread(self, tile):
        """How colourful a tile is: what is not computed yet is grey."""
        x0, y0, x1, y1 = self.rect(tile)
        pixels = self.pixels()[y0 + 6:y1 - 6, x0 + 6:x1 - 6].astype(int)
        return float(numpy.mean(pixels.max(axis=2) - pixels.min(axis=2)))

    def test_forward_and_back(self):
        state = self.step()
        self.assertEqual(self.at(state), (0, 0))
        self.assertFalse(state["time"]["running"])
        self.key("period")
        state = self.until(25, 75)
        self.assertEqual(state["time"]["separable"]["stages"][0], {"name": "depthwise", "multiplications": 25, "of": 4800, "elements": 1, "elements_of": 192})
        self.key("period")
        self.until(50, 150)
        self.key("comma")
        self.until(25, 75)
        self.click("step.size.row")
        self.click("step.forward")
        self.until(200, 600)
        self.click("step.back")
        self.until(0, 0)
        self.click("step.size.stage")
        self.click("step.forward")
        self.until(4800, STANDARD)
        self.key("End")
        state = self.until(SEPARABLE, STANDARD)
        self.assertTrue(state["time"]["separable"]["finished"])
        self.key("Home")
        self.until(0, 0)

    def test_the_arithmetic_follows(self):
        self.step()
        self.key("period")
        self.key("period")
        self.until(50, 150)
        follow = self.settle()["follow"]
        self.assertEqual((follow["place"], follow["index"]), ("separable", [0, 0, 0, 1]))
        self.assertEqual([s["name"] for s in follow["separable"]["stages"]], ["depthwise"])
        self.assertEqual(follow["standard"]["stages"][0]["terms"], 75)
        self.click("step.size.multiplication")
        self.key("period")
        state = self.until(51, 151)
        self.assertEqual(state["time"]["separable"]["made"], {"stage": 0, "index": [0, 0, 0, 2], "term": 0})
        self.assertIn("arithmetic", self.map())
        # another filter comes to the front when the standard path alone reaches it
        self.click("step.moves.separable")
        self.click("step.size.channel")
        for _ in range(3):
            self.key("period")
        state = self.wait("three filters", lambda s: s["time"]["standard"]["position"] == 3 * 4800)
        self.assertEqual(self.settle()["experiment"]["view"]["filter"], 2)
        self.assertEqual(state["time"]["separable"]["position"], 51)

    def test_play_and_pause(self):
        self.step()
        self.key("space")
        self.assertTrue(self.wait("it plays", lambda s: s["time"]["running"] and self.at(s)[0] >= 50)["time"]["running"])
        self.assertFalse(self.state()["resting"])
        self.key("space")
        state = self.settle()
        self.assertFalse(state["time"]["running"])
        before = self.at(state)
        self.assertEqual((before[0] % 25, before[1]), (0, 3 * before[0]))
        frame = state["frame"]
        self.x("mousemove", 6, 991)
        self.assertEqual(self.at(self.settle()), before, "paused is paused")
        self.assertLess(self.state()["frame"], frame + 30, "nothing is drawn for nothing")
        self.move("time.play")
        self.x("click", 1)
        self.wait("it goes on", lambda s: self.at(s)[0] > before[0])
        self.key("space")
        self.settle()

    def test_scrubbing_shows_what_is_computed(self):
        self.step()
        self.assertLess(self.spread("tile.separable.0.0"), 12)
        self.drag("time.scrub.separable", 0.02, 0.7)
        state = self.settle()
        position = self.at(state)[0]
        self.assertAlmostEqual(position / SEPARABLE, 0.7, delta=0.02)
        self.assertEqual(self.at(state)[1], 0)
        self.assertGreater(self.spread("tile.separable.0.0"), 40)
        self.assertLess(self.spread("tile.standard.0.0" if "tile.standard.0.0" in self.map() else f"tile.standard.0.{state['experiment']['view']['filter']}"), 12)
        self.move("tile.standard.0.0" if "tile.standard.0.0" in self.map() else "stack.standard.0")
        hovered = self.wait("a hovered pixel", lambda s: s["hovered"] and s["hovered"]["slot"] == "standard")["hovered"]
        self.assertEqual((hovered["computed"], hovered["value"]), (False, ""))
        self.move("tile.separable.0.0")
        hovered = self.wait("a hovered pixel", lambda s: s["hovered"] and s["hovered"]["slot"] == "separable" and s["hovered"]["stage"] == 0)["hovered"]
        self.assertTrue(hovered["computed"] and hovered["value"])
        self.key("space")  # the scrubber did not keep the keyboard
        self.wait("it plays", lambda s: s["time"]["running"])
        self.key("Escape")
        state = self.wait("closed", lambda s: s["time"] is None)
        self.assertTrue(self.settle()["resting"])
        self.assertGreater(self.spread("tile.separable.0.0"), 40)

    def test_pixels_of_slabs_in_space(self):
        self.step()
        self.key("3")
        self.settle()
        self.assertLess(self.spread("slab.separable.0.0"), 20)
        self.key("End")
        self.until(SEPARABLE, STANDARD)
        last = self.settle()["experiment"]["view"]["filter"]
        self.assertEqual(last, 255, "the last filter stands in front")
        self.assertGreater(self.spread("slab.separable.0.0"), 60)


run_tests()
