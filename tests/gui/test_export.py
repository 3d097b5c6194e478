"""File > Export: by menu and key, through the dialog; a long one shows how far it is and can be cancelled."""
import os
import shutil
import subprocess
import time
import unittest

from harness import PATIENCE_S, Window, run_tests


class Export(Window):
    def save_as(self, path):
        self.rect("browser.path")
        self.settle()
        self.key("ctrl+a")
        self.type(path)
        self.key("Return")

    def export(self, path):
        self.key("ctrl+e")
        self.save_as(path)
        return self.wait("the end of the export", lambda s: not s["exporting"] and s["message"])

    def test_by_menu_to_a_page(self):
        self.start()
        self.click("menu.file")
        self.click("menu.file.export")
        self.save_as(self.path("mine.pdf"))
        state = self.wait("the end of the export", lambda s: not s["exporting"] and s["message"])
        self.assertFalse(state["message_is_error"], state["message"])
        self.assertIn("mine.pdf", state["message"])
        text = subprocess.run(["pdftotext", self.path("mine.pdf"), "-"], capture_output=True, check=True).stdout.decode()
        self.assertIn("Spatial separable convolution", text)

    def test_picture_is_the_window_as_it_is(self):
        self.start()
        self.key("ctrl+b")
        self.settle()
        state = self.export(self.path("window.png"))
        self.assertIn("Exported", state["message"])
        size = subprocess.run(["identify", "-format", "%w %h", self.path("window.png")], capture_output=True, check=True).stdout
        self.assertEqual(size, b"1600 1000")
        self.key("ctrl+z")
        seen = subprocess.run(["convert", self.path("window.png"), "-depth", "8", "rgb:-"], capture_output=True, check=True).stdout
        top = self.rect("menu.file")
        shown = self.pixels()[top[1]:top[3], top[0]:top[2]]
        import numpy
        kept = numpy.frombuffer(seen, numpy.uint8).reshape(1000, 1600, 3)[top[1]:top[3], top[0]:top[2]]
        self.assertLess(abs(kept.astype(int) - shown).mean(), 2)

    def test_unknown_ending_and_own_file(self):
        self.start()
        state = self.export(self.path("mine.bmp"))
        self.assertTrue(state["message_is_error"])
        self.assertIn(".tex", state["message"])
        self.assertFalse(os.path.exists(self.path("mine.bmp")))

    @unittest.skipUnless(shutil.which("ffmpeg"), "ffmpeg is not installed")
    def test_cancelled(self):
        self.start()
        self.click("menu.file")
        self.click("menu.file.export_race")
        self.save_as(self.path("race.mp4"))
        end = time.monotonic() + PATIENCE_S
        while "export.cancel" not in self.map() and time.monotonic() < end:
            time.sleep(0.1)
        self.assertIn("export.progress", self.map())
        self.move("export.cancel")
        self.x("click", 1)
        state = self.wait("the end of the export", lambda s: not s["exporting"])
        self.assertIn("Cancelled", state["message"])
        self.assertEqual([n for n in os.listdir(self.folder.name) if "race" in n or n.startswith(".sepscope")], [])


if __name__ == "__main__":
    run_tests()
