"""sepscope export of pictures, drawings and films: each kind is opened with another program; Ctrl+C leaves nothing."""
import json
import os
import pty
import shutil
import signal
import subprocess
import time
import xml.etree.ElementTree as ElementTree

import numpy as np

import harness
from exporting import SMALL, ExportTest, tool

SVG = "{http://www.w3.org/2000/svg}"


class Pictures(ExportTest):
    def test_png(self):
        self.assertEqual(self.size_of(self.export("out.png", **SMALL)), "PNG 1600 1000")
        self.assertEqual(self.size_of(self.export("out.png", "--scale", "2", **SMALL)), "PNG 3200 2000")
        stacks = self.export("stacks.png", "--what", "stacks", "--size", "900x600", "--theme", "light", **SMALL)
        self.assertEqual(self.size_of(stacks), "PNG 900 600")
        self.assertGreater(float(tool("convert", stacks, "-colorspace", "gray", "-format", "%[fx:mean]", "info:")), 0.5)

    def test_svg(self):
        root = ElementTree.parse(self.export("out.svg")).getroot()
        self.assertEqual((root.tag, root.get("width"), root.get("height")), (SVG + "svg", "1123", "794"))
        texts = ["".join(t.itertext()) for t in root.iter(SVG + "text")]
        for words in ("Depthwise separable convolution", "22.8× fewer", "depthwise", "pointwise", "Input"):
            self.assertIn(words, texts)
        for t in root.iter(SVG + "text"):
            self.assertLess(float(t.get("x")) + float(t.get("textLength")), 1123, "".join(t.itertext()))
        self.assertGreater(len(list(root.iter(SVG + "image"))), 20)
        self.assertGreater(len(list(root.iter(SVG + "path"))), 8, "connectors")
        self.assertGreater(float(tool("convert", self.path("out.svg"), "-colorspace", "gray", "-format", "%[fx:mean]", "info:")), 0.5)

    def test_pdf(self):
        pdf = self.export("out.pdf")
        info = tool("pdfinfo", pdf)
        self.assertRegex(info, r"Pages: +1\n")
        self.assertRegex(info, r"Page size: +842[.\d]* x 595[.\d]* pts")
        words = " ".join(tool("pdftotext", "-layout", pdf, "-").split())
        for line in ("Depthwise separable convolution", "22.8× fewer", "53,952 instead of 1,228,800 multiplications", "computed once, reused 256×",
                     "after depthwise", "zero padding included"):
            self.assertIn(line, words)
        fonts = tool("pdffonts", pdf).split("\n")[2:-1]
        self.assertTrue(all(" yes yes yes " in line for line in fonts), "embedded, with the way back to text")

    def test_links_of_an_element(self):
        plain, linked = (len(list(ElementTree.parse(self.export(f"out{i}.svg", *pin)).getroot().iter(SVG + "rect")))
                         for i, pin in enumerate([(), ("--pin", "separable.1 7 3,4")]))
        self.assertGreater(linked, plain + 8, "windows on both paths, each with its dark edge")
        for pin in ("separable.1 7 30,4", "nonsense"):
            self.bad(1, "export", self.experiment(**SMALL), "--pin", pin, "-o", "out.pdf", words=("--pin", pin))

    def test_pixels_of_tensors_stay_squares(self):
        """A 9×11 impulse: one white pixel on black, as sharp in the PDF as it is in the tensor."""
        self.export("out.pdf", **SMALL)
        subprocess.run(["pdftoppm", "-r", "192", self.path("out.pdf"), self.path("page")], check=True)
        page = next(name for name in os.listdir(self.folder) if name.startswith("page"))
        raw = subprocess.run(["convert", self.path(page), "-colorspace", "gray", "-depth", "8", "gray:-"], capture_output=True, check=True).stdout
        width = int(tool("identify", "-format", "%w", self.path(page)))
        left = np.frombuffer(raw, np.uint8).reshape(-1, width)[:, : width // 5]
        black = np.argwhere(left < 8)
        (top, first), (bottom, last) = black.min(axis=0), black.max(axis=0)
        inside = left[top:bottom, first:last]
        self.assertLess(((inside > 40) & (inside < 215)).mean(), 0.06, "few greys between the two")

    def test_3d_and_many_channels(self):
        many = dict(mode="depthwise", input={"size": 24, "channels": 512}, kernel={"preset": "box", "size": 3}, filters=64)
        self.assertIn("512", tool("pdftotext", self.export("out.pdf", **many), "-"))
        solid = dict(**many, view={"space": {"on": True}})
        root = ElementTree.parse(self.export("out.svg", **solid)).getroot()
        self.assertEqual(len(list(root.iter(SVG + "image"))), 1)

    def test_frames_into_a_folder(self):
        self.export("out/", "--race", "1", "--fps", "4", "--size", "640x400", **SMALL)
        names = sorted(os.listdir(self.path("out")))
        self.assertEqual(names, [f"frame-{i:05}.png" for i in range(1, 6)])
        first, last = (tool("identify", "-format", "%#", self.path("out/" + name)) for name in (names[0], names[-1]))
        self.assertNotEqual(first, last)
        self.assertEqual(self.size_of(self.path("out/" + names[0])), "PNG 640 400")
        self.export("steps/", "--steps", "stage", "--length", "1", "--fps", "6", "--size", "640x400", **SMALL)
        self.assertEqual(len(os.listdir(self.path("steps"))), 6)

    def test_films_say_what_is_missing(self):
        for ending in ("gif", "mp4"):
            self.bad(1, "export", self.experiment(**SMALL), "-o", self.path("out." + ending), env={"PATH": self.folder}, words=("ffmpeg", "not installed", "folder"))
        self.assertEqual(self.left(), [])

    @harness.unittest.skipUnless(shutil.which("ffprobe"), "ffmpeg is not installed")
    def test_films(self):
        for ending, codec in (("gif", "gif"), ("mp4", "h264")):
            film = self.export("out." + ending, "--race", "1", "--fps", "5", "--size", "641x401", **SMALL)
            stream = json.loads(tool("ffprobe", "-v", "error", "-count_frames", "-show_streams", "-of", "json", film))["streams"][0]
            self.assertEqual((stream["codec_name"], stream["nb_read_frames"]), (codec, "11"))
            self.assertEqual(stream["width"], 641 if ending == "gif" else 642)
        self.assertEqual(self.left(), ["out.gif", "out.mp4"])

    def test_very_wide_picture(self):
        self.assertEqual(self.size_of(self.export("out.png", "--size", "16000x300", "--what", "stacks", **SMALL)), "PNG 16000 300")

    def test_cancelled_on_a_terminal(self):
        """Progress on the terminal after half a second; Ctrl+C leaves nothing."""
        e = self.experiment(**SMALL)
        try:
            ours, theirs = pty.openpty()
        except OSError as error:
            self.skipTest(f"no terminal can be made here: {error}")
        run = subprocess.Popen([harness.PROGRAM, "export", e, "-o", self.path("out/"), "--race", "600"], stderr=theirs, stdout=subprocess.PIPE,
                               env={**os.environ, "HOME": self.folder, "XDG_CACHE_HOME": self.folder})
        os.close(theirs)
        seen, end = b"", time.monotonic() + 60
        while b" % drawing" not in seen and time.monotonic() < end:
            seen += os.read(ours, 4096)
        self.assertIn(b" % drawing", seen)
        run.send_signal(signal.SIGINT)
        self.assertEqual(run.wait(30), 130)
        self.assertEqual(run.stdout.read(), b"")
        run.stdout.close()
        os.close(ours)
        self.assertEqual(self.left(), [])


if __name__ == "__main__":
    harness.main()
