"""Files dropped on the window as a file manager drops them: an image, filters, a broken file."""
import os
import subprocess
import sys

from harness import Window, png, run_tests


class Drop(Window):
    def drop(self, *names):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "SepScope"], env=self.environment,
                               capture_output=True, check=True).stdout.split()
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "xdnd.py")
        subprocess.run([sys.executable, script, found[0].decode(), "800", "500", *[self.path(n) for n in names]],
                       env=self.environment, check=True)

    def test_an_image(self):
        png(self.path("a picture.png"), 40, 30, lambda x, y: (x * 6, y * 8, 99))
        self.start()
        self.drop("a picture.png")
        state = self.wait("the image", lambda s: s["image"]["width"] == 40)
        self.assertEqual(state["message"], "")
        self.assertTrue(state["experiment"]["input"]["file"].endswith("a picture.png"))

    def test_a_kernel(self):
        with open(self.path("edge.csv"), "w") as file:
            file.write("1,0,-1\n2,0,-2\n1,0,-1\n")
        self.start()
        self.drop("edge.csv")
        state = self.wait("the kernel", lambda s: s["experiment"]["kernel"].get("values") is not None)
        self.assertEqual(state["experiment"]["kernel"]["values"], [[1, 0, -1], [2, 0, -2], [1, 0, -1]])

    def test_a_broken_file_changes_nothing(self):
        with open(self.path("broken.png"), "wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n" + b"nonsense" * 20)
        self.start()
        before = self.settle()["experiment"]
        self.drop("broken.png")
        state = self.wait("a sentence", lambda s: "broken.png" in s["message"])
        self.assertEqual(state["experiment"], before)


run_tests()
