"""Lessons in the real window: all ten from first to last, questions, words that light up, files that change."""
import os
import re
import subprocess
import unittest

from harness import BINARY, Window, run_tests

LESSON = """# Mine

## First

A [word](stack.input) and {=separable}.

```experiment
{"mode": "depthwise", "input": {"size": 12}, "filters": 8}
```

## Second

Text.

```experiment
{"filters": 4}
```
"""


class AllLessons:
    """From first to last at one size of the window."""

    def lesson(self):
        return self.state()["lesson"]

    def within_the_window(self, name):
        x0, y0, x1, y1 = self.rect(name)
        self.assertTrue(0 <= x0 < x1 <= self.size[0] and 0 <= y0 < y1 <= self.size[1], (name, x0, y0, x1, y1))
        return x0, y0, x1, y1

    def asks_below_the_stacks(self, parts):
        """Stacks and question are whole in the window, and none lies over the other."""
        question = self.within_the_window("lesson.column")
        for name in ("stack.input", "stack.standard.0", "stack.difference"):
            self.assertLessEqual(self.within_the_window(name)[3], question[1], name)
        for name in parts:
            self.assertGreaterEqual(self.within_the_window(name)[1], question[1], name)
        self.assertLess(question[3] - question[1], self.size[1] * 0.45)

    def test_the_presenter_view_asks_too(self):
        self.start("--lesson", "3", "--lesson-step", "2", "--presenter")
        self.asks_below_the_stacks([f"lesson.choice.{i}" for i in range(1, 5)])
        self.key("space")
        self.wait("the answer", lambda s: s["lesson"]["question"]["revealed"] and s["lesson"]["step"] == 2)
        self.settle()
        self.asks_below_the_stacks(["lesson.verdict", "lesson.choice.2", "lesson.reason"])
        self.key("space")
        self.wait("step 3", lambda s: s["lesson"]["step"] == 3)
        self.quit()
        # the longest answer
        self.start("--lesson", "7", "--lesson-step", "5", "--presenter")
        self.asks_below_the_stacks([f"lesson.choice.{i}" for i in range(1, 4)])
        self.key("space")
        self.wait("the answer", lambda s: s["lesson"]["question"]["revealed"])
        self.settle()
        self.asks_below_the_stacks(["lesson.verdict", "lesson.choice.2", "lesson.reason"])

    def test_all_ten_from_first_to_last(self):
        self.start()
        self.key("F2")
        self.settle()
        self.click("lesson.1")
        seen, lesson = [], self.lesson()
        for _ in range(150):
            state = self.settle()
            now = state["lesson"]
            if "id" not in now:
                break
            place = (now["id"], now["step"])
            if place not in seen:
                seen.append(place)
                self.assertTrue(state["valid"], place)
                self.assertEqual(state["message"], "", place)
                self.assertFalse(now["strayed"], place)
                self.assertEqual(now["ringed"], now["highlight"], f"{place}: all of it is whole on the screen, under no panel")
                self.assertNotIn("–", re.sub(r"\w – \w", "", now["text"]), place)
            self.key("Next")
        self.assertNotIn("id", self.lesson(), "the list comes after the last lesson")
        self.assertEqual(len({lesson for lesson, _ in seen}), 10)
        self.assertGreater(len(seen), 45)
        # the place is kept
        self.quit()
        self.start()
        self.key("F2")
        self.settle()
        self.move("lesson.3")
        self.assertIn("(done)", self.state()["status"])


class SmallWindow(AllLessons, Window):
    size = (1280, 720)

    def test_the_left_panel_covers_neither_text_nor_chart(self):
        self.start("--lesson", "2", "--lesson-step", "4")
        self.click("panel.left.open")
        rects = self.map()
        self.assertGreaterEqual(rects["spatial.kernel.size"][0], rects["lesson.column"][2])
        before = self.settle()["experiment"]["kernel"]
        self.drag("spatial.kernel.size", 0.5, 0.7)
        self.assertNotEqual(self.state()["experiment"]["kernel"], before)
        for kept in ("chart.growth", "lesson.back", "lesson.next", "spatial.kernel.size"):
            self.assertIn(kept, self.map())

    def test_a_panel_opens_over_the_pictures_only_where_it_covers_nothing_that_is_shown(self):
        self.start("--lesson", "4", "--lesson-step", "5")  # a question: its text needs the column
        panel = self.rect("count.stage.standard")
        self.assertGreater(panel[0], self.rect("lesson.column")[2])
        self.start_over("--lesson", "4", "--lesson-step", "4")  # the output's sheet would lie under it
        column, panel = self.rect("lesson.column"), self.rect("count.stage.standard")
        self.assertGreaterEqual(panel[0], column[0])
        self.assertLessEqual(panel[2], column[2])
        self.move("lesson.word.0")
        self.wait("the output lit", lambda s: s["lesson"]["ringed"] == ["stack.standard.0"])

    def start_over(self, *arguments):
        self.quit()
        self.start(*arguments)


