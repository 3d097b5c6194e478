"""Files that the window shows, while they are written slowly, truncated, deleted, replaced: lesson, image, filters, kernel and, with
--shaders, shaders. The last whole one stays until a whole new one is there; what settled and cannot be read is said in one sentence."""
import os
import shutil
import sys
import time

import numpy

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "gui"))
from harness import Window, png, run_tests  # noqa: E402

SHADERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "shaders")
TICKS = os.sysconf("SC_CLK_TCK")


def lesson(title, steps):
    parts = [f"# {title}\n\nA lesson that is edited.\n"]
    parts += [f"## Step {i + 1} of {title}\n\nOne idea.\n" for i in range(steps)]
    return "\n".join(parts)


class Watched(Window):
    size = (1280, 800)

    def write(self, text, name="mine.md"):
        with open(self.path(name), "w") as file:
            file.write(text)

    def write_slowly(self, parts, name, shown):
        """No part of it may be shown; shown() is what is."""
        before = shown()
        with open(self.path(name), "wb") as file:
            for part in parts:
                file.write(part)
                file.flush()
                time.sleep(0.15)
                self.assertEqual(shown(), before, "half a file is shown")

    def replace(self, make, name):
        """By a rename over it, as editors save."""
        make(self.path("beside-" + name))
        os.rename(self.path("beside-" + name), self.path(name))

    def bytes_of(self, make, name):
        make(self.path("whole-" + name))
        with open(self.path("whole-" + name), "rb") as file:
            return file.read()

    def undo(self):
        return self.state()["undo"]

    def test_a_lesson(self):
        title = lambda: (self.state()["lesson"].get("title"), self.state()["lesson"].get("steps"))  # noqa: E731
        self.write(lesson("First", 3))
        self.start("--lesson", self.path("mine.md"))
        self.assertEqual(title(), ("First", 3))
        self.write_slowly([part.encode() for part in lesson("Second", 4).splitlines(keepends=True)], "mine.md", title)
        self.wait("the whole new one", lambda s: s["lesson"]["title"] == "Second" and s["lesson"]["steps"] == 4)
        self.write("")  # truncated
        self.wait("a sentence", lambda s: "mine.md" in s["message"])
        self.assertEqual(title(), ("Second", 4))
        os.remove(self.path("mine.md"))
        time.sleep(1.5)
        self.assertEqual(title(), ("Second", 4))
        self.write(lesson("Third", 2), "beside-mine.md")
        os.rename(self.path("beside-mine.md"), self.path("mine.md"))
        state = self.wait("the replaced one", lambda s: s["lesson"]["title"] == "Third")
        self.assertEqual(state["message"], "")
        self.write("# Broken\n\nNo steps.\n")
        self.wait("a sentence", lambda s: s["message"] != "")
        self.assertEqual(title(), ("Third", 2))

    def test_an_image(self):
        size = lambda: (self.state()["image"]["width"], self.state()["image"]["height"])  # noqa: E731
        a, b, c = ((lambda path, w=w, h=h: png(path, w, h, lambda x, y: (x * 5 % 256, y * 9 % 256, (x + y) % 256)))
                   for w, h in ((40, 30), (44, 33), (48, 36)))
        a(self.path("i.png"))
        self.start(self.path("i.png"))
        self.key("ctrl+2")  # an edit, to be kept
        self.settle()
        before, undo = self.state()["experiment"], self.undo()
        self.assertEqual(size(), (40, 30))

        whole = self.bytes_of(b, "b.png")
        step = max(1, len(whole) // 8)
        self.write_slowly([whole[i:i + step] for i in range(0, len(whole), step)], "i.png", size)
        state = self.wait("the whole new one", lambda s: (s["image"]["width"], s["image"]["height"]) == (44, 33))
        self.assertEqual((state["experiment"], state["undo"], state["message"]), (before, undo, ""))

        with open(self.path("i.png"), "wb") as file:  # truncated
            file.write(whole[:len(whole) // 2])
        state = self.wait("a sentence", lambda s: s["message"] != "")
        self.assertIn("i.png", state["message"])
        self.assertTrue(state["message"].endswith("What was read before stays."), state["message"])
        self.key("Escape")
        self.click("centre.message.dismiss")
        time.sleep(1.5)  # said once
        self.assertEqual((size(), self.state()["message"]), ((44, 33), ""))

        os.remove(self.path("i.png"))
        time.sleep(1.5)
        self.assertEqual((size(), self.state()["message"]), ((44, 33), ""))
        self.replace(c, "i.png")
        state = self.wait("the replaced one", lambda s: (s["image"]["width"], s["image"]["height"]) == (48, 36))
        self.assertEqual((state["experiment"], state["undo"]), (before, undo))
        self.settle()
        self.key("ctrl+z")
        self.key("ctrl+y")
        state = self.settle()
        self.assertEqual((state["experiment"], size()), (before, (48, 36)))

    def test_filters(self):
        bank = lambda seed: (lambda path: numpy.save(path, numpy.random.default_rng(seed).random((4, 3, 3, 3), dtype="f4")))  # noqa: E731
        bank(1)(self.path("bank.npy"))
        self.start(self.path("bank.npy"))
        value = lambda: self.state()["difference"]  # noqa: E731
        self.assertEqual(self.state()["experiment"]["bank"]["file"][-8:], "bank.npy")
        first = self.settle()
        whole = self.bytes_of(bank(2), "two.npy")
        self.write_slowly([whole[:100], whole[100:200], whole[200:300], whole[300:]], "bank.npy", self.undo)
        self.wait("the whole new one", lambda s: s["undo"] == "bank.npy changed")
        changed = self.settle()
        self.assertNotEqual(changed["difference"], first["difference"])
        with open(self.path("bank.npy"), "wb") as file:
            file.write(whole[:200])
        state = self.wait("a sentence", lambda s: s["message"] != "")
        self.assertIn("bank.npy", state["message"])
        os.remove(self.path("bank.npy"))
        time.sleep(1.2)
        self.assertEqual(value(), changed["difference"])
        self.replace(bank(3), "bank.npy")
        self.wait("no sentence any more", lambda s: s["message"] == "")
        self.assertNotEqual(self.settle()["difference"], changed["difference"])
        self.key("ctrl+z")
        self.assertEqual(self.settle()["difference"], changed["difference"])
        self.key("ctrl+z")
        self.assertEqual(self.settle()["difference"], first["difference"])

    def test_a_kernel(self):
        self.write("1 2 1\n2 4 2\n1 2 1\n", "k.txt")
        self.start("--kernel", self.path("k.txt"))
        kernel = lambda s: s["experiment"]["kernel"].get("values")  # noqa: E731
        first = kernel(self.settle())
        self.write("1 0 -1\n2 0 -2\n1 0 -1\n", "k.txt")
        state = self.wait("the new kernel", lambda s: kernel(s) != first)
        self.assertEqual(state["undo"], "k.txt changed")
        self.write("1 0 x\n", "k.txt")
        state = self.wait("a sentence", lambda s: s["message"] != "")
        self.assertIn("k.txt", state["message"])
        self.assertNotEqual(kernel(state), first)

    def test_shaders(self):
        shutil.copytree(SHADERS, self.path("shaders"))
        self.start("--shaders", self.path("shaders"))
        name = os.path.join("shaders", "view", "tile.frag")
        with open(self.path(name)) as file:
            text = file.read()
        before = self.settle()["frame"]
        self.write(text + "\nthis is no GLSL\n", name)
        state = self.wait("a sentence", lambda s: s["message"] != "")
        self.assertIn("tile.frag", state["message"])
        self.assertRegex(state["message"], r"tile\.frag .*, line \d+: ")
        self.assertTrue(state["message"].endswith("What was read before stays."), state["message"])
        self.assertFalse(self.state()["error"])
        self.write(text, name)
        state = self.wait("the mended one", lambda s: s["message"] == "")
        self.assertGreater(self.settle()["frame"], before)
        self.assertGreater(self.pixels("centre.area").std(), 5, "the pictures are gone")

    def test_nothing_runs_while_nothing_changes(self):
        png(self.path("i.png"), 40, 30, lambda x, y: (x, y, 0))
        self.start(self.path("i.png"))
        time.sleep(1)

        def used():
            with open(f"/proc/{self.program.pid}/stat") as file:
                fields = file.read().rsplit(")", 1)[1].split()
            return (int(fields[11]) + int(fields[12])) / TICKS

        frame, before, began = self.state()["frame"], used(), time.monotonic()
        time.sleep(5)
        share = (used() - before) / (time.monotonic() - began)
        print(f"idle beside a followed image: {100 * share:.2f} % of a processor")
        self.assertLess(share, 0.01)
        self.assertEqual(self.state()["frame"], frame)


run_tests()
