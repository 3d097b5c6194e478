import numpy

from .. import Tensor

MODES = {"constant": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}


def pair(value):
    return value if isinstance(value, tuple) else (value, value)


def pad(x, pads, mode="constant"):
    left, right, top, bottom = pads
    return numpy.pad(x, ((0, 0), (0, 0), (top, bottom), (left, right)), mode=MODES[mode]).view(Tensor)


def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    assert padding == 0
    (s_h, s_w), (d_h, d_w) = pair(stride), pair(dilation)
    n, c, k_h, k_w = weight.shape
    b, c_in, h, w = x.shape
    assert c_in == c * groups, (x.shape, weight.shape, groups)
    out_h, out_w = (h - (k_h - 1) * d_h - 1) // s_h + 1, (w - (k_w - 1) * d_w - 1) // s_w + 1
    y = numpy.zeros((b, n, out_h, out_w))
    per = n // groups
    for g in range(groups):
        maps, kernels = x[:, g * c:(g + 1) * c].astype(float), weight[g * per:(g + 1) * per].astype(float)
        for i in range(k_h):
            for j in range(k_w):
                seen = maps[:, :, i * d_h:i * d_h + (out_h - 1) * s_h + 1:s_h, j * d_w:j * d_w + (out_w - 1) * s_w + 1:s_w]
                y[:, g * per:(g + 1) * per] += numpy.einsum("nc,bchw->bnhw", kernels[:, :, i, j], seen)
    if bias is not None:
        y += numpy.asarray(bias)[None, :, None, None]
    return y.astype(numpy.float32).view(Tensor)
