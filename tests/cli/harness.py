"""Runs the program and says what is wrong, for the tests beside this file."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.path.abspath(sys.argv.pop(1))


class CliTest(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory(prefix="sepscope-cli-")
        self.addCleanup(self._folder.cleanup)
        self.folder = self._folder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def put(self, name, content):
        with open(self.path(name), "wb") as f:
            f.write(content if isinstance(content, bytes) else content.encode())
        return self.path(name)

    def experiment(self, name="e.json", **fields):
        return self.put(name, json.dumps({"version": 1, **fields}))

    def start(self, *arguments, cwd=None, stdin=b"", timeout=120, env=None):
        """The finished process; stdout as bytes, stderr as text. HOME is the test's own, so that no session of the user is read."""
        surroundings = {**os.environ, "HOME": self.folder, "XDG_CONFIG_HOME": self.folder, "XDG_STATE_HOME": self.folder,
                        "XDG_DATA_HOME": self.folder, **(env or {})}
        done = subprocess.run([PROGRAM, *arguments], cwd=cwd or self.folder, input=stdin, capture_output=True,
                              timeout=timeout, env=surroundings)
        done.stderr = done.stderr.decode()
        return done

    def good(self, *arguments, **options):
        """stdout of a run that must succeed and say nothing on stderr."""
        done = self.start(*arguments, **options)
        self.assertEqual((done.returncode, done.stderr), (0, ""), arguments)
        return done.stdout

    def bad(self, status, *arguments, words=(), **options):
        """A run that must fail with this status, one sentence on stderr and nothing on stdout."""
        done = self.start(*arguments, **options)
        self.assertEqual(done.returncode, status, (arguments, done.stderr))
        self.assertEqual(done.stdout, b"", arguments)
        self.assertTrue(done.stderr.startswith("sepscope: "), done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertTrue(done.stderr.endswith(".\n"), done.stderr)
        for word in [words] if isinstance(words, str) else words:
            self.assertIn(word, done.stderr)
        return done.stderr


def main():
    unittest.main(verbosity=1)
