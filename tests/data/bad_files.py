"""Files that must be refused: name → (bytes, words that the sentence must hold). ONNX's are in bad_models.py."""

import json
import struct

import numpy as np

from good_files import npy_bytes, safetensors

TEXT = {
    "empty.csv": (b"", "is empty"),
    "only_comments.txt": (b"# nothing\n\n% here\n", "holds no numbers"),
    "ragged.csv": (b"1,2,3\n1,2,3,4\n", "line 2: this row has 4 numbers where 3 were expected"),
    "ragged_later.txt": (b"1 2 3\n4 5 6\n\n# x\n7 8\n", "line 5: this row has 2 numbers"),
    "word.csv": (b"1,2,3\n1,abc,3\n", "line 2, column 3: 'abc' is not a number"),
    "header.csv": (b"left,middle,right\n1,2,1\n", "line 1, column 1: 'left' is not a number"),
    "missing.csv": (b"1,2,3\n4,,6\n", "line 2, column 3: a number is missing"),
    "missing.tsv": (b"1\t2\t3\n4\t\t6\n", "line 2, column 3: a number is missing"),
    "printed_with_commas.csv": (b"0,500000,0,250000\n0,250000,0,500000\n", "line 1, column 1: in '0,500000' the comma may be a decimal"),
    "minus_zero.csv": (b"-0,5\n-0,25\n", "'-0,5' the comma may be a decimal comma"),
    "leading_zero.csv": (b"1,05\n2,25\n", "'1,05' the comma may be a decimal comma"),
    "mixed_point_and_comma.csv": (b"1,5;2.5\n1,5;2\n", "column 5: in '2.5' a decimal point stands among decimal commas"),
    "thousands.csv": (b"1.000,5;2\n", "a decimal point stands among decimal commas"),
    "commas_and_blanks.txt": (b"1, 2 3\n", "commas and blanks both stand between numbers"),
    "two_commas.txt": (b"1,2,3 4,5,6\n", "the comma may be a decimal comma or a separator"),
    "sloppy.csv": (b"1, 2,3\n", "the comma may be a decimal comma or a separator"),
    "half_quoted.csv": (b'0,5,"0,25"\n', "the comma may be a decimal comma or a separator"),
    "utf16.txt": ("1 2\n3 4\n".encode("utf-16"), "is UTF-16 text; save it as UTF-8"),
    "zero_byte.csv": (b"1,2\n" * 1030 + b"1,\x00\n", "a zero byte stands here"),
    "too_wide.csv": (b",".join([b"1"] * 64) + b"\n", "a kernel has at most 63 columns"),
    "too_tall.csv": (b"1,2\n" * 64, "line 64: a kernel has at most 63 rows"),
    "too_large.txt": (b"1 1e400\n", "column 3: '1e400' is too large"),
    "too_large_for_float.txt": (b"1 -1e39\n", "'-1e39' is too large"),
    "divided_by_zero.txt": (b"1/2 1/0\n", "'1/0' divides by zero"),
    "two_signs.txt": (b"1 --5\n", "'--5' is not a number"),
    "hexadecimal.txt": (b"0x10 1\n", "'0x10' is not a number"),
    "open_quote.csv": (b'1,"2\n', "is not a number"),
    "matrix_market.txt": (b"%%MatrixMarket matrix array real general\n2 1\n1\n2\n", "Matrix Market"),
    "shape_too_large.csv": (b"# shape: 1000000, 1000000, 3, 3\n1,2,3\n", "announces more numbers than the file can hold"),
    "shape_overflow.csv": (b"# shape: 4611686018427387904, 4, 4, 4\n1,2,3,4\n", "announces more numbers"),
    "shape_zero.csv": (b"# shape: 0, 1, 1, 1\n1\n", "announces more numbers"),
    "shape_short.csv": (b"# shape: 1, 2, 1, 3\n1,2,3\n", "announces 6 numbers, but 3 stand there"),
    "shape_long.csv": (b"# shape: 1, 1, 1, 3\n1,2,3\n4,5,6\n", "more numbers than the shape 1×1×1×3 announces"),
    "shape_wide.csv": (b"# shape: 1, 1, 1, 3\n1,2,3,4\n", "more than the 3 numbers that the shape"),
}

