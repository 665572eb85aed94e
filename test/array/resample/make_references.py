"""Writes fixtures/{images,labels,decisions}.json: what nnU-Net's own resamplers make of random arrays.

Run with Python >= 3.10 after `pip install nnunetv2==2.8.1 batchgenerators==0.25.5`. The inputs are
seeded, so the fixtures only change when nnU-Net or the cases below do.
"""

import json
from pathlib import Path

import numpy as np
from nnunetv2.preprocessing.resampling.default_resampling import (
    determine_do_sep_z_and_axis,
    resample_data_or_seg_to_shape,
)
from nnunetv2.preprocessing.resampling.resample_torch import resample_torch_fornnunet

ISOTROPIC = [1.0, 1.0, 1.0]
DECIMALS = 6
rng = np.random.default_rng(20240611)


def default(order, order_z=0, force_separate_z=None):
    return {"kind": "default", "order": order, "orderZ": order_z, "forceSeparateZ": force_separate_z}


def torch(force_separate_z=None):
    return {"kind": "torch", "forceSeparateZ": force_separate_z}


def resample(data, new_shape, current, new, fn, is_seg):
    if fn["kind"] == "torch":
        return resample_torch_fornnunet(
            data[None], new_shape, current, new, is_seg=is_seg, num_threads=1,
            force_separate_z=fn["forceSeparateZ"],
        )[0]
    return resample_data_or_seg_to_shape(
        data[None], new_shape, current, new, is_seg=is_seg, order=fn["order"],
        order_z=fn["orderZ"], force_separate_z=fn["forceSeparateZ"],
    )[0]


def write(name, inputs, cases, is_seg):
    out = {"inputs": {}, "cases": []}
    for key, array in inputs.items():
        out["inputs"][key] = {"shape": array.shape, "data": encode(array)}
    for title, key, new_shape, current, new, fn in cases:
        result = resample(inputs[key].copy(), new_shape, current, new, fn, is_seg)
        assert list(result.shape) == new_shape
        out["cases"].append({
            "title": title, "input": key, "newShape": new_shape, "currentSpacing": current,
            "newSpacing": new, "fn": fn, "expected": encode(result),
        })
    dump(name, out)


def encode(array):
    if np.issubdtype(array.dtype, np.integer):
        return "".join(str(label) for label in array.ravel())
    return [round(float(v), DECIMALS) for v in array.ravel()]


def dump(name, content):
    path = Path(__file__).parent / "fixtures" / f"{name}.json"
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n")


def noise(*shape):
    # Steps as well as noise: a cubic spline overshoots at both, so that clipping matters.
    steps = (rng.random(shape) > 0.6).astype(np.float32)
    return np.round(steps + 0.2 * rng.standard_normal(shape), 3).astype(np.float32)


