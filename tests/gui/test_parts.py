"""On software OpenGL the window draws only what changed: what it shows is a whole frame all the same, also after its size changed."""
import time

from harness import Window, run_tests


class Parts(Window):
    size = (1280, 720)

    def toggle_light(self):
        self.key("ctrl+shift+p")
        self.rect("palette.typed")
        self.type("light theme")
        self.key("Return")
        self.settle()

    def drawn_anew(self):
        """The same window after every pixel of it was another one twice."""
        self.toggle_light()
        other = self.pixels()
        self.toggle_light()
        return self.pixels(), other

    def assert_whole(self):
        self.wait_quiet()  # measured times no longer change
        self.settle()
        parts = self.pixels()
        whole, other = self.drawn_anew()
        self.assertGreater((parts != other).any(axis=2).mean(), 0.5, "the light theme changes the window")
        unlike = (parts != whole).any(axis=2)
        self.assertEqual(int(unlike.sum()), 0, f"pixels differ, the first at {unlike.argmax() % self.size[0], unlike.argmax() // self.size[0]}")

    def resize(self, width, height):
        self.x("search", "--onlyvisible", "--name", "SepScope", "windowsize", width, height)
        time.sleep(0.2)
        self.settle()

    def test_after_edits_and_the_mouse(self):
        self.start()
        self.key("ctrl+2")
        self.settle()
        for name in ("stack.input", "stack.separable.0", "stack.standard.0"):
            self.move(name)
        self.key("3")
        self.settle()
        self.key("3")
        self.settle()
        self.move("menu.file")
        self.assert_whole()

    def test_after_other_sizes(self):
        self.start()
        for size in ((900, 500), (1280, 720), (1000, 700), (1280, 720)):
            self.resize(*size)
        self.move("menu.file")
        self.assert_whole()


run_tests()
