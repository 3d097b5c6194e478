"""Files that load besides ONNX: .safetensors, .npy, JSON and text, with the values that must be found in them."""

import io
import json
import struct

import numpy as np

import onnx_writer as ox


def npy_bytes(array, version=(1, 0)):
    out = io.BytesIO()
    np.lib.format.write_array(out, array, version)
    return out.getvalue()


def safetensors(tensors, metadata=None, pad=0):
    """tensors: name → (dtype, shape, bytes), laid out in their order."""
    header, data = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for name, (dtype, shape, content) in tensors.items():
        header[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header).encode() + b" " * pad
    return struct.pack("<Q", len(text)) + text + data


def weights(random, *shape):
    return (random.integers(-64, 65, shape) / 64.0).astype(np.float32)


def bank_safetensors():
    random = np.random.default_rng(23)
    stem, dw, pw = weights(random, 8, 3, 3, 3), weights(random, 8, 1, 3, 3), weights(random, 16, 8, 1, 1)
    tenth, bias = weights(random, 4, 16, 3, 3), weights(random, 8)
    kinds = {"F32": ox.FLOAT, "F16": ox.FLOAT16, "BF16": ox.BFLOAT16, "F64": ox.DOUBLE}
    entry = lambda kind, array: (kind, array.shape, ox.raw_bytes(array, kinds[kind]))
    data = safetensors({
        "features.10.weight": entry("F64", tenth),
        "features.0.weight": entry("F32", stem),
        "features.0.bias": entry("F32", bias),
        "features.1.weight": entry("F16", dw),
        "features.2.weight": entry("BF16", pw),
        "classifier.weight": entry("F32", weights(random, 10, 16)),
        "steps": ("I64", [], struct.pack("<q", 5)),
        "masks": ("I8", [1, 1, 2, 2], b"\1\0\0\1"),
    }, {"format": "pt"})
    layers = [dict(name="features.0", kind="standard", shape=[8, 3, 3, 3], weights=stem, bias=bias, pair=None),
              dict(name="features.1", kind="depthwise", shape=[8, 1, 3, 3], weights=dw, pair="features.2"),
              dict(name="features.2", kind="pointwise", shape=[16, 8, 1, 1], weights=pw, pair=None),
              dict(name="features.10", kind="standard", shape=[4, 16, 3, 3], weights=tenth, pair=None)]
    return data, layers


# What a text means: name → (bytes, rows).
EDGE = [[1, 0, -1], [2, 0, -2], [1, 0, -1]]
HALVES = [[0.5, 0.25], [-1.5, 2]]
TEXTS = {
    "spaces.txt": (b"1 0 -1\n2   0  -2\n  1 0 -1  \n", EDGE),
    "commas.csv": (b"1,0,-1\n2,0,-2\n1,0,-1\n", EDGE),
    "commas_and_spaces.csv": (b"1, 0, -1\n2, 0, -2\n1, 0, -1\n", EDGE),
    "semicolons.csv": (b"1;0;-1\n2;0;-2\n1;0;-1\n", EDGE),
    "tabs.tsv": (b"1\t0\t-1\n2\t0\t-2\n1\t0\t-1\n", EDGE),
    "crlf.csv": (b"1,0,-1\r\n2,0,-2\r\n1,0,-1\r\n", EDGE),
    "old_mac.csv": (b"1,0,-1\r2,0,-2\r1,0,-1\r", EDGE),
    "bom.csv": (b"\xef\xbb\xbf1,0,-1\n2,0,-2\n1,0,-1", EDGE),
    "comments.txt": (b"# Sobel, in x\n\n1 0 -1 % first\n2 0 -2\n\n%\n1 0 -1 # last\n", EDGE),
    "trailing_separators.csv": (b"1;0;-1;\n2;0;-2;\n1;0;-1;\n", EDGE),
    "unicode_minus.txt": ("1 0 \u22121\n2 0 \u22122\n+1 0 \u22121\n".encode(), EDGE),
    "decimal_comma_semicolons.csv": (b"0,5;0,25\n-1,5;2\n", HALVES),
    "decimal_comma_tabs.tsv": (b"0,5\t0,25\n-1,5\t2\n", HALVES),
    "decimal_comma_spaces.txt": (b"0,5 0,25\n-1,5 2\n", HALVES),
    "decimal_comma_quoted.csv": (b'"0,5","0,25"\n"-1,5","2"\n', HALVES),
    "decimal_comma_loose.csv": (b"0,5, 0,25\n-1,5, 2,0\n", HALVES),
    "decimal_points_quoted.csv": (b'"0.5","0.25"\n"-1.5","2"\n', HALVES),
    "small_integers.csv": (b"1,2\n3,4\n", [[1, 2], [3, 4]]),
    "roberts.csv": (b"0,1\n-1,0\n", [[0, 1], [-1, 0]]),
    "fractions.txt": (b"1/16 2/16 1/16\n", [[0.0625, 0.125, 0.0625]]),
    "exponents.txt": (b"1e-3 2.5E+2 .5 5.\n", [[0.001, 250, 0.5, 5]]),
    "double_precision.txt": (b"0.1 0.30000000000000004\n", [[0.1, 0.30000000000000004]]),
    "tiny.txt": (b"1e-400 1\n", [[0, 1]]),
    "one.txt": (b"7", [[7]]),
    "column.txt": (b"1\n2\n1\n", [[1], [2], [1]]),
    "kernel.json": (b"[[1, 0, -1],\n [2, 0, -2],\n [1, 0, -1]]\n", EDGE),
    "named.json": (b'{"edge": [[1, 0, -1], [2, 0, -2], [1, 0, -1]], "blur": [[1, 2, 1]]}', EDGE),
    "kernel.npy": (npy_bytes(np.array(EDGE, np.int16)), EDGE),
    "kernel_fortran.npy": (npy_bytes(np.asfortranarray(np.array(HALVES, ">f8")), (2, 0)), HALVES),
}


def banks():
    """name → (bytes, array): banks [4,3,2,3] in the formats that hold them."""
    array = weights(np.random.default_rng(29), 4, 3, 2, 3)
    rows = ["# shape: 4, 3, 2, 3"] + [",".join(repr(float(v)) for v in row) for row in array.reshape(-1, 3)]
    return {
        "bank.npy": (npy_bytes(array), array),
        "bank_f16.npy": (npy_bytes(array.astype("<f2")), array),
        "bank.csv": (("\n".join(rows) + "\n").encode(), array),
        "bank.json": (json.dumps(array.tolist()).encode(), array),
    }
