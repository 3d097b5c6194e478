#!/usr/bin/env python3
"""Makes every file in this folder from fixed seeds: models and filters that load, what must be found in them, and files
that must be refused. Needs NumPy.

    make_data.py           writes them
    make_data.py --check   says which ones differ from what it would write; exit status 1 when any does
    make_data.py --corpus FOLDER   one folder for each fuzz target, filled from the same files
"""

import json
import pathlib
import sys

import numpy as np

import bad_files
import bad_models
import good_files
import good_models

HERE = pathlib.Path(__file__).resolve().parent


def layer_entry(model, index, layer, files):
    """What the C++ test compares; arrays become .npy files of their own."""
    entry = {k: v for k, v in layer.items() if not isinstance(v, np.ndarray)}
    for key in ("weights", "bias", "y", "folded", "folded_bias"):
        if isinstance(layer.get(key), np.ndarray):
            entry[key] = f"expected/{pathlib.Path(model).stem}.{index}.{key}.npy"
            files[entry[key]] = good_files.npy_bytes(layer[key].astype(np.float32))
        else:
            entry.pop(key, None)
    return entry


def good(files):
    beside = bytearray()
    models = {
        "separable_net.onnx": good_models.separable_net(),
        "number_types.onnx": good_models.number_types(beside),
        "auto_pads_odd.onnx": good_models.auto_pads((47, 41), 31),
        "auto_pads_even.onnx": good_models.auto_pads((48, 44), 37),
        "branches.onnx": good_models.branches(),
        "left_out.onnx": good_models.left_out(),
        "large_kernel.onnx": good_models.large_kernel(),
        "not_finite.onnx": good_models.not_finite(),
    }
    files["models/external.bin"] = bytes(beside)
    expected = {}
    for name, builder in models.items():
        files["models/" + name] = builder.bytes()
        expected[name] = [layer_entry(name, i, layer, files) for i, layer in enumerate(builder.layers)]
    files["models/bank.safetensors"], layers = good_files.bank_safetensors()
    expected["bank.safetensors"] = [layer_entry("bank_safetensors", i, layer, files) for i, layer in enumerate(layers)]
    for name, (content, array) in good_files.banks().items():
        files["models/" + name] = content
        files["expected/bank.npy"] = good_files.npy_bytes(array)
        expected[name] = [dict(name="bank", kind="standard", shape=list(array.shape), weights="expected/bank.npy", pair=None)]
        if name == "bank_f16.npy":
            expected[name][0]["name"] = "bank_f16"
    files["expected/models.json"] = (json.dumps(expected, indent=1) + "\n").encode()
    kernels = {}
    for name, (content, rows) in good_files.TEXTS.items():
        files["kernels/" + name] = content
        kernels[name] = rows
    files["expected/kernels.json"] = (json.dumps(kernels, indent=1) + "\n").encode()


def bad(files):
    words = {}
    for name, (content, expected) in {**bad_files.ALL, **bad_models.ALL}.items():
        files["bad/" + name] = content
        words[name] = expected
    files["expected/bad.json"] = (json.dumps(words, indent=1, ensure_ascii=False) + "\n").encode()


def corpus(files, folder):
    targets = {"text": (".csv", ".txt", ".tsv"), "json": (".json",), "npy": (".npy",), "safetensors": (".safetensors",), "onnx": (".onnx",)}
    for target, endings in targets.items():
        (folder / target).mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            if name.endswith(endings) and not name.startswith("expected/"):
                (folder / target / name.replace("/", "-")).write_bytes(content)


def main(arguments):
    files = {}
    good(files)
    bad(files)
    if arguments[:1] == ["--corpus"] and len(arguments) == 2:
        corpus(files, pathlib.Path(arguments[1]))
        return 0
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    stale = []
    for name, content in files.items():
        path = HERE / name
        if path.is_file() and path.read_bytes() == content:
            continue
        stale.append(name)
        if not arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    there = {str(p.relative_to(HERE)) for folder in ("models", "kernels", "bad", "expected") for p in (HERE / folder).glob("*")}
    extra = sorted(there - set(files))
    for name in stale + extra:
        print(("differs: " if arguments else "written: " if name in files else "not mine: ") + name)
    return 1 if arguments and (stale or extra) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
