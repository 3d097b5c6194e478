"""sepscope conv against NumPy in double precision, within the project's bound of 1e-5 times the sum of |w x|."""
import io

import numpy as np

import harness


def reference(x, w, bias, stride, pads, dilation, group):
    """ONNX Conv in float64: the output, and the sum of |w x| that bounds its error."""
    top, left, bottom, right = pads
    x = np.pad(x.astype(np.float64), ((0, 0), (0, 0), (top, bottom), (left, right)))
    n_out, per_group, kh, kw = w.shape
    height = (x.shape[2] - (kh - 1) * dilation[0] - 1) // stride[0] + 1
    width = (x.shape[3] - (kw - 1) * dilation[1] - 1) // stride[1] + 1
    y, scale = np.zeros((2, x.shape[0], n_out, height, width))
    for o in range(n_out):
        first = o // (n_out // group) * per_group
        for i in range(kh):
            for j in range(kw):
                top_, left_ = i * dilation[0], j * dilation[1]
                part = x[:, first:first + per_group, top_:top_ + (height - 1) * stride[0] + 1:stride[0],
                         left_:left_ + (width - 1) * stride[1] + 1:stride[1]]
                taps = w[o, :, i, j].astype(np.float64)[None, :, None, None]
                y[:, o] += (taps * part).sum(1)
                scale[:, o] += np.abs(taps * part).sum(1)
    if bias is not None:
        y += bias[None, :, None, None]
        scale += np.abs(bias)[None, :, None, None]
    return y, scale


class Conv(harness.CliTest):
    def check(self, shape, w_shape, stride=(1, 1), pads=(0, 0, 0, 0), dilation=(1, 1), group=1, bias=False, store=lambda a: a):
        random = np.random.default_rng(sum(shape) + sum(w_shape))
        x, w = store(random.normal(size=shape).astype(np.float32)), random.normal(size=w_shape).astype(np.float32)
        b = random.normal(size=w_shape[0]).astype(np.float32) if bias else None
        np.save(self.path("x.npy"), x)
        np.save(self.path("w.npy"), w)
        arguments = ["conv", "--input", "x.npy", "--weight", "w.npy", "-o", "y.npy", "--stride", f"{stride[0]},{stride[1]}",
                     "--pads", ",".join(map(str, pads)), "--dilation", f"{dilation[0]},{dilation[1]}", "--group", str(group)]
        if bias:
            np.save(self.path("b.npy"), b)
            arguments += ["--bias", "b.npy"]
        self.assertEqual(self.good(*arguments), b"")
        y = np.load(self.path("y.npy"))
        wanted, scale = reference(np.asarray(x, np.float32), w, b, stride, pads, dilation, group)
        self.assertEqual((y.dtype, y.shape), (np.float32, wanted.shape))
        error = np.abs(y - wanted) - 1e-5 * scale
        self.assertLessEqual(error.max(), 1e-30, f"at {np.unravel_index(error.argmax(), error.shape)}")

    def test_shapes(self):
        self.check((1, 1, 1, 1), (1, 1, 1, 1))
        self.check((2, 3, 13, 17), (5, 3, 3, 3), bias=True)
        self.check((1, 6, 11, 19), (6, 1, 5, 2), group=6, pads=(2, 0, 1, 3))
        self.check((3, 4, 9, 8), (6, 2, 3, 4), group=2, stride=(2, 3), dilation=(2, 1), pads=(1, 2, 3, 0), bias=True)
        self.check((1, 2, 4, 5), (3, 2, 7, 9), pads=(3, 4, 3, 4))
        self.check((1, 16, 31, 33), (40, 16, 1, 1))
        self.check((1, 1, 70, 71), (1, 1, 63, 63))
        self.check((1, 3, 30, 30), (3, 1, 1, 9), group=3, dilation=(1, 3), stride=(4, 1))

    def test_every_type_and_order(self):
        for dtype in ("f2", "f8", ">f4", ">i2", "u1", "i8", "?"):
            self.check((1, 2, 6, 7), (2, 2, 3, 3), store=lambda a: (a * 3).astype(dtype))
        self.check((2, 2, 6, 7), (2, 2, 3, 3), store=np.asfortranarray)

    def test_one_number_serves_for_both(self):
        np.save(self.path("x.npy"), np.ones((1, 1, 6, 6), np.float32))
        np.save(self.path("w.npy"), np.ones((1, 1, 3, 3), np.float32))
        y = np.load(io.BytesIO(self.good("conv", "--input", "x.npy", "--weight", "w.npy", "--stride", "2", "--pads", "1", "-o", "-")))
        self.assertEqual(y.tolist(), [[[[4, 6, 6], [6, 9, 9], [6, 9, 9]]]])

    def test_what_does_not_fit(self):
        np.save(self.path("x.npy"), np.ones((1, 3, 6, 6), np.float32))
        np.save(self.path("w.npy"), np.ones((4, 2, 3, 3), np.float32))
        np.save(self.path("flat.npy"), np.ones(6, np.float32))
        np.save(self.path("large.npy"), np.ones((4, 3, 9, 9), np.float32))
        conv = lambda x, w, *more: ("conv", "--input", x, "--weight", w, "-o", "y.npy", *more)
        self.bad(1, *conv("x.npy", "w.npy"), words=("x.npy", "3 channels", "--group"))
        self.bad(1, *conv("flat.npy", "w.npy"), words=("(6,)", "[B, C, H, W]"))
        self.bad(1, *conv("x.npy", "flat.npy"), words=("(6,)", "[C_out"))
        self.bad(1, *conv("x.npy", "large.npy"), words="larger than the padded image")
        self.bad(1, *conv("x.npy", "large.npy", "--pads", "3", "--bias", "flat.npy"), words=("6 values", "4 channels"))
        self.bad(1, *conv("none.npy", "w.npy"), words="no such file")
        self.bad(1, *conv("x.npy", self.put("objects.npy", b"\x93NUMPY\x01\x00\x40\x00" + b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }".ljust(64))),
                 words="could run code")
        self.assertFalse(__import__("os").path.exists(self.path("y.npy")))

    def test_values_that_are_not_finite_are_told(self):
        x = np.ones((1, 1, 4, 4), np.float32)
        x[0, 0, 0, 0] = np.nan
        np.save(self.path("x.npy"), x)
        np.save(self.path("w.npy"), np.ones((1, 1, 1, 1), np.float32))
        done = self.start("conv", "--input", "x.npy", "--weight", "w.npy", "-o", "y.npy")
        self.assertEqual(done.returncode, 0)
        self.assertIn("1 values that are NaN or infinite", done.stderr)
        y = np.load(self.path("y.npy"))
        self.assertTrue(np.isnan(y[0, 0, 0, 0]) and np.isfinite(y).sum() == 15)


if __name__ == "__main__":
    harness.main()
