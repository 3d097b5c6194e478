"""sepscope render: a PNG of the asked size, with no display, from any working directory, of whatever the window opens."""
import json
import os
import struct

import harness


def tga(width, height):
    """A picture with a gradient, so that something is there to be seen."""
    pixels = bytes(value for y in range(height) for x in range(width) for value in (255 * x // width, 255 * y // height, 128))
    return bytes([0, 0, 2]) + bytes(9) + struct.pack("<HHBB", width, height, 24, 32) + pixels


def png_size(data):
    assert data.startswith(b"\x89PNG\r\n\x1a\n"), data[:16]
    return struct.unpack(">II", data[16:24])


class Render(harness.CliTest):
    def picture(self, *arguments, **options):
        env = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}
        self.assertEqual(self.good("render", *arguments, "-o", self.path("out.png"), env=env, **options), b"")
        with open(self.path("out.png"), "rb") as f:
            return f.read()

    def test_first_start(self):
        data = self.picture(cwd="/")
        self.assertEqual(png_size(data), (1600, 1000))
        self.assertGreater(len(data), 50000)

    def test_size(self):
        self.assertEqual(png_size(self.picture("--size", "1280x720", "--scale", "1.5")), (1280, 720))

    def test_image_experiment_and_both(self):
        image = self.put("photo", tga(90, 60))
        mine = self.experiment(mode="depthwise", input={"sample": "shapes", "size": 12}, kernel={"size": 5}, filters=8)
        pictures = {self.picture(image), self.picture(mine), self.picture(mine, image)}
        self.assertEqual(len(pictures), 3)

    def test_a_grey_image_as_the_kernel(self):
        head = b"\0\0\3" + b"\0" * 9
        grey = self.put("blob.tga", head + struct.pack("<HHBB", 3, 2, 8, 32) + bytes([0, 51, 102, 153, 204, 255]))
        self.picture("--kernel", grey, "--state", self.path("state.json"))
        with open(self.path("state.json"), encoding="utf-8") as f:
            state = json.load(f)
        self.assertEqual(state["experiment"]["mode"], "spatial")
        for row, wanted in zip(state["experiment"]["kernel"]["values"], ([0, 0.2, 0.4], [0.6, 0.8, 1]), strict=True):
            for a, b in zip(row, wanted, strict=True):
                self.assertAlmostEqual(a, b, 6)
        self.picture("--kernel", self.put("edge.csv", "1,0,-1\n"), self.experiment(input={"sample": "shapes"}))
        self.bad(1, "render", "--kernel", self.put("large.tga", head + struct.pack("<HHBB", 80, 2, 8, 32) + bytes(160)), "-o", "out.png",
                 words=("large.tga", "80 pixels wide and 2 high", "at most 63×63"))
        self.bad(1, "render", "--kernel", self.put("red.tga", b"\0\0\2" + b"\0" * 9 + struct.pack("<HHBB", 1, 1, 24, 32) + b"\0\0\xff"), "-o",
                 "out.png", words=("red.tga", "must be grey"))
        self.bad(1, "render", "--kernel", "none.png", "-o", "out.png", words="no such file")

    def test_standard_output(self):
        self.assertEqual(png_size(self.good("render", "-o", "-", "--size", "800x600")), (800, 600))

    def test_what_cannot_be_rendered(self):
        self.bad(1, "render", "none.json", "-o", "out.png", words="no such file")
        self.bad(1, "render", "-o", os.path.join(self.folder, "none", "out.png"), words="no such file or folder")
        self.assertFalse(os.path.exists(self.path("out.png")))


if __name__ == "__main__":
    harness.main()
