"""Opening and saving: images and experiments by content, bad files in one sentence, state kept."""
import json

from harness import Window, png, run_tests


class Files(Window):
    def test_open_an_image_by_its_path(self):
        png(self.path("green.png"), 640, 300, lambda x, y: (20, 200, 40))
        self.start()
        state = self.open_file(self.path("green.png"))
        self.assertEqual((state["image"]["width"], state["image"]["height"]), (640, 300))
        self.assertEqual(state["image"]["working"], [240, 512])
        state = self.click("input.full")
        self.assertEqual(state["image"]["working"], [300, 640])
        stack = self.pixels(next(n for n in self.map() if n.startswith("tile.input")))
        r, g, b = stack.reshape(-1, 3).astype(int).max(axis=0)
        self.assertGreater(max(r, g, b), 100)

    def test_choose_from_the_list_by_mouse(self):
        png(self.path("a picture.png"), 30, 20, lambda x, y: (x * 8, y * 12, 99))
        self.start()
        self.key("ctrl+o")
        self.click("browser.entry.a picture.png")
        state = self.click("browser.accept")
        self.assertEqual(state["image"]["working"], [20, 30])

    def test_bad_file_is_one_sentence_and_changes_nothing(self):
        with open(self.path("broken.png"), "wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n" + b"nonsense" * 20)
        self.start()
        before = self.settle()["experiment"]
        state = self.open_file(self.path("broken.png"))
        self.assertIn("broken.png", state["message"])
        self.assertTrue(state["message_is_error"])
        self.assertEqual(state["experiment"], before)
        self.assertIn("centre.message", self.map())
        self.click("centre.message.dismiss")
        self.assertEqual(self.settle()["message"], "")

    def test_file_that_is_not_there(self):
        self.start()
        self.open_file(self.path("nowhere.png"))
        self.assertIn("browser.path", self.map(), "the dialog stays")
        self.key("Escape")
        self.settle()
        self.assertNotIn("browser.path", self.map())

    def test_experiment_saved_and_opened_again(self):
        png(self.path("photo.png"), 64, 48, lambda x, y: (x * 4, y * 5, 128))
        self.start(self.path("photo.png"))
        saved = self.type_into("spatial.kernel.size.value", "7")["experiment"]
        self.key("ctrl+s")
        self.rect("browser.path")
        self.settle()
        self.key("ctrl+a")
        self.type(self.path("mine.json"))
        self.key("Return")
        self.assertIn("Saved", self.settle()["message"])
        with open(self.path("mine.json")) as file:
            self.assertEqual(json.load(file)["input"]["file"], "photo.png", "relative to the experiment")
        self.type_into("spatial.kernel.size.value", "3")
        self.assertEqual(self.open_file(self.path("mine.json"))["experiment"], saved)
        self.type_into("spatial.kernel.size.value", "9")
        self.key("ctrl+s")
        self.settle()
        with open(self.path("mine.json")) as file:
            self.assertEqual(json.load(file)["kernel"]["size"], 9)


run_tests()
