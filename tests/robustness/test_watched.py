"""A lesson's file while it is followed: written slowly, truncated, deleted, replaced. The last whole one stays until a whole new one is there."""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "gui"))
from harness import Window, run_tests  # noqa: E402


def lesson(title, steps):
    parts = [f"# {title}\n\nA lesson that is edited.\n"]
    parts += [f"## Step {i + 1} of {title}\n\nOne idea.\n" for i in range(steps)]
    return "\n".join(parts)


class Watched(Window):
    size = (1280, 800)

    def write(self, text):
        with open(self.path("mine.md"), "w") as file:
            file.write(text)

    def title(self):
        return self.state()["lesson"].get("title")

    def test_a_lesson(self):
        self.write(lesson("First", 3))
        self.start("--lesson", self.path("mine.md"))
        self.assertEqual(self.title(), "First")

        with open(self.path("mine.md"), "w") as file:  # written slowly
            for part in lesson("Second", 4).splitlines(keepends=True):
                file.write(part)
                file.flush()
                time.sleep(0.15)
                shown = self.state()["lesson"]
                self.assertEqual((shown["title"], shown["steps"]), ("First", 3), "half a file is shown")
        self.wait("the whole new one", lambda s: s["lesson"]["title"] == "Second" and s["lesson"]["steps"] == 4)

        self.write("")  # truncated
        self.wait("a sentence", lambda s: "mine.md" in s["message"])
        self.assertEqual(self.title(), "Second")

        os.remove(self.path("mine.md"))  # deleted
        time.sleep(1.2)
        self.assertEqual(self.title(), "Second")

        with open(self.path("beside.md"), "w") as file:  # replaced
            file.write(lesson("Third", 2))
        os.rename(self.path("beside.md"), self.path("mine.md"))
        state = self.wait("the replaced one", lambda s: s["lesson"]["title"] == "Third")
        self.assertEqual(state["message"], "")

        self.write("# Broken\n\nNo steps.\n")
        self.wait("a sentence", lambda s: s["message"] != "")
        self.assertEqual(self.title(), "Third")


run_tests()
