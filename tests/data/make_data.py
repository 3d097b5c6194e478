#!/usr/bin/env python3
"""Makes every file in this folder from fixed seeds: models and filters that load, what must be found in them, and files
that must be refused. Needs NumPy.

    make_data.py           writes them
    make_data.py --check   says which ones differ from what it would write; exit status 1 when any does
    make_data.py --corpus FOLDER   one folder for each fuzz target, filled from the same files
"""

import json
import pathlib
import struct
import sys
import zlib

import numpy as np

import bad_files
import bad_models
import good_files
import good_models

HERE = pathlib.Path(__file__).resolve().parent


# What fuzzing of experiment files begins with: every key once.
EXPERIMENTS = [
    {"version": 1, "mode": "depthwise", "input": {"file": "a.png", "size": [12, 8], "fit": "crop", "channels": 4, "seed": 7},
     "kernel": {"preset": "binomial", "size": 5, "values": [[1, "nan", -2.5e-3]]}, "kernels": [None, {"preset": "sobel-x", "size": [3, 5]}],
     "pointwise": {"presets": ["luminance", "opponent"], "seed": 2, "values": [[1, 0.5], [2, "inf"]]}, "filters": 2, "groups": 2, "multiplier": 3},
    {"mode": "spatial", "rank": 2, "stride": [2, 1], "dilation": 2, "padding": {"pads": [1, 2, 3, 4], "use": "same"}, "border": "reflect",
     "mute": {"channels": [0, 2], "kernels": [1], "filters": [3]},
     "view": {"map": "viridis", "range": "fixed", "fixed": [-1, 1], "filter": 3, "channel": 1, "zoom": 2, "centre": [0.25, 0.75], "amplify": 3}},
    {"bank": {"file": "net.onnx", "layer": "conv1"}, "input": {"sample": "harbour"}, "padding": "same"},
]


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


def images():
    """The smallest of each format, for fuzzing: headers that are whole, data that fits them."""
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    grey = bytes(range(12))  # 4 wide, 3 high
    rows = b"".join(b"\0" + grey[4 * y:4 * y + 4] for y in range(3))
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 3, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    jpeg = (b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + b"\xff\xc0\0\x0b\x08\0\x03\0\x04\x01\x01\x11\0"
            b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" + grey + b"\xff\xd9")
    bmp = b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54 + 36, 0, 0, 54, 40, 4, 3, 1, 24, 0, 36, 0, 0, 0, 0) + grey * 3
    tga = struct.pack("<BBBHHBHHHHBB", 0, 0, 3, 0, 0, 0, 0, 0, 4, 3, 8, 0) + grey
    runs = struct.pack("<BBBHHBHHHHBB", 0, 0, 11, 0, 0, 0, 0, 0, 4, 3, 8, 32) + b"\x8b\x07"
    hdr = b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 2 +X 8\n" + (b"\x02\x02\0\x08" + b"\x88\x40" * 4) * 2
    return {"a.png": png, "a.jpg": jpeg, "a.bmp": bmp, "a.tga": tga, "runs.tga": runs, "a.hdr": hdr}


def corpus(files, folder):
    targets = {"text": (".csv", ".txt", ".tsv"), "json": (".json",), "npy": (".npy",), "safetensors": (".safetensors",), "onnx": (".onnx",)}
    for target, endings in targets.items():
        (folder / target).mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            if name.endswith(endings) and not name.startswith("expected/"):
                (folder / target / name.replace("/", "-")).write_bytes(content)
    for target in ("experiment", "network", "image", "lesson"):
        (folder / target).mkdir(parents=True, exist_ok=True)
    for file in sorted((HERE.parents[1] / "assets" / "networks").glob("*.json")):
        (folder / "network" / file.name).write_bytes(file.read_bytes())
    for file in sorted((HERE.parents[1] / "assets" / "lessons").glob("*.md")):
        (folder / "lesson" / file.name).write_bytes(file.read_bytes())
    for name, content in images().items():
        (folder / "image" / name).write_bytes(content)
    for i, experiment in enumerate(EXPERIMENTS):
        (folder / "experiment" / f"{i}.json").write_text(json.dumps(experiment))


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