class Lessons(AllLessons, Window):
    def test_keys_of_clickers_and_playing_about(self):
        self.start("--lesson", "2")
        self.assertEqual(self.lesson()["step"], 1)
        for key, step in (("space", 2), ("Right", 3), ("Prior", 2), ("Left", 1)):
            self.key(key)
            self.wait(f"step {step} by {key}", lambda s: s["lesson"]["step"] == step)
        self.settle()
        # the student changes the mode; one key leads back
        self.key("ctrl+2")
        self.wait("strayed", lambda s: s["lesson"]["strayed"] and s["experiment"]["mode"] == "depthwise")
        self.settle()
        self.assertIn("lesson.restore", self.map())
        self.key("l")
        self.wait("back", lambda s: not s["lesson"]["strayed"] and s["experiment"]["mode"] == "spatial")
        # a slider with the focus keeps its arrows
        self.click("panel.left.open")
        x0, y0, x1, y1 = self.rect("spatial.kernel.size")
        self.click("spatial.kernel.size")
        before = self.settle()
        self.key("Right")
        state = self.settle()
        self.assertEqual(state["lesson"]["step"], before["lesson"]["step"])
        self.assertNotEqual(state["experiment"]["kernel"], before["experiment"]["kernel"])

    def test_a_number_is_predicted_then_judged(self):
        self.start("--lesson", "4", "--lesson-step", "2")
        self.type_into("lesson.number", "4800")  # Enter checks it
        question = self.wait("judged", lambda s: s["lesson"]["question"]["revealed"])["lesson"]["question"]
        self.assertEqual(question, {"revealed": True, "said": True, "right": True, "must": 4800})
        self.assertIn("lesson.verdict", self.map())

    def test_what_gives_the_answer_away_is_covered_until_it_is_shown(self):
        self.start("--lesson", "4", "--lesson-step", "2")
        self.assertIn("cost.standard", self.lesson()["covered"])
        x0, y0, x1, y1 = self.rect("cost.standard")
        covered = self.pixels()[y0:y1, x0:x1]
        self.key("Next")
        self.wait("the answer", lambda s: s["lesson"]["question"]["revealed"] and s["lesson"]["covered"] == [])
        self.settle()
        self.assertTrue((covered != self.pixels()[y0:y1, x0:x1]).any(), "the number stands there again")

    def test_a_choice_and_an_answer_without_one(self):
        self.start("--lesson", "3", "--lesson-step", "2")
        self.click("lesson.choice.1")
        self.click("lesson.check")
        self.assertEqual({k: self.lesson()["question"][k] for k in ("revealed", "said", "right")},
                         {"revealed": True, "said": True, "right": False})
        self.key("Next")
        self.wait("step 3", lambda s: s["lesson"]["step"] == 3)
        self.stop()
        self.start("--lesson", "3", "--lesson-step", "2")
        self.key("Next")  # reveals first
        self.wait("the answer", lambda s: s["lesson"]["question"]["revealed"] and not s["lesson"]["question"]["said"])
        self.assertEqual(self.lesson()["step"], 2)

    def test_a_word_lights_up_what_it_speaks_of(self):
        self.start("--lesson", "5", "--lesson-step", "1")
        self.move("lesson.word.0")
        self.wait("its part lit", lambda s: s["lesson"]["ringed"] == ["operator.depthwise"])
        x0, y0, x1, y1 = self.rect("operator.depthwise")
        row = self.pixels()[y0 - 3, (x0 + x1) // 2]
        self.assertGreater(int(row.min()), 180, "a bright ring above the box")
        self.move("lesson.word.1")
        self.wait("the other", lambda s: s["lesson"]["ringed"] == ["stack.separable.0"])

    def test_a_file_is_followed_and_a_broken_one_is_said(self):
        path = self.path("mine.md")
        with open(path, "w") as file:
            file.write(LESSON)
        self.start(path)
        state = self.settle()
        self.assertEqual((state["lesson"]["id"], state["experiment"]["filters"]), ("mine", 8))
        self.assertIn("A word and 6,336.", state["lesson"]["text"])
        with open(path, "w") as file:
            file.write(LESSON.replace('"filters": 8', '"filters": 9'))
        self.wait("the change", lambda s: s["experiment"]["filters"] == 9)
        with open(path, "w") as file:
            file.write(LESSON.replace('"filters": 8', '"filers": 9'))
        state = self.wait("the mistake", lambda s: s["message_is_error"])
        self.assertIn("mine.md, line 7: the experiment: unknown key \"filers\"", state["message"])
        self.assertEqual(state["experiment"]["filters"], 9)
        with open(path, "w") as file:
            file.write(LESSON)
        state = self.wait("whole again", lambda s: s["experiment"]["filters"] == 8 and not s["message"])

    def test_the_view_is_copied_as_a_step(self):
        self.start("--lesson", "7", "--lesson-step", "3")
        self.key("ctrl+shift+c")
        self.wait("copied", lambda s: "paste it into a lesson" in s["message"])


class BadLessons(unittest.TestCase):
    def test_on_the_command_line(self):
        for arguments, words in ((["--lesson", "11"], "there is no lesson 11: they are 1 to 10"),
                                 (["--lesson", "3", "--lesson-step", "50"], "this lesson has 6 steps, not 50"),
                                 (["--lesson", "missing.md"], "missing.md")):
            run = subprocess.run([BINARY, "render", *arguments, "-o", os.devnull], capture_output=True, text=True)
            self.assertEqual(run.returncode, 1, arguments)
            self.assertIn(words, run.stderr)
            self.assertEqual(run.stderr.count("\n"), 1, run.stderr)


run_tests()
