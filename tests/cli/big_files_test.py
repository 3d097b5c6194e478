"""Files of 100 MB, whole and damaged, from fixed seeds: 2 s of computing time, 100 MB plus twice the file of memory, one sentence."""
import json
import os
import random
import struct
import subprocess
import time

import harness

MB = 1_000_000
BIG = 100 * MB
MOST_S = 2.0
KEPT = bytes(random.Random(5).randrange(256) & (0xBF if i % 4 == 3 else 0xFF) for i in range(MB))  # finite as float32 and float16


def varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out + bytes([value]))


def field(number, content):
    """A length-delimited field of a protobuf message."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def head_of(number, length):
    return varint(number << 3 | 2) + varint(length)


def npy_head(dtype, shape):
    text = repr({"descr": dtype, "fortran_order": False, "shape": tuple(shape)})
    text += " " * (-(len(text) + 11) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text.encode()


def safetensors_head(dtype, shape, length):
    text = json.dumps({"conv.weight": {"dtype": dtype, "shape": shape, "data_offsets": [0, length]}}).encode()
    return struct.pack("<Q", len(text)) + text


def onnx_head(shape, length, dims=None):
    """Everything of a model with one Conv up to the bytes of its weights, which end the file."""
    tensor = b"".join(b"\x08" + varint(d) for d in dims or shape) + b"\x10\x01" + field(8, b"w") + head_of(9, length)
    node = field(1, field(1, b"x") + field(1, b"w") + field(2, b"y") + field(3, b"conv") + field(4, b"Conv"))
    graph = node + head_of(5, len(tensor) + length) + tensor
    return b"\x08\x08" + field(8, b"\x10\x0d") + head_of(7, len(graph) + length) + graph


class BigFiles(harness.CliTest):
    def big(self, name, head, length, block=KEPT):
        """head and then `length` bytes of the block, again and again; made without holding it."""
        with open(self.path(name), "wb") as file:
            file.write(head)
            while length > 0:
                file.write(block[:length])
                length -= len(block)
        return self.path(name)

    def measured(self, *arguments):
        """Status, stderr, computing time in seconds, peak memory in bytes."""
        errors = self.path("stderr")
        with open(errors, "wb") as stderr, open(os.devnull, "wb") as stdout:
            child = subprocess.Popen([harness.PROGRAM, *arguments], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=stdout,
                                     stderr=stderr, env={**os.environ, "HOME": self.folder})
            end = time.monotonic() + 240
            while True:
                pid, status, usage = os.wait4(child.pid, os.WNOHANG)
                if pid:
                    break
                if time.monotonic() > end:
                    child.kill()
                    self.fail(f"{arguments} takes for ever")
                time.sleep(0.01)
            child.returncode = os.waitstatus_to_exitcode(status)
        with open(errors, encoding="utf-8") as file:
            return child.returncode, file.read(), usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024

    def within(self, path, status, words, *command):
        """The limits hold; of two runs the faster counts, because other programs share the machine."""
        arguments = [*(command or ("layers",)), path]
        found, said, seconds, peak = self.measured(*arguments)
        if seconds > MOST_S:
            seconds = min(seconds, self.measured(*arguments)[2])
        size = os.path.getsize(path)
        print(f"  {os.path.basename(path)}: {size / MB:.0f} MB, {seconds:.2f} s, {peak / MB:.0f} MB", flush=True)
        self.assertEqual(found, status, said)
        self.assertLessEqual(seconds, MOST_S)
        self.assertLessEqual(peak, 100 * MB + 2 * size)
        if status:
            self.assertTrue(said.startswith("sepscope: ") and said.endswith(".\n") and said.count("\n") == 1, said)
            self.assertIn(os.path.basename(path), said)
            self.assertLess(len(said), 1000)
            self.assertIn(words, said)
        os.remove(path)

    def test_npy(self):
        for name, dtype, size in (("f4", "<f4", 4), ("f2", "<f2", 2), ("f8", ">f8", 8)):
            shape = [BIG // (size * 9 * 1000), 1000, 3, 3]
            length = size * shape[0] * 9000
            self.within(self.big(name + ".npy", npy_head(dtype, shape), length), 0, "")
        head = npy_head("<f4", [2777, 1000, 3, 3])
        self.within(self.big("cut.npy", head, BIG // 2), 1, "cut.npy")
        self.within(self.big("claims.npy", npy_head("<f4", [10**6, 10**6, 3, 3]), BIG), 1, "claims.npy")
        self.within(self.big("bytes.npy", npy_head("|u1", [11111, 1000, 3, 3]), 99_999_000), 1, "too much memory")
        self.within(self.big("header.npy", b"\x93NUMPY\x02\x00" + struct.pack("<I", BIG), BIG, b"{'descr': " * 100_000), 1, "header")

    def test_safetensors(self):
        for dtype, size in (("F32", 4), ("F16", 2), ("BF16", 2), ("F64", 8)):
            shape = [BIG // (size * 9000), 1000, 3, 3]
            length = size * shape[0] * 9000
            self.within(self.big(dtype + ".safetensors", safetensors_head(dtype, shape, length), length), 0, "")
        head = safetensors_head("F32", [2777, 1000, 3, 3], 2777 * 36000)
        self.within(self.big("cut.safetensors", head, BIG // 2), 1, "cut.safetensors")
        self.within(self.big("claims.safetensors", safetensors_head("F32", [10**9, 10**9, 3, 3], 36 * 10**18), BIG), 1, "tensor")
        entries = b'{"a":' * 20_000
        self.within(self.big("nested.safetensors", struct.pack("<Q", BIG), BIG, entries), 1, "header")

    def test_onnx(self):
        shape = [2777, 1000, 3, 3]
        length = 2777 * 36000
        self.within(self.big("good.onnx", onnx_head(shape, length), length), 0, "")
        self.within(self.big("cut.onnx", onnx_head(shape, length), length // 2), 1, "cut.onnx")
        self.within(self.big("claims.onnx", onnx_head(shape, length, dims=[10**6, 10**6, 3, 3]), length), 1, "tensor 'w'")
        start = b"\x08\x08" + field(8, b"\x10\x0d")
        for name, piece in (("nodes", field(1, b"")), ("constants", field(1, field(4, b"Constant") + field(2, b"c"))),
                            ("convs", field(1, field(1, b"x") + field(1, b"w") + field(2, b"y") + field(4, b"Conv"))),
                            ("tensors", field(5, field(8, b"w") + b"\x08\x01\x10\x01")), ("inputs", field(11, b"")),
                            ("strings", field(10, b"d" * 60))):
            content = piece * (MB // len(piece))
            graph = 99 * len(content)
            self.within(self.big(name + ".onnx", start + head_of(7, graph), graph, content), 1, name + ".onnx")

    def test_text(self):
        row = " ".join(f"{((i * 37) % 1999 - 999) / 1000:.6f}" for i in range(7)) + "\n"
        block = (row * (MB // len(row))).encode()
        rows = 31 * (MB // len(row))
        head = f"# shape: {rows // 7}, 1, 7, 7\n".encode()
        self.within(self.big("good.txt", head, rows // 7 * 7 * len(row), block), 0, "")
        self.within(self.big("large.txt", head, BIG, block), 1, "save it as .npy")
        self.within(self.big("line.txt", b"", 31 * MB, b"1 " * (MB // 2)), 1, "at most 63 columns")
        self.within(self.big("commas.txt", b"", 31 * MB, b"," * MB), 1, "commas.txt")
        self.within(self.big("comments.txt", b"", 31 * MB, b"# shape 9 9 9 9\n" * (MB // 16)), 1, "holds no numbers")
        self.within(self.big("rows.txt", b"", 31 * MB, b"1\n" * (MB // 2)), 1, "at most 63 rows")
        self.within(self.big("wrong.txt", head, 30 * MB, block.replace(b"0.", b"O.", 1)), 1, "is not a number")

    def test_json_kernels(self):
        row = "[" + ",".join(f"{((i * 37) % 1999 - 999) / 1000:.6f}" for i in range(7)) + "]"
        kernel = "[[" + ",".join([row] * 7) + "]]"
        many = ((kernel + ",") * 1000).encode()
        good = self.big("good.json", b"[", 31 * MB // len(many) * len(many), many)
        with open(good, "ab") as file:
            file.write(kernel.encode() + b"]")
        self.within(good, 0, "")
        for name, piece in (("open", b"["), ("rows", b"[1],"), ("text", b'"a",'), ("digits", b"9"), ("string", b'"' + b"a" * (MB - 1)), ("zeros", b"0.")):
            self.within(self.big(name + ".json", b"[[", 31 * MB, piece * (MB // len(piece))), 1, name + ".json")
        self.within(self.big("large.json", b"[[", BIG, b"1," * (MB // 2)), 1, "are read")

    def test_experiments(self):
        for name, head, piece in (("objects", b'{"kernels":[{}', b",{}"), ("numbers", b'{"pointwise":{"values":[[1', b",1"),
                                  ("lists", b'{"kernels":[[]', b",[]"), ("text", b'{"kernels":["a"', b',"abcdefghijklmnop"'),
                                  ("open", b'{"kernels":', b"["), ("nulls", b'{"kernels":[null', b",null"), ("digits", b'{"filters":1', b"1"), ("string", b'{"mode":"', b"m"),
                                  ("keys", b'{"kernels":[{"preset":""}', b',{"preset":"box"}')):
            self.within(self.big(name + ".json", head, 60 * MB, piece * (MB // len(piece))), 1, name + ".json", "cost")
        self.within(self.big("large.json", b'{"kernels":[{}', BIG, b",{}" * (MB // 3)), 1, "are read", "cost")


if __name__ == "__main__":
    harness.main()
