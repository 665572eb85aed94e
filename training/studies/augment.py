"""nnU-Net's augmentation for a whole batch at once on the training device, and what is peculiar to PET/CT.

batchgeneratorsv2 works patch by patch on processor cores, which have bodies to paint while a GPU trains; the transforms
and their ranges are nnU-Net's.
"""

import math

import numpy as np
import torch
from painting.anatomy import AIR
from torch.nn import functional as F

# How much wider than a patch a box must be for its rotated and shrunken patches to stay inside, roughly.
REACH = 1.4
MOST_ROTATION = math.radians(20)
HIGHEST_SUV = 30.0


def augment(image, labels, patch_size, rng):
    """Patches [b,2,z,y,x] of `patch_size` from the middle of boxes: image float32 (CT in HU, PET in SUV g/ml), labels [b,n,...].

    `rng` (numpy's) draws the transforms; noise comes from torch's generator of the device.
    """
    count = len(image)
    image[:, 0] += 1000  # zero must be air, the value beyond the box
    image, labels = _move(image, labels, patch_size, rng)
    ct, pet = image[:, 0], image[:, 1].clamp_(max=HIGHEST_SUV)

    def draw(low, high, chance, otherwise):
        values = np.where(rng.random(count) < chance, rng.uniform(low, high, count), otherwise)
        return torch.as_tensor(values, dtype=torch.float32, device=image.device)[:, None, None, None]

    ct *= draw(0.95, 1.05, 0.5, 1)
    ct += draw(5, 40, 0.3, 0) * torch.randn_like(ct)
    pet *= draw(0.75, 1.3, 0.7, 1)
    pet.div_(HIGHEST_SUV).pow_(draw(0.8, 1.25, 0.2, 1)).mul_(HIGHEST_SUV)
    _lower_resolution(image, rng)
    ct += draw(-20, 20, 0.5, 0) - 1000
    # Noise that grows with the square root of the uptake, as that of counts does.
    pet += draw(0.02, 0.2, 0.3, 0) * torch.randn_like(pet) * pet.clamp(min=0.02).sqrt()
    _misregister(ct, rng)
    pet.clamp_(min=0)
    return image, labels


def keep_only_box(image, mask, anatomy, rng, spacing):
    """Blanks what lies further than about 5 cm from the lesions of one patch, as in cropped real studies; in place."""
    where = mask.nonzero()
    if len(where) == 0:
        return
    margin = int(rng.uniform(30, 70) / spacing)
    low, high = (where.amin(0) - margin).clamp(min=0).tolist(), (where.amax(0) + margin + 1).tolist()
    outside = torch.ones_like(mask, dtype=torch.bool)
    outside[low[0] : high[0], low[1] : high[1], low[2] : high[2]] = False
    image[0].masked_fill_(outside, -1000)
    image[1].masked_fill_(outside, 0)
    anatomy.masked_fill_(outside, AIR)


def _move(image, labels, patch_size, rng):
    """Rotates, scales and flips left to right; a patch that is not turned keeps its voxels as they are."""
    boxes = np.array(image.shape[:1:-1], float)  # x, y, z
    patches = np.array(patch_size[::-1], float)
    theta = [np.c_[_turn(rng) * patches / boxes[:, None], np.zeros(3)] for _ in range(len(image))]
    theta = torch.as_tensor(np.stack(theta), dtype=torch.float32, device=image.device)
    grid = F.affine_grid(theta, [len(image), 1, *patch_size], align_corners=False)
    moved = F.grid_sample(image, grid, mode="bilinear", align_corners=False)
    # AIR is 0 as well, so what lies beyond the box is air in every channel.
    named = F.grid_sample(labels.float(), grid, mode="nearest", align_corners=False)
    return moved, named.to(labels.dtype)


def _turn(rng):
    """Matrix 3x3 in x, y, z that leads from a place in the patch to one in the box, in voxels."""
    matrix = np.diag([rng.choice([-1.0, 1.0]), 1.0, 1.0])
    if rng.random() < 0.3:
        for axis in range(3):
            angle = rng.uniform(-MOST_ROTATION, MOST_ROTATION)
            a, b = (k for k in range(3) if k != axis)
            turn = np.eye(3)
            turn[a, a] = turn[b, b] = math.cos(angle)
            turn[a, b], turn[b, a] = -math.sin(angle), math.sin(angle)
            matrix = matrix @ turn
    if rng.random() < 0.35:
        same = rng.random() < 0.7
        matrix = matrix * (rng.uniform(0.75, 1.3) if same else rng.uniform(0.8, 1.25, 3))
    return matrix


def _lower_resolution(image, rng):
    for sample in range(len(image)):
        if rng.random() < 0.25:
            scale = rng.uniform(0.5, 0.9)
            shape = [max(1, round(n * scale)) for n in image.shape[2:]]
            coarse = F.interpolate(image[sample : sample + 1], shape, mode="nearest-exact")
            image[sample] = F.interpolate(coarse, image.shape[2:], mode="trilinear")[0]


def _misregister(ct, rng):
    """CT shifted against PET by up to two voxels."""
    for sample in range(len(ct)):
        if rng.random() < 0.15:
            ct[sample] = ct[sample].roll(tuple(int(s) for s in rng.integers(-2, 3, 3)), (0, 1, 2))
