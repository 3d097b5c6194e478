"""ONNX files that must be refused: name → (bytes, words that the sentence must hold)."""

import numpy as np

import onnx_writer as ox

W = np.ones((4, 2, 3, 3), np.float32)


def conv(w=None, nodes=(), tensors=(), inputs=("x", "w"), **attributes):
    """A model with one Conv; w: bytes of the weights' tensor."""
    node = ox.node("Conv", inputs, ["y"], "conv", **attributes)
    weights = [] if w is False else [ox.tensor("w", W) if w is None else w]
    return ox.model(ox.graph([node, *nodes], [*weights, *tensors], [ox.value("x", [1, 2, 9, 9])], [ox.value("y", [1, 4, 7, 7])]))


def external(location, **place):
    return conv(ox.tensor("w", W, data=ox.external(location, **place)))


def nested(levels):
    graph = ox.graph([ox.node("Conv", ["x", "w"], ["y"], "c")])
    for _ in range(levels):
        graph = ox.graph([ox.node("If", ["x"], ["y"], "i", then_branch=ox.Graph(graph))])
    return ox.model(graph)


_good = conv()
_tail = ox.number(1, 8) + ox.block(2, "tests")

ALL = {
    "cut_off.onnx": (_good[:200], " are left"),
    "cut_off_in_data.onnx": (_good[:-120], "is announced where"),
    "garbage.onnx": (bytes((i * 89 + 7) % 256 for i in range(300)), "garbage.onnx', byte 0: this is not a protobuf field"),
    "no_graph.onnx": (_tail, "is not an ONNX model: no graph is in it"),
    "empty_graph.onnx": (_tail + ox.block(7, b""), "holds no convolution: its graph is empty"),
    "no_convolution.onnx": (ox.model(ox.graph([ox.node("MatMul", ["a", "b"], ["c"]), ox.node("Relu", ["c"], ["d"]),
                                               ox.node("MatMul", ["d", "b"], ["e"])])), "holds no convolution, only 2 MatMul, 1 Relu"),
    "two_graphs.onnx": (_good + ox.block(7, ox.graph([])), "a second graph begins here"),
    "wire_type_3.onnx": (_tail + bytes([0x3B]), "wire type 3 is not used by ONNX"),
    "field_0.onnx": (_tail + bytes([0x00, 0x00]), "this is not a protobuf field"),
    "long_varint.onnx": (_tail + b"\x28" + b"\xff" * 12, "a number has more than 10 bytes"),
    "wrong_wire_type.onnx": (ox.model(ox.graph([ox.node("Conv", ["x", "w"], ["y"], "c")]) + ox.number(5, 7)),
                             "its weights are an input of the model"),
    "deep.onnx": (nested(40), "parts are nested deeper than 48 levels"),
    "stride_zero.onnx": (conv(strides=(0, 1)), "node 'conv': the attribute strides holds 0; it must be 1 to 65536"),
    "stride_huge.onnx": (conv(strides=(1, 1 << 40)), "the attribute strides holds 1099511627776"),
    "one_stride.onnx": (conv(strides=(2,)), "the attribute strides has 1 numbers where 2 belong"),
    "dilation_zero.onnx": (conv(dilations=(1, 0)), "the attribute dilations holds 0"),
    "negative_pad.onnx": (conv(pads=(1, -1, 1, 1)), "the attribute pads holds -1"),
    "two_pads.onnx": (conv(pads=(1, 1)), "the attribute pads has 2 numbers where 4 belong"),
    "group_zero.onnx": (conv(group=0), "its group is 0; it must be at least 1"),
    "group_negative.onnx": (conv(group=-(1 << 63)), "it must be at least 1"),
    "group_of_3.onnx": (conv(group=3), "its 4 output channels cannot be divided into 3 groups"),
    "group_huge.onnx": (conv(group=1 << 62), "with group 4611686018427387904"),
    "auto_pad.onnx": (conv(auto_pad="SAME"), "its auto_pad is 'SAME', which ONNX does not have"),
    "kernel_shape.onnx": (conv(kernel_shape=(5, 5)), "its kernel_shape is 5×5, but its weights have the shape 4×2×3×3"),
    "kernel_shape_1d.onnx": (conv(kernel_shape=(3,)), "the attribute kernel_shape has 1 numbers where 2 belong"),
    "span.onnx": (conv(ox.tensor("w", np.ones((1, 1, 1, 300))), dilations=(1, 65536)), "is larger than any image"),
    "raw_short.onnx": (conv(ox.tensor("w", W, data=ox.block(9, b"\0" * 284))), "needs 288 bytes, but 284 are stored"),
    "raw_long.onnx": (conv(ox.tensor("w", W, data=ox.block(9, b"\0" * 292))), "needs 288 bytes, but 292 are stored"),
    "no_data.onnx": (conv(ox.tensor("w", W, data=b"")), "needs 72 numbers, but 0 are stored"),
    "typed_short.onnx": (conv(ox.tensor("w", W, data=ox.block(4, b"\0" * 284))), "needs 72 numbers, but 71 are stored"),
    "typed_odd.onnx": (conv(ox.tensor("w", W, data=ox.block(4, b"\0" * 287))), "needs 72 numbers, but 71 are stored"),
    "typed_f16_short.onnx": (conv(ox.tensor("w", W, ox.FLOAT16, data=ox.packed(5, [1] * 71))), "needs 72 numbers, but 71 are stored"),
    "typed_f16_long.onnx": (conv(ox.tensor("w", W, ox.FLOAT16, data=ox.packed(5, [1] * 73))), "needs 72 numbers, but 73 are stored"),
    "typed_f16_cut.onnx": (conv(ox.tensor("w", W, ox.FLOAT16, data=ox.block(5, b"\1" * 80 + b"\x80"))), "a number runs past the end of its part"),
    "negative_extent.onnx": (conv(ox.tensor("w", W, dims=(-4, 2, 3, 3))), "its weights have the shape -4×2×3×3"),
    "zero_channels.onnx": (conv(ox.tensor("w", np.ones((0, 2, 3, 3)))), "extents must be 1 to"),
    "huge_extents.onnx": (conv(ox.tensor("w", W, dims=(1 << 24, 1 << 24, 1 << 20, 3))), "is negative or too large"),
    "claims_much.onnx": (conv(ox.tensor("w", W, dims=(60000, 2000, 3, 3))), "needs 4320000000 bytes, but 288 are stored"),
    "unknown_type.onnx": (conv(ox.tensor("w", W)[:8] + ox.number(2, 99) + ox.block(8, "w")), "numbers of type number 99 are not read"),
    "int8_weights.onnx": (conv(ox.tensor("w", W, ox.INT8)), "numbers of type INT8 are not read"),
    "one_dimensional.onnx": (conv(ox.tensor("w", np.ones((4, 2, 3)))), "only 2-D convolutions are shown"),
    "computed_weights.onnx": (conv(False, [ox.node("Mul", ["a", "b"], ["w"])]), "its weights are computed by a Mul node, not stored"),
    "no_weights.onnx": (conv(False), "its weights are an input of the model, not stored"),
    "one_input.onnx": (conv(inputs=("x",)), "a Conv needs an input, weights and one output"),
    "bias_size.onnx": (conv(inputs=("x", "w", "b"), tensors=[ox.tensor("b", np.ones(3))]), "its bias has 3 numbers for 4 output channels"),
    "norm_size.onnx": (conv(nodes=[ox.node("BatchNormalization", ["y", "s", "s", "s", "s"], ["z"])],
                            tensors=[ox.tensor("s", np.ones(5))]).replace(ox.block(12, ox.value("y", [1, 4, 7, 7])), ox.block(12, ox.value("z", [1, 4, 7, 7]))),
                       "the scale of its batch norm has 5 numbers for 4 channels"),
    "climbs.onnx": (external("../secret.bin"), "outside the model's own folder"),
    "climbs_later.onnx": (external("a/../../secret.bin"), "outside the model's own folder"),
    "absolute.onnx": (external("/etc/hostname"), "outside the model's own folder"),
    "external_missing.onnx": (external("missing.bin"), "which cannot be opened: no such file"),
    "external_folder.onnx": (external("."), "outside the model's own folder"),
    "external_self_long.onnx": (external("external_self_long.onnx", offset=0, length=1 << 40), "needs 288 bytes"),
    "external_past_end.onnx": (external("external_past_end.onnx", offset=1 << 40), "needs 288 bytes"),
    "external_offset.onnx": (external("x.bin", offset=-5), "the offset of its external data is '-5', not a whole number"),
    "external_unnamed.onnx": (conv(ox.tensor("w", W, data=ox.number(14, 1))), "which is not named"),
    "external_control.onnx": (external("a\0b"), "which is no name of a file"),
}
