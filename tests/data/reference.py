"""Convolution, padding and inputs in NumPy, written from ONNX's description of Conv: what the loader is compared with."""

import numpy as np


def ramp(shape):
    """The input that the C++ tests make too: exact in float32, no pattern that a wrong stride would hide."""
    i = np.arange(int(np.prod(shape)), dtype=np.int64)
    return (((i * 7919) % 257 - 128) / 128.0).astype(np.float32).reshape(shape)


def auto_pads(mode, size, kernel, stride, dilation):
    """ONNX's SAME_UPPER and SAME_LOWER: top, left, bottom, right."""
    begin, end = [], []
    for n, k, s, d in zip(size, kernel, stride, dilation):
        total = max((-(-n // s) - 1) * s + (k - 1) * d + 1 - n, 0)
        small = total // 2
        begin.append(small if mode == "SAME_UPPER" else total - small)
        end.append(total - begin[-1])
    return begin + end


def conv(x, w, bias=None, group=1, strides=(1, 1), pads=(0, 0, 0, 0), dilations=(1, 1)):
    """x [B,C,H,W], w [N,C/group,Kh,Kw], in double precision."""
    x, w = x.astype(np.float64), w.astype(np.float64)
    x = np.pad(x, ((0, 0), (0, 0), (pads[0], pads[2]), (pads[1], pads[3])))
    n, per_group, kh, kw = w.shape
    height = (x.shape[2] - (kh - 1) * dilations[0] - 1) // strides[0] + 1
    width = (x.shape[3] - (kw - 1) * dilations[1] - 1) // strides[1] + 1
    y = np.zeros((x.shape[0], n, height, width))
    for o in range(n):
        first = o // (n // group) * per_group
        for c in range(per_group):
            for dy in range(kh):
                for dx in range(kw):
                    top, left = dy * dilations[0], dx * dilations[1]
                    part = x[:, first + c, top : top + height * strides[0] : strides[0],
                             left : left + width * strides[1] : strides[1]]
                    y[:, o] += w[o, c, dy, dx] * part[:, :height, :width]
    return y if bias is None else y + np.asarray(bias, np.float64)[None, :, None, None]


def fold(w, bias, norm, epsilon):
    """Weights and bias with the batch norm (scale, shift, mean, variance) folded in, in double precision."""
    scale = norm[0].astype(np.float64) / np.sqrt(norm[3].astype(np.float64) + np.float32(epsilon))
    shift = norm[1].astype(np.float64) - norm[2].astype(np.float64) * scale
    start = np.zeros(len(scale)) if bias is None else bias.astype(np.float64)
    return w * scale[:, None, None, None], start * scale + shift