JSON = {
    "comma.json": (b"[[1, 2],\n [3, 4],]\n", "line 2, column 9: this is not valid JSON"),
    "cut_off.json": (b"[[1, 2], [3", "line 1, column 12: this is not valid JSON"),
    "ragged.json": (b"[[1, 2], [3]]", "[1]: this list has 1 elements, the first of its kind has 2"),
    "flat.json": (b"[1, 2, 3]", "nested 1 deep"),
    "three_deep.json": (b"[[[1, 2]]]", "nested 3 deep"),
    "five_deep.json": (b"[[[[[1]]]]]", "nested deeper than the 4 levels"),
    "very_deep.json": (b"[" * 100000, "nested deeper than the 4 levels"),
    "deep_objects.json": (b'{"a":' * 10000, "an object stands where"),
    "null.json": (b"[[1, null]]", "[0][1]: null stands where a number should"),
    "text.json": (b'[[1, "two"]]', '"two" stands where a number should'),
    "empty_list.json": (b"[]", "a list is empty"),
    "empty_row.json": (b"[[], []]", "a list is empty"),
    "empty_object.json": (b"{}", "holds no kernels"),
    "twice.json": (b'{"a": [[1]], "a": [[2]]}', "the name 'a' stands twice"),
    "experiment.json": (b'{"version": 1, "mode": "spatial"}', "this is an experiment"),
    "named_number.json": (b'{"a": 5}', "kernel 'a': a single number stands where a list of rows should"),
    "too_large.json": (b'{"a": [[1e39]]}', "kernel 'a', [0][0]: a number is too large"),
    "out_of_range.json": (b"[[1e999]]", "not valid JSON"),
    "wide.json": (json.dumps([[0] * 64]).encode(), "at most 63 rows and columns"),
    "object_in_list.json": (b'[[1, {"a": 2}]]', "an object stands where"),
    "number_beside_list.json": (b"[[1, 2], 3]", "a number stands among lists"),
    "list_beside_number.json": (b"[[1, [2]]]", "a list stands among numbers"),
    "not_utf8.json": (b'{"\xff": [[1]]}', "not valid JSON"),
    "ragged_bank.json": (b"[[[[1, 2]]], [[[1]]]]", "this list has 1 elements, the first of its kind has 2"),
}

_npy = npy_bytes(np.ones((2, 2), np.float32))
_fields = struct.Struct("<Q")


def _npy_header(text, data=b"\0" * 64):
    text = text.encode().ljust(117) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + data


NPY = {
    "cut_off.npy": (_npy[:-3], "needs more than the 13 bytes that follow the header"),
    "no_header.npy": (_npy[:9], "header"),
    "three_axes.npy": (npy_bytes(np.ones((2, 2, 2))), "a kernel has 2 axes, a bank has 4"),
    "no_elements.npy": (npy_bytes(np.ones((2, 0))), "so it is empty"),
    "too_large.npy": (npy_bytes(np.ones((64, 64), np.int8)), "a kernel has at most 63×63 values"),
    "claims_much.npy": (_npy_header("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000, 1000000, 3, 3), }"), "needs"),
    "overflows.npy": (_npy_header("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296, 4, 4), }"), "needs more than the 64 bytes that follow the header"),
    "negative.npy": (_npy_header("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 2), }"), "its shape holds something that is not a size"),
    "pickle.npy": (_npy_header("{'descr': '|O', 'fortran_order': False, 'shape': (2, 2), }"), "which could run code and are never read"),
    "complex.npy": (_npy_header("{'descr': '<c8', 'fortran_order': False, 'shape': (2, 2), }"), "complex numbers"),
    "no_shape.npy": (_npy_header("{'descr': '<f4', 'fortran_order': False, }"), "shape"),
    "version_9.npy": (b"\x93NUMPY\x09\x00" + _npy[8:], "version"),
}


def _safe(header, data=b"\0" * 72):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return _fields.pack(len(text)) + text + data


def _entry(dtype="F32", shape=(2, 1, 3, 3), offsets=(0, 72)):
    return {"dtype": dtype, "shape": list(shape), "data_offsets": list(offsets)}


