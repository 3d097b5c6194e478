"""Files dropped on the window as a file manager drops them: an image, filters, a broken file."""
import os
import subprocess
import sys

from harness import Window, png, run_tests


class Drop(Window):
    def drop(self, *names, at=(800, 500)):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "SepScope"], env=self.environment,
                               capture_output=True, check=True).stdout.split()
        self.x("mousemove", *at)  # where a real drag has brought the pointer
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "xdnd.py")
        subprocess.run([sys.executable, script, found[0].decode(), str(at[0]), str(at[1]), *[self.path(n) for n in names]],
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

    def test_a_grey_image_on_the_kernel_grid_is_the_kernel(self):
        png(self.path("blob.png"), 5, 3, lambda x, y: (51 * x, 51 * x, 51 * x))
        png(self.path("colour.png"), 5, 3, lambda x, y: (51 * x, 51 * y, 0))
        png(self.path("large.png"), 70, 40, lambda x, y: (x, x, x))
        self.start()
        x0, y0, x1, y1 = self.rect("kernel.grid")
        grid = (int((x0 + x1) / 2), int((y0 + y1) / 2))
        before = self.settle()["experiment"]
        self.drop("colour.png", at=grid)
        self.assertEqual(self.wait("why not", lambda s: "must be grey" in s["message"])["experiment"], before)
        self.drop("large.png", at=grid)
        state = self.wait("why not", lambda s: "at most 63×63" in s["message"])
        self.assertIn("70 pixels wide and 40 high", state["message"])
        self.assertEqual(state["experiment"], before)
        self.drop("blob.png", at=grid)
        state = self.wait("the kernel", lambda s: s["experiment"]["kernel"].get("values") is not None)
        for row in state["experiment"]["kernel"]["values"]:
            for found, wanted in zip(row, (0, 0.2, 0.4, 0.6, 0.8), strict=True):
                self.assertAlmostEqual(found, wanted, 6)
        self.assertEqual(len(state["experiment"]["kernel"]["values"]), 3)
        self.assertIn("3×5 grey values", state["message"])
        self.assertEqual(state["experiment"]["input"], before["input"])
        self.drop("blob.png")
        state = self.wait("the input", lambda s: s["image"]["width"] == 5)
        self.assertIn("drop it on the kernel grid", state["message"])

    def test_a_broken_file_changes_nothing(self):
        with open(self.path("broken.png"), "wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n" + b"nonsense" * 20)
        self.start()
        before = self.settle()["experiment"]
        self.drop("broken.png")
        state = self.wait("a sentence", lambda s: "broken.png" in s["message"])
        self.assertEqual(state["experiment"], before)


run_tests()
