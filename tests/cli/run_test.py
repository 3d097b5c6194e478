"""sepscope run: every stage is there, has the shape that the costs say, and is what its weights make of the stage before."""
import json
import os

import numpy as np

import harness
from conv_test import reference


class Run(harness.CliTest):
    def run_it(self, **fields):
        self.assertEqual(self.good("run", self.experiment(**fields), "-o", "out"), b"")
        with open(self.path("out/costs.json")) as f:
            costs = json.load(f)
        arrays = {name[:-4]: np.load(self.path("out/" + name)) for name in os.listdir(self.path("out")) if name.endswith(".npy")}
        for array in arrays.values():
            self.assertEqual((array.dtype, array.ndim), (np.float32, 4))
        count = {"separable": 0, "standard": 0}
        for stage in costs["stages"]:
            count[stage["path"]] += 1
            name = "{}-{}-{}".format(stage["path"], count[stage["path"]], stage["name"])
            self.assertEqual(list(arrays[name].shape), stage["output_shape"])
        return arrays

    def assert_same_paths(self, arrays, last):
        scale = np.abs(arrays["standard-1-standard"]).max()
        self.assertLess(np.abs(arrays["standard-1-standard"] - arrays[last]).max(), 1e-4 * scale)

    def test_spatial(self):
        arrays = self.run_it(mode="spatial", input={"sample": "shapes", "size": [48, 64]}, kernel={"preset": "binomial", "size": 5})
        self.assertEqual(set(arrays), {"input", "separable-1-column", "separable-2-row", "standard-1-standard"})
        x = arrays["input"]
        binomial = np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]) / 256
        weights = np.repeat(binomial[None, None], 3, axis=0)
        wanted, scale = reference(x, weights, None, (1, 1), (0, 0, 0, 0), (1, 1), 3)
        self.assertTrue((np.abs(arrays["standard-1-standard"] - wanted) <= 1e-5 * scale + 1e-30).all())
        self.assert_same_paths(arrays, "separable-2-row")

    def test_typed_kernel_with_padding_and_stride(self):
        kernel = [[1, 2, 0], [0, -3, 1]]
        arrays = self.run_it(mode="spatial", input={"sample": "impulse"}, kernel={"values": kernel}, stride=[2, 1], padding={"pads": [1, 0, 2, 3]})
        wanted, scale = reference(arrays["input"], np.array(kernel, float)[None, None], None, (2, 1), (1, 0, 2, 3), (1, 1), 1)
        self.assertEqual(arrays["standard-1-standard"].shape, wanted.shape)
        self.assertTrue((np.abs(arrays["standard-1-standard"] - wanted) <= 1e-5 * scale + 1e-30).all())
        self.assert_same_paths(arrays, "separable-2-row")

    def test_depthwise_with_given_weights(self):
        pointwise = [[0.5, -1, 2], [1, 1, 1]]
        kernels = [{"values": [[1, 0], [0, -1]]}, {"values": [[0, 1], [2, 0]]}, {"values": [[1, 1], [1, 1]]}]
        arrays = self.run_it(mode="depthwise", input={"sample": "shapes", "size": [20, 24]}, kernel=kernels[0], kernels=kernels,
                             filters=2, pointwise={"values": pointwise})
        d = np.array([k["values"] for k in kernels], float)[:, None]
        p = np.array(pointwise)[:, :, None, None]
        one = (1, 1), (0, 0, 0, 0), (1, 1)
        maps, scale = reference(arrays["input"], d, None, *one, 3)
        self.assertTrue((np.abs(arrays["separable-1-depthwise"] - maps) <= 1e-5 * scale + 1e-30).all())
        out, _ = reference(arrays["separable-1-depthwise"], p, None, *one, 1)
        self.assertLess(np.abs(arrays["separable-2-pointwise"] - out).max(), 1e-5 * 12)
        self.assert_same_paths(arrays, "separable-2-pointwise")

    def test_channel_bank_has_its_image_beside_it(self):
        arrays = self.run_it(mode="depthwise", input={"size": [16, 20], "channels": 8}, kernel={"preset": "box", "size": 3}, filters=5)
        self.assertEqual(arrays["image"].shape, (1, 3, 16, 20))
        self.assertEqual(arrays["input"].shape, (1, 8, 16, 20))
        self.assert_same_paths(arrays, "separable-2-pointwise")

    def test_what_cannot_be_written(self):
        self.put("file", "")
        self.bad(1, "run", self.experiment(input={"size": 12}), "-o", "file", words="file")
        self.bad(1, "run", self.experiment(input={"size": 12}), "-o", "/proc/none", words="/proc/none")


if __name__ == "__main__":
    harness.main()
