"""Augmentation in the manner of nnU-Net, on raw HU and SUV."""

import math

import numpy as np
import torch
from torch.nn import functional as F


def sampling_grid(rng, patch_size):
    """Grid [1,z,y,x,3] for grid_sample: left-right flips, rotation by up to 20 degrees and scaling 0.8-1.25 at times.

    The grid is in units of half a patch round its centre; also gives the half-width that a box must have for it.
    """
    matrix = np.diag([1.0, 1.0, rng.choice([-1.0, 1.0])])
    if rng.random() < 0.35:
        scale = np.exp(rng.uniform(math.log(0.8), math.log(1.25)))
        scales = scale * np.exp(rng.normal(0, 0.05, 3))
        matrix = _rotation(np.radians(rng.normal(0, 9, 3).clip(-20, 20))) @ np.diag(scales) @ matrix
    reach = np.abs(matrix).sum(1).max()
    axes = [torch.linspace(-1 + 1 / n, 1 - 1 / n, n) for n in patch_size]
    zyx = torch.stack(torch.meshgrid(*axes, indexing="ij"), -1)
    moved = zyx @ torch.tensor(matrix.T, dtype=torch.float32)
    return moved.flip(-1)[None], float(reach), bool(np.count_nonzero(matrix) == 3)


def augment_intensity(image, rng):
    """Changes a float tensor [2,z,y,x] (CT in HU, PET in SUV) as scanners and protocols do; in place."""
    ct, pet = image[0], image[1]
    if rng.random() < 0.7:
        pet *= float(rng.uniform(0.75, 1.3))
    if rng.random() < 0.2:
        peak = pet.max().clamp(min=1)
        pet.copy_((pet.clamp(min=0) / peak) ** float(rng.uniform(0.8, 1.25)) * peak)
    if rng.random() < 0.5:
        ct.copy_((ct + 1000) * float(rng.uniform(0.95, 1.05)) - 1000 + float(rng.normal(0, 12)))
    if rng.random() < 0.25:
        _blur_by_half_grid(image, float(rng.uniform(0.5, 0.9)))
    if rng.random() < 0.3:
        noise = _noise(rng, pet.shape) * float(rng.uniform(0.02, 0.2))
        pet += noise * pet.clamp(min=0.02).sqrt()
    if rng.random() < 0.3:
        ct += _noise(rng, ct.shape) * float(rng.uniform(5, 40))
    if rng.random() < 0.15:
        image[0] = ct.roll(tuple(int(s) for s in rng.integers(-2, 3, 3)), (0, 1, 2))
    pet.clamp_(min=0)


def keep_only_box(image, mask, rng, spacing):
    """Blanks what lies further than about 5 cm from the lesions of the patch, as in cropped real studies; in place."""
    where = mask.nonzero()
    if len(where) == 0:
        return
    margin = int(rng.uniform(30, 70) / spacing)
    outside = torch.ones_like(mask, dtype=torch.bool)
    low, high = (where.amin(0) - margin).clamp(min=0), where.amax(0) + margin + 1
    outside[low[0] : high[0], low[1] : high[1], low[2] : high[2]] = False
    image[0][outside] = -1000
    image[1][outside] = 0


def _rotation(angles):
    matrix = np.eye(3)
    for axis, angle in enumerate(angles):
        a, b = [d for d in range(3) if d != axis]
        turn = np.eye(3)
        turn[a, a] = turn[b, b] = np.cos(angle)
        turn[a, b], turn[b, a] = -np.sin(angle), np.sin(angle)
        matrix = turn @ matrix
    return matrix


def _noise(rng, shape):
    return torch.from_numpy(rng.standard_normal(tuple(shape), np.float32))


def _blur_by_half_grid(image, factor):
    """Goes to a coarser grid and back: the blur of a scanner with larger voxels."""
    size = image.shape[1:]
    coarse = F.interpolate(image[None], scale_factor=factor, mode="trilinear")
    image.copy_(F.interpolate(coarse, size=size, mode="trilinear")[0])
