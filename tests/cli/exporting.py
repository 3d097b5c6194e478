"""What the tests of `sepscope export` share."""
import os
import subprocess

import harness

WANG = dict(mode="depthwise", input={"size": 12}, kernel={"preset": "binomial", "size": 5}, filters=256)
SMALL = dict(mode="spatial", input={"sample": "impulse", "size": [9, 11]}, kernel={"preset": "binomial", "size": 3})


def tool(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


class ExportTest(harness.CliTest):
    def export(self, name, *options, **fields):
        self.assertEqual(self.good("export", self.experiment(**(fields or WANG)), "-o", self.path(name), *options), b"")
        return self.path(name)

    def left(self):
        """What lies in the folder, temporary files too."""
        return sorted(name for name in os.listdir(self.folder) if name.startswith(".sepscope") or name.startswith("out"))

    def size_of(self, file):
        return tool("identify", "-format", "%m %w %h", file).split("\n")[0]