def blobs(*shape, labels):
    # Nearest-neighbour enlargement of random labels: flat regions that meet at faces, edges, corners.
    coarse = rng.integers(0, labels, [(n + 2) // 3 for n in shape])
    fine = coarse.repeat(3, 0).repeat(3, 1).repeat(3, 2)[: shape[0], : shape[1], : shape[2]]
    speckle = rng.integers(0, labels, shape)
    return np.where(rng.random(shape) < 0.15, speckle, fine).astype(np.uint8)


def spacing_of(shape, new_shape, current):
    return [c * n / m for c, n, m in zip(current, shape, new_shape)]


def image_cases(inputs):
    cases = []

    def add(title, key, new_shape, fn, current=ISOTROPIC, new=None):
        new = new or spacing_of(inputs[key].shape, new_shape, current)
        cases.append((title, key, new_shape, current, new, fn))

    for axis, lengths in enumerate(((9, 3), (10, 4), (13, 5))):
        for length in lengths:
            shape = [5, 6, 8]
            shape[axis] = length
            add(f"order 3, axis {axis} to {length}", "cube", shape, default(3))
    for order in (0, 1, 3):
        add(f"order {order}, up and down", "cube", [7, 4, 11], default(order))
        add(f"order {order}, all down", "cube", [2, 3, 5], default(order))
        add(f"order {order}, to one voxel on two axes", "cube", [1, 9, 1], default(order))
        add(f"order {order}, from one slice", "slice", [1, 5, 9], default(order))
        add(f"order {order}, one slice to three", "slice", [3, 9, 4], default(order))
    aniso = [5.0, 1.0, 1.0]
    for order, order_z in ((3, 0), (3, 1), (3, 3), (1, 0), (0, 1)):
        title = f"separate z, order {order}, order_z {order_z}"
        add(title, "slab", [7, 6, 8], default(order, order_z), aniso)
    add("separate z, fewer slices, order_z 0", "slab", [3, 6, 8], default(3, 0), aniso)
    add("separate z, fewer slices, order_z 3", "slab", [3, 6, 8], default(3, 3), aniso)
    add("separate z, as many slices", "slab", [4, 5, 11], default(3, 0), aniso)
    add("separate z, only the number of slices", "slab", [7, 9, 7], default(3, 3), aniso)
    add("separate axis 1", "rod", [5, 6, 6], default(3, 0), [1.0, 4.0, 1.0])
    add("separate axis 2", "cube", [6, 5, 12], default(3, 1), [1.0, 1.0, 4.0])
    add("separate axis of the new spacing", "slab", [2, 9, 6], default(3, 1), ISOTROPIC, [4.0, 1.0, 1.0])
    add("two long axes", "cube", [6, 5, 9], default(3, 0), [4.0, 4.0, 1.0], [3.0, 3.0, 1.0])
    add("separate z forced", "cube", [6, 4, 9], default(3, 0, True), [2.0, 1.0, 1.0])
    add("separate z forced off", "slab", [6, 6, 9], default(3, 0, False), aniso)
    add("torch, up and down", "cube", [7, 4, 11], torch())
    add("torch, all down", "cube", [2, 3, 5], torch())
    add("torch, one slice to three", "slice", [3, 9, 4], torch())
    add("torch, separate z", "slab", [7, 6, 8], torch(), aniso)
    add("torch, separate z, fewer slices", "slab", [3, 6, 8], torch(), aniso)
    add("torch, separate axis 2", "cube", [6, 5, 12], torch(), [1.0, 1.0, 4.0])
    add("torch, separate z forced off", "slab", [6, 6, 9], torch(False), aniso)
    return cases


def label_cases(inputs):
    cases = []

    def add(title, key, new_shape, fn, current=ISOTROPIC):
        new = spacing_of(inputs[key].shape, new_shape, current)
        cases.append((title, key, new_shape, current, new, fn))

    aniso = [5.0, 1.0, 1.0]
    for name, fn in (("order 1", default(1)), ("order 0", default(0)), ("torch", torch())):
        for key in ("two", "five"):
            add(f"{name}, {key} labels, up and down", key, [6, 11, 15], fn)
            add(f"{name}, {key} labels, halved: ties everywhere", key, [4, 4, 5], fn)
            add(f"{name}, {key} labels, doubled", key, [16, 16, 20], fn)
            add(f"{name}, {key} labels, separate z", key, [11, 11, 7], fn, aniso)
            add(f"{name}, {key} labels, separate z, halved", key, [4, 4, 5], fn, aniso)
    for key in ("two", "five"):
        add(f"order_z 1, {key} labels", key, [11, 6, 13], default(1, 1), aniso)
        add(f"order_z 1, {key} labels, halved: ties are 0", key, [4, 8, 10], default(1, 1), aniso)
    return cases


def decision_cases():
    spacings = [
        [1.0, 1.0, 1.0], [3.0, 1.0, 1.0], [3.0001, 1.0, 1.0], [5.0, 0.7, 0.8], [0.7, 5.0, 0.8],
        [0.7, 0.8, 5.0], [4.0, 4.0, 1.0], [4.0, 1.0, 4.0], [1.0, 4.0, 4.0], [4.0, 3.9999, 1.0],
    ]
    answers = []
    for force in (None, True, False):
        for current in spacings:
            for new in spacings:
                separate, axis = determine_do_sep_z_and_axis(force, current, new)
                answers.append(int(axis) if separate else None)
    return {"spacings": spacings, "answers": answers}


images = {"cube": noise(5, 6, 8), "slice": noise(1, 7, 6), "slab": noise(4, 9, 7), "rod": noise(6, 4, 9)}
write("images", images, image_cases(images), is_seg=False)
segs = {"two": blobs(8, 8, 10, labels=2), "five": blobs(8, 8, 10, labels=5)}
write("labels", segs, label_cases(segs), is_seg=True)
dump("decisions", decision_cases())
