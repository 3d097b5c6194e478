"""Sessions: bundles on another machine, files used lately, images that moved, and work after a crash."""
import json
import os
import shutil
import signal

from harness import Window, png, run_tests


class Session(Window):
    def save_as(self, name):
        self.key("ctrl+shift+s")
        self.rect("browser.path")
        self.settle()
        self.key("ctrl+a")
        self.type(self.path(name))
        self.key("Return")
        return self.wait("saved", lambda s: s["message"].startswith("Saved"))

    def recovery(self):
        return os.path.join(self.folder.name, ".local/state/sepscope/recovery")

    def kept(self):
        """The present work, which is in depthwise mode, lies on the disk."""
        for name in os.listdir(self.recovery()) if os.path.exists(self.recovery()) else []:
            if name.startswith("running-"):
                with open(os.path.join(self.recovery(), name)) as file:
                    return '"depthwise"' in file.read()
        return False

    def photo(self, name="photo.png"):
        png(self.path(name), 40, 30, lambda x, y: (6 * x, 8 * y, 100))
        return self.path(name)

    def test_a_bundle_opens_elsewhere_as_the_same(self):
        self.start(self.photo())
        self.key("ctrl+2")
        self.settle()
        experiment = self.save_as("class.sepscope")["experiment"]
        self.quit()
        os.remove(self.path("photo.png"))
        shutil.rmtree(os.path.join(self.folder.name, ".config"))
        self.start(self.path("class.sepscope"))
        state = self.settle()
        self.assertEqual((state["image"]["width"], state["image"]["height"]), (40, 30))
        opened = state["experiment"]
        self.assertNotEqual(opened["input"].pop("file"), experiment["input"].pop("file"))
        self.assertEqual(opened, experiment)

    def test_files_used_lately(self):
        first, second = self.photo("first.png"), self.photo("second.png")
        self.start()
        self.open_file(first)
        self.open_file(second)
        self.assertEqual(self.wait("the second", lambda s: s["image"]["name"] == "second.png")["image"]["name"], "second.png")
        self.quit()
        self.start()
        self.key("ctrl+shift+o")
        self.rect("palette.typed")
        self.type("first")
        self.key("Return")
        self.wait("the first", lambda s: s["image"]["name"] == "first.png")

    def test_a_slow_image_is_read_beside_the_window(self):
        slow = self.path("slow.tga")
        with open(slow, "wb") as file:  # 16384×4096, run lengths: about a second to decode
            file.write(bytes([0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 64, 0, 16, 24, 0]) + bytes([255, 90, 2, 3]) * 128 * 4096)
        self.start(slow)  # until it is read and shown
        experiment = self.state()["experiment"]
        self.assertEqual((experiment["input"]["file"], self.state()["image"]["width"]), (slow, 16384))
        self.quit()
        last = self.path(".local/state/sepscope/last.json")
        with open(last) as file:
            before = file.read()
        self.launch()
        self.state()
        self.quit()  # most likely before it is read again
        with open(last) as file:
            self.assertEqual(file.read(), before)
        self.start()
        self.assertEqual(self.state()["experiment"], experiment)

    def test_an_image_that_moved(self):
        self.start(self.photo())
        self.key("ctrl+2")
        self.settle()
        self.save_as("lesson.json")
        self.quit()
        os.remove(self.path("photo.png"))
        self.start()  # goes on where it was left, but for the image
        state = self.settle()
        self.assertIn("photo.png is missing", state["message"])
        self.assertEqual(state["experiment"]["mode"], "depthwise")
        self.key("ctrl+1")
        self.settle()
        state = self.open_file(self.path("lesson.json"))
        state = self.wait("opened", lambda s: s["experiment"]["mode"] == "depthwise")
        self.assertIn("photo.png is missing", state["message"])

    def moved_image_session(self):
        self.photo()
        with open(self.path("prepared.json"), "w") as file:
            json.dump({"version": 1, "mode": "depthwise", "input": {"file": "photo.png"}}, file)
        os.rename(self.path("photo.png"), self.path("elsewhere.png"))

    def test_an_image_that_moved_on_the_command_line(self):
        self.moved_image_session()
        self.start(self.path("prepared.json"))
        state = self.settle()
        self.assertIn("photo.png is missing", state["message"])
        self.assertEqual(state["experiment"]["mode"], "depthwise")

    def test_saving_does_not_lose_the_name_of_an_image_that_moved(self):
        self.moved_image_session()
        self.start()
        self.open_file(self.path("prepared.json"))
        self.wait("opened", lambda s: s["experiment"]["mode"] == "depthwise")
        self.key("ctrl+s")
        self.rect("browser.path")  # it asks for a name
        self.key("Escape")
        self.settle()
        with open(self.path("prepared.json")) as file:
            self.assertEqual(json.load(file)["input"]["file"], "photo.png")

    def test_work_that_began_with_a_file_after_a_crash(self):
        self.start(self.photo())
        self.key("ctrl+2")
        self.settle()
        self.wait("kept within some seconds", lambda s: self.kept())
        self.program.kill()
        self.program.wait()
        # another window that begins with a file leaves it alone
        self.start(self.path("photo.png"))
        self.assertEqual(self.settle()["message"], "")
        self.quit()
        self.start()
        state = self.settle()
        self.assertIn("did not end properly", state["message"])
        self.assertEqual(state["experiment"]["mode"], "depthwise")
        self.assertEqual(state["experiment"]["input"]["file"], self.path("photo.png"))

    def test_a_request_to_end_is_no_crash(self):
        for request in ("SIGTERM", "SIGINT", "SIGHUP"):
            self.start()
            for key in ("ctrl+1", "ctrl+2"):
                self.key(key)
                self.settle()
            self.wait("kept", lambda s: self.kept())
            self.program.send_signal(getattr(signal, request))
            self.assertEqual(self.program.wait(20), 0, request)
            self.assertFalse(self.kept(), request)
            self.start()
            state = self.settle()
            self.assertEqual((state["message"], state["experiment"]["mode"]), ("", "depthwise"), request)
            self.quit()

    def test_work_after_a_crash(self):
        self.start()
        self.key("ctrl+2")
        state = self.settle()
        self.wait("kept within some seconds", lambda s: self.kept())
        self.program.kill()
        self.program.wait()
        self.start()
        state = self.settle()
        self.assertIn("did not end properly", state["message"])
        self.assertEqual(state["experiment"]["mode"], "depthwise")
        # and it is not offered again after a proper end
        self.quit()
        self.start()
        state = self.settle()
        self.assertEqual(state["message"], "")
        self.assertEqual(state["experiment"]["mode"], "depthwise")

    def test_work_that_crashes_twice_is_left_out(self):
        self.start()
        self.key("ctrl+2")
        self.settle()
        self.wait("kept", lambda s: self.kept())
        folder = self.recovery()
        for _ in range(2):
            self.program.kill()
            self.program.wait()
            for name in os.listdir(folder):  # the second ended before it kept anything
                if name.startswith("running-") and os.path.exists(os.path.join(folder, "recovered.json")):
                    os.remove(os.path.join(folder, name))
            self.start()
        state = self.settle()
        self.assertIn("ended the program twice", state["message"])
        self.assertEqual(state["experiment"]["mode"], "spatial")


run_tests()
