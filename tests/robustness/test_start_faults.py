"""What may be missing when the program starts: display, GLX, driver, OpenGL 4.3, HOME, settings, assets, fonts, the folder it runs in.
Each ends in one sentence and an exit status, or in a window that works."""
import json
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "gui"))
from harness import BINARY, PATIENCE_S, Window, run_tests  # noqa: E402

DATA = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))


class Refused(Window):
    """Starts that cannot come to a window."""

    def sentence(self, arguments=(), words="", **changes):
        """The one sentence on stderr of a start that ends with status 1. A change to None unsets a variable."""
        environment = dict(self.environment)
        for name, value in changes.items():
            environment.pop(name, None)
            if value is not None:
                environment[name] = value
        done = subprocess.run([BINARY, *arguments], env=environment, capture_output=True, text=True, timeout=PATIENCE_S, cwd=self.folder.name)
        ours = [line for line in done.stderr.splitlines() if line.startswith("sepscope:")]
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(len(ours), 1, done.stderr)
        self.assertIn(words, ours[0])
        return ours[0]

    def test_no_display(self):
        self.sentence(words="there is no display", DISPLAY=None)

    def test_a_display_that_is_not_there(self):
        self.sentence(words="no window can be opened", DISPLAY=":4711")

    def test_opengl_3_3_only(self):
        self.sentence(words="4.3", MESA_GL_VERSION_OVERRIDE="3.3")
        self.sentence(["render", "-o", "out.png"], words="4.3", MESA_GL_VERSION_OVERRIDE="3.3", DISPLAY=None)
        self.assertFalse(os.path.exists(self.path("out.png")))

    def test_no_driver_at_all(self):
        nowhere = self.path("nowhere")
        self.sentence(words="OpenGL 4.3", LIBGL_DRIVERS_PATH=nowhere)
        self.sentence(["render", "-o", "out.png"], words="there is no off-screen OpenGL here", LIBGL_DRIVERS_PATH=nowhere, DISPLAY=None)

    def test_missing_assets(self):
        self.sentence(words="SEPSCOPE_DATA_DIR", SEPSCOPE_DATA_DIR=self.path("nowhere"))
        self.sentence(["render", "-o", "out.png"], words="SEPSCOPE_DATA_DIR", SEPSCOPE_DATA_DIR=self.path("nowhere"), DISPLAY=None)

    def test_a_missing_shader(self):
        data = self.path("data")
        for folder in ("shaders", "assets"):
            shutil.copytree(os.path.join(DATA, folder), os.path.join(data, folder))
        os.remove(os.path.join(data, "shaders/view/tile.frag"))
        self.sentence(words="tile.frag", SEPSCOPE_DATA_DIR=data)


class Starts(Window):
    """Starts that come to a window all the same."""

    size = (1000, 700)

    def works(self):
        state = self.settle()
        self.assertTrue(state["valid"], state["error"])
        self.key("ctrl+2")
        self.wait("the other mode", lambda s: s["experiment"]["mode"] == "depthwise")
        return self.settle()

    def said(self):
        self.errors.flush()
        with open(self.path("stderr.txt")) as file:
            return [line for line in file.read().splitlines() if line.startswith("sepscope:")]

    def test_no_home(self):
        self.environment.pop("HOME")
        self.start()
        self.works()
        self.quit()
        self.assertTrue(any("settings were not saved" in line for line in self.said()), self.said())

    def test_a_home_that_cannot_be_written(self):
        self.environment["HOME"] = "/proc/self"
        self.start()
        self.works()
        self.quit()
        self.assertTrue(any("settings were not saved" in line for line in self.said()), self.said())

    def test_broken_settings(self):
        os.makedirs(self.path(".config/sepscope"))
        for text in ("{ broken", "[1, 2]", json.dumps({"scale": "large", "window_width": -1e300, "recent": 7, "hidden_panels": [None]})):
            with open(self.path(".config/sepscope/settings.json"), "w") as file:
                file.write(text)
            self.start()
            message = self.works()["message"]
            self.assertEqual("settings.json" in message, text[1] != '"', message)
            self.stop()

    def test_missing_lessons(self):
        data = self.path("data")
        shutil.copytree(os.path.join(DATA, "shaders"), os.path.join(data, "shaders"))
        self.environment["SEPSCOPE_DATA_DIR"] = data
        self.start()
        self.works()
        self.key("F2")
        self.settle()

    def test_no_fonts(self):
        self.environment["FONTCONFIG_FILE"] = self.path("nowhere.conf")
        self.start()
        self.works()

    def test_a_folder_that_is_gone(self):
        gone = self.path("gone")
        os.mkdir(gone)
        size = f"{self.size[0]}x{self.size[1]}"
        command = 'cd "$1" && rmdir "$1" && shift && exec "$@"'
        self.program = subprocess.Popen(
            ["bash", "-c", command, "sh", gone, BINARY, "--size", size, "--ui-map", self.path("map.json"), "--state", self.path("state.json")],
            env=self.environment, stderr=self.errors)
        self.works()

    def test_any_folder(self):
        for folder in ("/", "/proc"):
            done = subprocess.run([BINARY, "render", "-o", self.path("out.png"), "--size", "640x400"], cwd=folder, env=self.environment, capture_output=True, text=True, timeout=60)
            self.assertEqual((done.returncode, done.stderr), (0, ""))


class WithoutGlx(Window):
    size = (1000, 700)

    def setUp(self):
        super().setUp()
        self.display.close()
        read, write = os.pipe()
        self.display.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1000x700x24", "-nolisten", "tcp", "-extension", "GLX"], pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            self.environment["DISPLAY"] = ":" + pipe.readline().strip()

    def test_a_window_or_a_sentence(self):
        """EGL needs no GLX; where it does not help, there is a sentence."""
        self.start()
        self.assertTrue(self.settle()["valid"])


if __name__ == "__main__":
    run_tests()
