"""Writes ONNX protobufs by hand, field by field: the loader's tests share no code with ONNX's own library.

Field numbers are those of onnx.proto. Every function returns bytes.
"""

import struct

import numpy as np

FLOAT, INT8, INT64, FLOAT16, DOUBLE, BFLOAT16 = 1, 3, 7, 10, 11, 16


def varint(value):
    value &= (1 << 64) - 1
    out = bytearray()
    while value >= 0x80:
        out.append((value & 0x7F) | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def number(field, value):
    return varint(field << 3) + varint(value)


def block(field, data):
    if isinstance(data, str):
        data = data.encode()
    return varint(field << 3 | 2) + varint(len(data)) + data


def packed(field, values):
    return block(field, b"".join(varint(v) for v in values))


def bf16_bits(array):
    """Truncated to bfloat16; the data are chosen so that nothing is lost."""
    return (np.ascontiguousarray(array, np.float32).view(np.uint32) >> 16).astype(np.uint16)


def raw_bytes(array, data_type):
    if data_type == BFLOAT16:
        return bf16_bits(array).tobytes()
    dtype = {FLOAT: "<f4", FLOAT16: "<f2", DOUBLE: "<f8", INT64: "<i8", INT8: "i1"}[data_type]
    return np.ascontiguousarray(array).astype(dtype).tobytes()


def tensor(name, array, data_type=FLOAT, dims=None, data=None):
    """data: the fields that hold the numbers; raw_data of the array when left out."""
    array = np.asarray(array)
    out = b"".join(number(1, d) for d in (array.shape if dims is None else dims))
    out += number(2, data_type) + block(8, name)
    return out + (block(9, raw_bytes(array, data_type)) if data is None else data)


def typed(array, data_type):
    """The numbers as float_data, int32_data (16-bit floats, their bits) or double_data."""
    array = np.ascontiguousarray(array)
    if data_type == FLOAT:
        return block(4, array.astype("<f4").tobytes())
    if data_type == DOUBLE:
        return block(10, array.astype("<f8").tobytes())
    bits = bf16_bits(array) if data_type == BFLOAT16 else array.astype("<f2").view("<u2")
    return packed(5, [int(b) for b in bits.ravel()])


def external(location, offset=None, length=None):
    entries = [("location", location)]
    if offset is not None:
        entries.append(("offset", str(offset)))
    if length is not None:
        entries.append(("length", str(length)))
    return b"".join(block(13, block(1, k) + block(2, v)) for k, v in entries) + number(14, 1)


def attribute(name, value):
    out = block(1, name)
    if isinstance(value, float):
        return out + varint(2 << 3 | 5) + struct.pack("<f", value) + number(20, 1)
    if isinstance(value, int):
        return out + number(3, value) + number(20, 2)
    if isinstance(value, str):
        return out + block(4, value) + number(20, 3)
    if isinstance(value, Tensor):
        return out + block(5, value.data) + number(20, 4)
    if isinstance(value, Graph):
        return out + block(6, value.data) + number(20, 5)
    return out + b"".join(number(8, v) for v in value) + number(20, 7)


class Tensor:
    def __init__(self, data):
        self.data = data


class Graph:
    def __init__(self, data):
        self.data = data


def node(op, inputs, outputs, name="", **attributes):
    out = b"".join(block(1, i) for i in inputs) + b"".join(block(2, o) for o in outputs)
    if name:
        out += block(3, name)
    out += block(4, op)
    return out + b"".join(block(5, attribute(k, v)) for k, v in attributes.items())


def value(name, shape):
    """A float tensor's name and shape; a text is an extent that is not known."""
    dims = b"".join(block(1, block(2, d) if isinstance(d, str) else number(1, d)) for d in shape)
    return block(1, name) + block(2, block(1, number(1, FLOAT) + block(2, dims)))


def graph(nodes, initializers=(), inputs=(), outputs=(), name="graph"):
    out = b"".join(block(1, n) for n in nodes) + block(2, name)
    out += b"".join(block(5, t) for t in initializers)
    return out + b"".join(block(11, v) for v in inputs) + b"".join(block(12, v) for v in outputs)


def model(graph_bytes, opset=13):
    return number(1, 8) + block(2, "sepscope tests") + block(7, graph_bytes) + block(8, number(2, opset))
