"""The ONNX models that load, and what must be found in them."""

import numpy as np

import onnx_writer as ox
import reference


class Builder:
    """A chain of nodes; `layers` is what the loader must find, in order."""

    def __init__(self, shape, seed):
        self.random = np.random.default_rng(seed)
        self.nodes, self.tensors, self.layers = [], [], []
        self.last, self.shape = "x", list(shape)
        self.inputs = [ox.value("x", shape)]

    def weights(self, *shape):
        # Multiples of 1/64 below 2 are exact in every 16-bit float, bfloat16 included.
        return (self.random.integers(-64, 65, shape) / 64.0).astype(np.float32)

    def keep(self, name, array):
        self.tensors.append(ox.tensor(name, array))
        return name

    def op(self, op, name, extra=(), **attributes):
        self.nodes.append(ox.node(op, [self.last, *extra], [name], name, **attributes))
        self.last = name

    def conv(self, name, w, bias=None, group=1, strides=(1, 1), pads=None, dilations=(1, 1), auto_pad=None, stored=None):
        """stored: bytes of the weights' tensor, where it is not float32 raw_data."""
        kernel = w.shape[2:]
        attributes = dict(group=group, strides=strides, dilations=dilations, kernel_shape=kernel)
        if auto_pad:
            attributes["auto_pad"] = auto_pad
            pads = (0, 0, 0, 0) if auto_pad == "VALID" else reference.auto_pads(auto_pad, self.shape[2:], kernel, strides, dilations)
        elif pads:
            attributes["pads"] = pads
        self.tensors.append(stored or ox.tensor(name + ".weight", w))
        extra = [name + ".weight"] + ([self.keep(name + ".bias", bias)] if bias is not None else [])
        self.found(name, w, bias, group, strides, tuple(pads or (0, 0, 0, 0)), dilations, auto_pad)
        self.op("Conv", name, extra, **attributes)

    def found(self, name, w, bias=None, group=1, strides=(1, 1), pads=(0, 0, 0, 0), dilations=(1, 1), auto_pad=None):
        x = reference.ramp(self.shape)
        y = reference.conv(x, w, bias, group, strides, pads, dilations)
        assert y.size > 0, name
        channels = w.shape[1] * group
        kind = ("pointwise" if w.shape[2:] == (1, 1) else "standard") if group == 1 else (
            "depthwise" if group == channels else "grouped")
        self.layers.append(dict(
            name=name, kind=kind, shape=list(w.shape), group=group, strides=list(strides), pads=[int(p) for p in pads],
            dilations=list(dilations), auto_pad=auto_pad or "NOTSET", input=list(self.shape), output=list(y.shape),
            multiplications=int(np.prod([y.shape[0], y.shape[2], y.shape[3]]) * w.size), pair=None, between=[],
            norm=False, weights=w, y=y))
        self.shape = list(y.shape)

    def norm(self, name, epsilon=1e-3):
        c = self.shape[1]
        parts = [self.random.uniform(0.5, 1.5, c), self.random.normal(0, 0.2, c), self.random.normal(0, 0.2, c),
                 self.random.uniform(0.2, 2, c)]
        parts = [p.astype(np.float32) for p in parts]
        names = [self.keep(f"{name}.{i}", p) for i, p in enumerate(parts)]
        self.op("BatchNormalization", name, names, epsilon=epsilon)
        layer = self.layers[-1]
        layer["norm"] = True
        layer["folded"], layer["folded_bias"] = reference.fold(layer["weights"], layer.get("bias"), parts, epsilon)

    def between(self, text):
        self.layers[-1]["between"].append(text)

    def pair(self):
        """The layer before the last one feeds the last one."""
        self.layers[-2]["pair"] = self.layers[-1]["name"]

    def bytes(self):
        return ox.model(ox.graph(self.nodes, self.tensors, self.inputs, [ox.value(self.last, self.shape)]))


