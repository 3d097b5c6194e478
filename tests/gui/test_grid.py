"""The kernel grid as a spreadsheet user expects it: typing, walking, blocks, clipboard, painting, whole-kernel changes, undo."""
import os
import subprocess
import sys

from harness import Window, run_tests


class Grid(Window):
    def setUp(self):
        super().setUp()
        self.clipboard = None

    def tearDown(self):
        if self.clipboard is not None:
            self.clipboard.terminate()
            self.clipboard.communicate()
        super().tearDown()

    def values(self, state=None):
        return (state or self.settle())["experiment"]["kernel"].get("values")

    def zeros(self, rows, columns):
        """Begins with a typed kernel of zeros."""
        with open(self.path("zeros.csv"), "w") as file:
            file.write("".join(",".join("0" * columns) + "\n" for _ in range(rows)))
        self.start(self.path("zeros.csv"))
        self.assertEqual(self.values(), [[0] * columns] * rows)

    def offer(self, text):
        if self.clipboard is not None:
            self.clipboard.terminate()
            self.clipboard.communicate()
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "clipboard.py")
        self.clipboard = subprocess.Popen([sys.executable, script], env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.clipboard.stdin.write(text.encode())
        self.clipboard.stdin.close()
        self.clipboard.stdin = None
        self.assertEqual(self.clipboard.stdout.readline(), b"ready\n")

    def press(self, *keys):
        for key in keys:
            self.key(key)
        return self.settle()

    def drag_cells(self, *cells, hold=None):
        if hold:
            self.x("keydown", hold)
        self.move(f"kernel.cell.{cells[0]}")
        self.x("mousedown", 1)
        for cell in cells[1:]:
            self.move(f"kernel.cell.{cell}")

    def release(self, hold=None):
        self.x("mouseup", 1)
        if hold:
            self.x("keyup", hold)
        return self.settle()

    def test_typing_walks(self):
        self.zeros(3, 3)
        self.click("kernel.cell.0.0")
        for keys in ("1", "Tab", "2", "Tab", "3", "Return"):
            self.key(keys)
        self.press("4", "Tab", "5", "Return", "7", "Up", "9", "shift+Tab")
        self.assertEqual(self.values(), [[1, 2, 3], [9, 5, 0], [7, 0, 0]])
        self.assertEqual(self.press("ctrl+z")["undo"], "kernel value")
        self.assertEqual(self.values(), [[1, 2, 3], [4, 5, 0], [7, 0, 0]], "each typed value is one step")

    def test_decimals_stay_decimals(self):
        self.zeros(2, 2)
        self.click("kernel.cell.0.0")
        self.type("0.3")
        self.key("Tab")
        self.type("0,2")
        self.key("Tab")
        self.type("1/4")
        self.press("Return")
        self.assertEqual(self.values(), [[0.3, 0.2], [0.25, 0]])

    def test_escape_keeps_the_value_and_the_pin(self):
        self.zeros(3, 3)
        x0, y0, x1, y1 = self.rect("tile.separable.1.0")
        self.x("mousemove", (x0 + x1) // 2, (y0 + y1) // 2, "click", 1)
        pinned = self.wait("a kept pixel", lambda s: s["follow"] and s["follow"]["pinned"])["follow"]["index"]
        self.click("kernel.cell.1.1")
        self.type("5")
        self.assertEqual(self.press("Escape", "Right", "Down")["follow"]["index"], pinned)
        self.assertEqual(self.values(), [[0] * 3] * 3)
        self.type("8")
        state = self.press("Return")
        self.assertEqual(self.values(state)[2][2], 8)
        state = self.press("Escape", "Right")
        self.assertNotEqual(state["follow"]["index"], pinned, "the arrows are the picture's again")

    def test_a_number_that_is_none(self):
        self.zeros(2, 2)
        self.click("kernel.cell.0.1")
        self.type("1e-")
        state = self.press("Return")
        self.assertIn("1e-", state["message"])
        self.assertEqual(self.values(state), [[0, 0], [0, 0]])

    def test_unit_of_a_preset(self):
        self.start()
        self.click("kernel.cell.2.2")
        self.type("40")
        state = self.press("Return")
        self.assertEqual(self.values(state)[2][2], 40 / 256)
        self.assertEqual(state["experiment"]["kernel"]["preset"], "binomial")
        self.click("spatial.kernel.preset")
        self.assertIsNone(self.values(self.click("spatial.kernel.preset.binomial")), "the preset can be chosen again")

    def test_blocks_and_clipboard(self):
        self.zeros(3, 3)
        self.click("kernel.cell.0.0")
        for key in "1234":
            self.press(key, "Tab")
        self.click("kernel.cell.0.0")
        self.press("shift+Right", "shift+Down", "ctrl+c")
        self.click("kernel.cell.1.1")
        state = self.press("ctrl+v")
        self.assertEqual(self.values(state), [[1, 2, 3], [4, 1, 2], [0, 4, 0]])
        self.assertEqual(state["undo"], "paste")
        self.drag_cells("0.1", "1.2", hold="shift")
        self.release("shift")
        self.assertEqual(self.values(self.press("Delete")), [[1, 0, 0], [4, 0, 0], [0, 4, 0]])
        self.assertEqual(self.values(self.press("ctrl+z", "ctrl+z")), [[1, 2, 3], [4, 0, 0], [0, 0, 0]])
        self.press("ctrl+a", "6", "ctrl+Return")
        self.assertEqual(self.values(), [[6] * 3] * 3)

    def test_a_block_of_a_spreadsheet(self):
        self.zeros(2, 2)
        self.click("kernel.cell.0.1")
        self.offer("0,5\t1\t\u22122\r\n3\t0,25\t1e-3\r\n")
        state = self.press("ctrl+v")
        self.assertEqual(self.values(state), [[0, 0.5, 1, -2], [0, 3, 0.25, 0.001]])
        self.assertEqual(self.values(self.press("ctrl+z")), [[0, 0], [0, 0]], "growing and filling are one step")
        for text, says in (("\n".join("\t".join("1" * 40) for _ in range(3)), "31"), ("1\tx\n", "x"), ("1 2\n3\n", "line 2"), ("nan\t1", "nan")):
            self.offer(text)
            state = self.press("ctrl+v")
            self.assertIn(says, state["message"])
            self.assertEqual(self.values(state), [[0, 0], [0, 0]])

    def test_paint(self):
        self.zeros(5, 5)
        self.click("kernel.cell.0.0")
        self.press("7", "Return")
        self.drag_cells("0.0", "0.4", "4.4")
        state = self.release()
        painted = [[7] * 5] + [[0] * 4 + [7]] * 4
        self.assertEqual(self.values(state), painted)
        self.assertEqual(self.values(self.press("ctrl+z"))[0], [7, 0, 0, 0, 0], "one drag is one step")
        self.press("ctrl+shift+z")
        self.drag_cells("1.0", "1.4")
        self.wait("the middle painted", lambda s: self.values(s)[1] == [0] * 5)
        self.key("Escape")
        self.assertEqual(self.values(self.release()), painted, "Esc takes the drag back")
        self.assertEqual(self.settle()["undo"], "paint")

    def test_whole_kernel_changes_are_one_step(self):
        self.start()
        self.click("mode.depthwise")
        self.click("depthwise.channel.g")
        before = self.settle()["experiment"]
        for op, count in (("rotate", 1), ("grow", 3)):
            self.click("kernel.change")
            self.check(before, self.click(f"kernel.{op}"), count)
        self.click("kernel.all")
        self.click("kernel.change")
        self.check(before, self.click("kernel.normalise"), 3)

    def check(self, before, state, count):
        self.assertTrue(state["valid"], state["error"])
        self.assertEqual(len([k for k in state["experiment"]["kernels"] if k]), count)
        self.assertEqual(self.press("ctrl+z")["experiment"], before)

    def test_every_value_of_a_large_kernel_is_reached(self):
        self.start()
        self.type_into("spatial.kernel.size.value", "31")
        self.click("kernel.cell.30.30")
        self.move("kernel.cell.3.4")
        status = self.wait("the value in the status line", lambda s: "row 3, column 4" in s.get("status", ""))
        self.assertTrue(status["valid"])
        self.press("5", "Return")
        self.assertNotEqual(self.values()[30][30], 0)

    def test_the_convolution_of_an_edge(self):
        self.start()
        self.click("spatial.kernel.preset")
        self.click("spatial.kernel.preset.emboss")
        self.click("kernel.half_turn")
        state = self.settle()
        turned = self.values(state)
        self.assertEqual(state["experiment"]["kernel"]["preset"], "emboss")
        again = self.values(self.click("kernel.half_turn"))
        self.assertEqual([row[::-1] for row in turned[::-1]], again)
        self.click("spatial.kernel.preset")
        self.click("spatial.kernel.preset.box")
        self.assertNotIn("kernel.half_turn", self.map())


run_tests()
