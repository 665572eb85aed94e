"""nnU-Net's augmentation (batchgeneratorsv2) on raw HU and SUV, and what is peculiar to PET/CT."""

import math

import numpy as np
import torch
from batchgeneratorsv2.transforms.intensity.brightness import MultiplicativeBrightnessTransform
from batchgeneratorsv2.transforms.intensity.gamma import GammaTransform
from batchgeneratorsv2.transforms.intensity.gaussian_noise import GaussianNoiseTransform
from batchgeneratorsv2.transforms.spatial.low_resolution import SimulateLowResolutionTransform
from batchgeneratorsv2.transforms.spatial.mirroring import MirrorTransform
from batchgeneratorsv2.transforms.spatial.spatial import SpatialTransform
from batchgeneratorsv2.transforms.utils.random import RandomTransform
from painting.anatomy import AIR

# How much wider than a patch a box must be for its rotated and shrunken patches to stay inside, roughly.
REACH = 1.4
MOST_ROTATION = math.radians(20)

_pet = (
    RandomTransform(MultiplicativeBrightnessTransform((0.75, 1.3), True), 0.7),
    RandomTransform(GammaTransform((0.8, 1.25), 0, True, 1, 0), 0.2),
)
_ct = (
    RandomTransform(MultiplicativeBrightnessTransform((0.95, 1.05), True), 0.5),
    RandomTransform(GaussianNoiseTransform((5, 40)), 0.3),
)
_resolution = RandomTransform(SimulateLowResolutionTransform((0.5, 0.9), True, True, None), 0.25)


def augment(image, labels, patch_size, rng):
    """Patch of `patch_size` from the middle of a box: image float32 [2,z,y,x] (CT in HU, PET in SUV g/ml), labels [n,z,y,x].

    `rng` decides everything: batchgeneratorsv2 draws from numpy's and torch's global generators, which are seeded
    from it here.
    """
    np.random.seed(int(rng.integers(2**32)))
    torch.manual_seed(int(rng.integers(2**62)))
    image[0] += 1000  # zero must be air, the value beyond the box
    moved = _spatial(patch_size)(image=image, segmentation=labels)
    moved = MirrorTransform((2,))(**moved)
    image, labels = moved["image"].contiguous(), moved["segmentation"].contiguous()
    for transform in _ct:
        image[:1] = transform(image=image[:1])["image"]
    for transform in _pet:
        image[1:] = transform(image=image[1:])["image"]
    image = _resolution(image=image)["image"]
    image[0] += float(rng.normal(-1000, 12 * (rng.random() < 0.5)))
    _count_noise(image[1], rng)
    _misregistration(image, rng)
    image[1].clamp_(min=0)
    return image, labels


def keep_only_box(image, mask, anatomy, rng, spacing):
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
    anatomy[outside] = AIR


def _spatial(patch_size):
    return SpatialTransform(
        patch_size,
        patch_center_dist_from_border=0,
        random_crop=False,
        p_rotation=0.2,
        rotation=(-MOST_ROTATION, MOST_ROTATION),
        p_scaling=0.25,
        scaling=(0.8, 1.25),
        p_synchronize_scaling_across_axes=0.8,
        mode_seg="nearest",
    )


def _count_noise(pet, rng):
    """Noise that grows with the square root of the uptake, as that of counts does."""
    if rng.random() < 0.3:
        pet += torch.randn(pet.shape) * float(rng.uniform(0.02, 0.2)) * pet.clamp(min=0.02).sqrt()


def _misregistration(image, rng):
    """CT shifted against PET by up to two voxels."""
    if rng.random() < 0.15:
        image[0] = image[0].roll(tuple(int(s) for s in rng.integers(-2, 3, 3)), (0, 1, 2))