def separable_net():
    b = Builder([1, 3, 33, 32], 20240301)
    bias = b.weights(8)
    b.conv("stem", b.weights(8, 3, 3, 3), bias, strides=(2, 2), pads=(1, 1, 1, 1))
    b.layers[-1]["bias"] = bias
    b.norm("stem_norm")
    b.op("Relu", "stem_relu")
    b.between("ReLU")
    b.conv("dw1", b.weights(8, 1, 3, 3), group=8, pads=(1, 1, 1, 1))
    b.norm("dw1_norm")
    b.op("Clip", "dw1_relu6", [b.keep("zero", np.float32(0)), b.keep("six", np.float32(6))])
    b.between("ReLU6")
    b.conv("pw1", b.weights(16, 8, 1, 1))
    b.pair()
    b.norm("pw1_norm")
    b.op("Relu", "pw1_relu")
    b.between("ReLU")
    b.conv("dw2", b.weights(16, 1, 5, 5), group=16, strides=(2, 2), auto_pad="SAME_UPPER")
    b.norm("dw2_norm", 1e-5)
    bias = b.weights(24)
    b.conv("pw2", b.weights(24, 16, 1, 1), bias)
    b.layers[-1]["bias"] = bias
    b.pair()
    b.op("MaxPool", "pool", kernel_shape=(3, 3), strides=(2, 2), pads=(1, 1, 1, 1))
    b.shape[2:] = [(n - 1) // 2 + 1 for n in b.shape[2:]]
    b.conv("grouped", b.weights(24, 6, 3, 3), group=4, pads=(2, 2, 2, 2), dilations=(2, 2))
    b.conv("dw3", b.weights(48, 1, 3, 2), group=24, auto_pad="SAME_LOWER", strides=(1, 2))
    before = b.last
    b.nodes += [ox.node("Sigmoid", [before], ["gate"], "gate"), ox.node("Mul", [before, "gate"], ["swish"], "swish")]
    b.last = "swish"
    b.between("Swish")
    w = b.weights(10, 48, 1, 1)
    b.nodes.append(ox.node("Constant", [], ["pw3.weight"], "", value=ox.Tensor(ox.tensor("", w))))
    b.found("pw3", w)
    b.op("Conv", "pw3", ["pw3.weight"])
    b.pair()
    b.op("GlobalAveragePool", "mean")
    b.op("Flatten", "scores")
    return b


def number_types(beside):
    """Every way to store numbers. beside: bytes of the file that holds the external ones."""
    b = Builder([1, 2, 7, 9], 7)
    for name, kind in [("f16", ox.FLOAT16), ("bf16", ox.BFLOAT16), ("f64", ox.DOUBLE), ("f32", ox.FLOAT)]:
        w = b.weights(2, 2, 3, 3)
        b.conv(name + "_raw", w, pads=(1, 1, 1, 1), stored=ox.tensor(name + "_raw.weight", w, kind))
        w = b.weights(2, 2, 3, 3)
        b.conv(name + "_typed", w, pads=(1, 1, 1, 1),
               stored=ox.tensor(name + "_typed.weight", w, kind, data=ox.typed(w, kind)))
        w = b.weights(2, 2, 3, 3)
        place = ox.external("external.bin", len(beside), w.size * {ox.FLOAT: 4, ox.DOUBLE: 8}.get(kind, 2))
        b.conv(name + "_external", w, pads=(1, 1, 1, 1), stored=ox.tensor(name + "_external.weight", w, kind, data=place))
        beside += ox.raw_bytes(w, kind)
    w = b.weights(2, 2, 3, 3)
    b.keep("shared", w)
    b.nodes.append(ox.node("Identity", ["shared"], ["same"], "same"))
    b.found("through_identity", w)
    b.op("Conv", "through_identity", ["same"])
    return b


def auto_pads(size, seed):
    b = Builder([2, 2, *size], seed)
    for i, (mode, kernel, stride, dilation) in enumerate([
            ("SAME_UPPER", (4, 3), (2, 2), (1, 1)), ("SAME_LOWER", (2, 5), (1, 1), (1, 2)),
            ("SAME_LOWER", (4, 4), (2, 1), (1, 1)), ("SAME_UPPER", (2, 3), (1, 3), (3, 1)), ("VALID", (3, 2), (2, 1), (1, 1))]):
        b.conv(f"conv{i}", b.weights(2, 2, *kernel), strides=stride, dilations=dilation, auto_pad=mode)
    # Tail rows that no output reads, and a kernel larger than the image that its pads make fit.
    b.conv("tail", b.weights(3, 2, 2, 2), strides=(3, 2))
    b.conv("large", b.weights(2, 3, 5, 7), pads=(2, 3, 3, 4))
    return b


def branches():
    """Convolutions inside an If: both branches are listed, the outer weights are visible in them."""
    b = Builder([1, 2, 8, 8], 11)
    w = b.weights(4, 2, 3, 3)
    b.keep("outer.weight", w)
    graphs, layers = [], []
    for branch, pads in [("then_branch", (0, 0, 0, 0)), ("else_branch", (1, 1, 1, 1))]:
        inner = ox.node("Conv", ["x", "outer.weight"], ["y"], "conv", pads=pads)
        graphs.append((branch, ox.Graph(ox.graph([inner], outputs=[ox.value("y", [1, 4, "h", "w"])]))))
        b.shape = [1, 2, 8, 8]
        b.found(f"choice/{branch}/conv", w, pads=pads)
    b.nodes.append(ox.node("If", ["condition"], ["out"], "choice", **dict(graphs)))
    b.inputs.append(ox.value("condition", []))
    return b


def left_out():
    """One layer that loads among those that cannot be shown; the size of the input is not known."""
    b = Builder([1, 2, 8, 8], 13)
    b.inputs = [ox.value("x", ["batch", 2, "h", "w"]), ox.value("w_in", [2, 2, 3, 3])]
    b.nodes.append(ox.node("Conv", ["x", "w_in"], ["a"], "from_input"))
    b.nodes.append(ox.node("DequantizeLinear", ["q", "s"], ["w_q"], "dequantise"))
    b.nodes.append(ox.node("Conv", ["x", "w_q"], ["b"], "quantised"))
    b.tensors += [ox.tensor("q", np.ones((2, 2, 3, 3)), ox.INT8), ox.tensor("s", np.float32(0.1)),
                  ox.tensor("w1", np.ones((2, 2, 3), np.float32)), ox.tensor("w3", np.ones((2, 2, 1, 1, 1), np.float32))]
    b.nodes.append(ox.node("Conv", ["line", "w1"], ["c"], "one_dimensional"))
    b.nodes.append(ox.node("Conv", ["cube", "w3"], ["d"], "three_dimensional"))
    b.conv("shown", b.weights(2, 2, 3, 3))
    b.layers[-1].update(input=None, output=None, multiplications=None, y=None)
    return b


def large_kernel():
    """A patch embedding: listed, with the reason why it cannot be run."""
    b = Builder([1, 3, 32, 32], 17)
    b.conv("patches", b.weights(4, 3, 16, 16), strides=(16, 16))
    b.layers[-1]["refusal"] = "its stride is 16; at most 8 can be run"
    return b


def not_finite():
    b = Builder([1, 1, 5, 5], 19)
    w = b.weights(2, 1, 3, 3)
    b.found("odd", w)  # The reference is of the finite weights; the test skips values.
    w = w.copy()
    w[1, 0, 1, 2], w[1, 0, 2, 0] = np.nan, np.inf
    b.layers[-1].update(weights=w, y=None)
    b.keep("odd.weight", w)
    b.op("Conv", "odd", ["odd.weight"])
    return b
