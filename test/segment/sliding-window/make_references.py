"""Writes fixtures/*.json: nnU-Net's own steps, tiles, Gaussian maps, mirrorings and flips.

Run with Python >= 3.10 after `pip install nnunetv2==2.8.1`. The cases are seeded, so the fixtures
only change when nnU-Net or the cases below do.
"""

import itertools
import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch
from acvl_utils.cropping_and_padding.padding import pad_nd_image
from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor
from nnunetv2.inference.sliding_window_prediction import (
    compute_gaussian,
    compute_steps_for_sliding_window,
)

rng = np.random.default_rng(20240613)


def dump(name, content):
    path = Path(__file__).parent / "fixtures" / f"{name}.json"
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n")


def step_cases():
    """Image shape, patch, step, starts along each axis."""
    questions = [
        # An autoPET study and public models' patches.
        ([326, 400, 400], [112, 160, 128], 0.5),
        ([326, 400, 400], [112, 160, 128], 0.8),
        ([326, 400, 400], [192, 192, 192], 0.5),
        # The image is one patch, one voxel more, and the steps end on halves.
        ([64, 65, 128], [64, 64, 64], 0.5),
        ([21, 23, 25], [16, 16, 16], 0.1),
        ([110, 110, 110], [64, 64, 64], 1.0),
    ]
    for _ in range(150):
        patch = rng.integers(1, 200, 3)
        shape = patch + rng.integers(0, 400, 3)
        step = float(np.round(rng.uniform(0.2, 1), int(rng.integers(1, 4))))
        questions.append((shape.tolist(), patch.tolist(), step))
    return [[*q, compute_steps_for_sliding_window(*q)] for q in questions]


def tiling_cases():
    """What nnU-Net pads an image to, where the image lies in it, and the first voxel of each tile."""
    questions = [
        ([20, 21, 22], [8, 16, 22], 0.5),
        ([5, 21, 6], [8, 16, 9], 0.5),
        ([1, 1, 1], [4, 5, 6], 0.5),
        ([7, 30, 4], [8, 16, 9], 0.8),
        ([3, 20, 21], [8, 16], 0.5),
        ([4, 5, 40], [8, 15], 0.5),
        ([1, 3, 3], [8, 15], 1.0),
    ]
    cases = []
    for shape, patch, step in questions:
        predictor = nnUNetPredictor(tile_step_size=step, device=torch.device("cpu"))
        predictor.configuration_manager = SimpleNamespace(patch_size=patch)
        padded, image = pad_nd_image(np.zeros((1, *shape)), patch, return_slicer=True)
        slicers = predictor._internal_get_sliding_window_slicers(padded.shape[1:])
        cases.append({
            "shape": shape, "patchSize": patch, "stepSize": step,
            "paddedShape": padded.shape[1:],
            "padBelow": [int(s.start) for s in image[1:]],
            # A 2-D tile's first axis is an index, not a slice.
            "tiles": [[s if isinstance(s, int) else s.start for s in sl[1:]] for sl in slicers],
        })
    return cases


def gaussian_cases():
    """Patch and nnU-Net's map without its factor of 10, in float64, last axis fastest."""
    cpu = torch.device("cpu")
    patches = [(1,), (2,), (3,), (8,), (15,), (48,), (7, 12), (5, 6, 8)]
    maps = [compute_gaussian(patch, dtype=torch.float64, device=cpu) for patch in patches]
    return [[patch, values.ravel().tolist()] for patch, values in zip(patches, maps)]


def mirror_cases():
    """Allowed axes, the mirrorings in nnU-Net's order."""
    cases = []
    for axes in [(), (0,), (2,), (0, 1), (1, 2), (0, 1, 2), (2, 0), (2, 1, 0), (1, 2, 0)]:
        others = [c for i in range(len(axes)) for c in itertools.combinations(axes, i + 1)]
        cases.append([axes, [(), *others]])
    return cases


def flip_cases():
    """Shape, spatial axes, and torch.flip of the numbers 0, 1, 2, ... of that shape."""
    cases = []
    for shape in [(2, 3, 2, 4), (3, 4, 5)]:
        spatial = range(len(shape) - 1)
        for n in range(len(shape)):
            for axes in itertools.combinations(spatial, n):
                numbers = torch.arange(np.prod(shape)).reshape(shape)
                flipped = torch.flip(numbers, [axis + 1 for axis in axes])
                cases.append([shape, axes, flipped.ravel().tolist()])
    return cases


dump("steps", step_cases())
dump("tilings", tiling_cases())
dump("gaussians", gaussian_cases())
dump("mirrors", mirror_cases())
dump("flips", flip_cases())