SAFETENSORS = {
    "short.safetensors": (b"\x10\0\0\0\0", "byte 5: the file ends before the data that it announces"),
    "huge_header.safetensors": (_fields.pack(1 << 40) + b"{}", "a header of 1099511627776 bytes is announced"),
    "long_header.safetensors": (_fields.pack(1000) + b"{}   ", "a header of 1000 bytes is announced, but the file has 13"),
    "not_json.safetensors": (_safe(b"{nonsense}"), "header, line 1, column 3: this is not valid JSON"),
    "list.safetensors": (_safe(b'{"a": []}'), "a list stands where it does not belong"),
    "beyond.safetensors": (_safe({"w": _entry(offsets=(0, 1000))}), "tensor 'w': its data reaches to byte"),
    "backwards.safetensors": (_safe({"w": _entry(offsets=(72, 0))}), "its data ends at 0, before it begins at 72"),
    "wrong_size.safetensors": (_safe({"w": _entry(shape=(3, 1, 3, 3))}), "its shape 3×1×3×3 in F32 needs 108 bytes, but 72 are stored"),
    "overlap.safetensors": (_safe({"a": _entry(offsets=(0, 72)), "b": _entry(shape=(1, 1, 3, 3), offsets=(36, 72))}), "it shares bytes with tensor 'a'"),
    "unknown_type.safetensors": (_safe({"w": _entry("F31")}), "its type 'F31' is unknown"),
    "negative.safetensors": (_safe({"w": _entry(shape=(-2, 1, 3, 3))}), "negative or too large"),
    "overflow.safetensors": (_safe({"w": _entry(shape=(1 << 31, 1 << 31, 4, 4))}), "is too large"),
    "no_type.safetensors": (_safe({"w": {"shape": [1, 1, 3, 3], "data_offsets": [0, 36]}}), "tensor 'w': dtype is missing"),
    "no_offsets.safetensors": (_safe({"w": {"shape": [1, 1, 3, 3], "dtype": "F32"}}), "data_offsets is missing"),
    "one_offset.safetensors": (_safe({"w": _entry(offsets=(0,))}), "data_offsets must hold two numbers"),
    "three_offsets.safetensors": (_safe({"w": _entry(offsets=(0, 36, 72))}), "data_offsets must hold two numbers"),
    "twice.safetensors": (_safe(b'{"w": {"dtype": "F32", "shape": [2,1,3,3], "data_offsets": [0,72]}, "w": {"dtype": "F32", "shape": [], "data_offsets": [0,0]}}'), "tensor 'w' stands twice"),
    "unknown_key.safetensors": (_safe({"w": dict(_entry(), strides=[1])}), "the key 'strides' is not one of"),
    "real_shape.safetensors": (_safe({"w": _entry(shape=(2.5, 1, 3, 3))}), "a number with a point stands where it does not belong"),
    "many_axes.safetensors": (_safe({"w": _entry(shape=[1] * 17)}), "it has more than 16 extents"),
    "deep.safetensors": (_safe(b'{"a":{"shape":' * 5000), "an object stands where it does not belong"),
    "no_filters.safetensors": (safetensors({"w": ("F32", [2, 9], b"\0" * 72)}), "none of its 1 tensors is a 4-D bank"),
    "integers_only.safetensors": (safetensors({"w": ("I8", [1, 1, 2, 2], b"\0" * 4)}), "of floating-point numbers"),
}

OTHER = {
    "picture.png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 32, "is a PNG image, not filters"),
    "checkpoint.pt": (b"PK\x03\x04" + b"\0" * 32, "is a zip archive (perhaps a PyTorch checkpoint or .npz)"),
    "old_checkpoint.pt": (b"\x80\x02}q\0.", "is a Python pickle, which could run anything"),
    "keras.h5": (b"\x89HDF\r\n\x1a\n" + b"\0" * 32, "is an HDF5 file (Keras)"),
    "packed.gz": (b"\x1f\x8b\x08" + b"\0" * 32, "is a gzip archive"),
    "mobile.tflite": (b"\x1c\0\0\0TFL3" + b"\0" * 32, "is a TensorFlow Lite model"),
    "noise.bin": (bytes((i * 89 + 7) % 256 for i in range(64)), "is none of the files that hold filters here"),
}

ALL = {**TEXT, **JSON, **NPY, **SAFETENSORS, **OTHER}
