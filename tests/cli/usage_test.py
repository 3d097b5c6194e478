"""Help, version, exit statuses, and files that the window cannot open."""
import harness


class Usage(harness.CliTest):
    def test_help_goes_to_stdout(self):
        text = self.good("--help").decode()
        for word in ("render", "run", "conv", "cost", "Examples:", "Exit status:", "--ui-map", "--state", "--size", "--scale"):
            self.assertIn(word, text)

    def test_every_command_has_help_with_examples(self):
        for command in ("render", "run", "conv", "cost", "layers", "export"):
            text = self.good(command, "--help").decode()
            self.assertIn("Example", text)
            self.assertIn("Exit status:", text)

    def test_version(self):
        self.assertRegex(self.good("--version").decode(), r"^sepscope \d+\.\d+\.\d+\n$")

    def test_arguments_that_make_no_sense_end_with_2(self):
        e = self.experiment()
        for arguments, words in [(("--nonsense",), "--nonsense"), (("cost",), "sepscope cost --help"), (("run", e), "--output"),
                                 (("cost", e, "--format", "xml"), "xml"), (("conv",), "--input"), (("render",), "--output"),
                                 (("--scale", "2", "cost", e), "after the command"), ((e, "cost", e), "after the command"),
                                 (("--size", "10"), "WIDTHxHEIGHT"), (("--size", "0x10"), "200 to"),
                                 (("--size", "99999x10"), "200 to"), (("--scale", "0"), "--scale"),
                                 (("conv", "--input", "x", "--weight", "w", "-o", "y", "--stride", "1,2,3"), "--stride"),
                                 (("conv", "--input", "x", "--weight", "w", "-o", "y", "--stride", "0"), "--stride"),
                                 (("conv", "--input", "x", "--weight", "w", "-o", "y", "--pads", "1,1"), "--pads"),
                                 (("conv", "--input", "x", "--weight", "w", "-o", "y", "--pads", "1,1,1,-1"), "--pads"),
                                 (("conv", "--input", "x", "--weight", "w", "-o", "y", "--group", "x"), "--group")]:
            self.bad(2, *arguments, words=words)

    def test_files_that_the_window_cannot_open(self):
        self.bad(1, "none.png", words=("'none.png'", "no such file"))
        self.bad(1, self.put("text.txt", "hello"), words="text.txt")
        self.bad(1, self.put("noise", b"\x9c\x01\x7f" * 800), words="neither an image")
        self.bad(1, self.put("empty", ""), words="is empty")
        self.bad(1, self.put("x.npy", b"\x93NUMPY\x01\x00"), words="x.npy")
        self.bad(1, self.folder, words="is a folder")
        self.bad(1, self.put("bad.json", "{\"filters\": 0}"), words=("bad.json", "filters is 0"))
        self.bad(1, self.put("a.gif", "GIF89a" + "." * 40), words="neither an image")
        self.bad(1, self.experiment("a.json"), self.experiment("b.json"), words="both experiments")

    def test_no_display_is_one_sentence(self):
        self.bad(1, env={"DISPLAY": "", "WAYLAND_DISPLAY": ""})


if __name__ == "__main__":
    harness.main()
