"""Organs of uneven, one-sided, missing or extreme uptake, made from a painted body's patch."""

import numpy as np
import torch
from painting.anatomy import BODY, FIRST_ORGAN, OTHER_UPTAKE
from painting.organs import BLADDER, BRAIN, HEAD_GLANDS, HEART, KIDNEYS, LIVER, LUNG, PROSTATE, SPLEEN, STOMACH
from torch.nn import functional as F

# The least and the most that an organ's uptake is multiplied by.
FACTORS = {
    SPLEEN: (0.4, 2.0), KIDNEYS: (0.2, 5.0), LIVER: (0.5, 1.6), BLADDER: (0.05, 4.0), LUNG: (0.5, 1.6), BRAIN: (0.25, 1.6),
    HEART: (0.4, 4.0), STOMACH: (0.4, 3.0), PROSTATE: (0.5, 2.0), HEAD_GLANDS: (0.4, 3.0),
}
OTHER_FACTORS = (0.4, 2.0)
CHANCE = 0.4


def vary_uptake(pet, mask, anatomy, rng):
    """Changes the uptake of some organs of one patch, in place: pet [z,y,x] in SUV g/ml, `anatomy` as in painting/anatomy.py.

    Lesions and what lies within two voxels of them keep theirs, and an organ with a lesion grows no hotter: the lesion would
    not be one any more.
    """
    near = mask[None, None].float()
    if near.any():
        for kernel in ((5, 1, 1), (1, 5, 1), (1, 1, 5)):
            near = F.max_pool3d(near, kernel, 1, tuple(n // 2 for n in kernel))
    near = near[0, 0]
    background = pet[anatomy == BODY]
    background = float(background.median()) if len(background) else 0.5
    for label in np.unique(anatomy[anatomy >= FIRST_ORGAN].numpy(force=True)):
        if label > OTHER_UPTAKE or rng.random() > CHANCE:
            continue
        region = (anatomy == int(label)).float()
        has_lesion = bool((region * near).any())
        low, high = FACTORS.get(label - FIRST_ORGAN + 1, OTHER_FACTORS)
        weight = _soft(_part(region, rng)) * (1 - near)
        factor = float(np.exp(rng.uniform(np.log(low), np.log(1.0 if has_lesion else high))))
        wanted = background if rng.random() < 0.1 else pet * factor * _patchiness(pet, rng)
        pet += weight * (wanted - pet)


def _part(region, rng):
    """All of the region as a rule, else what lies on one side of a plane through its middle."""
    if rng.random() < 0.6:
        return region
    axis = int(rng.choice(3, p=[0.35, 0.15, 0.5]))
    along = torch.arange(region.shape[axis], device=region.device, dtype=torch.float32)
    places = along.view([-1 if a == axis else 1 for a in range(3)])
    middle = float((region * places).sum() / region.sum()) + rng.normal(0, 3)
    return region * (places > middle if rng.random() < 0.5 else places < middle)


def _patchiness(pet, rng):
    if rng.random() < 0.4:
        return 1.0
    return torch.exp(rng.uniform(0.1, 0.6) * smooth_noise(pet, rng.uniform(2.5, 14)))


def smooth_noise(like, correlation):
    """Noise of about unit spread in the shape of `like`, smooth over `correlation` voxels."""
    shape = [max(2, int(n / correlation) + 2) for n in like.shape]
    coarse = torch.randn([1, 1, *shape], device=like.device)
    return 1.4 * F.interpolate(coarse, like.shape, mode="trilinear", align_corners=True)[0, 0]


def _soft(region):
    """The region with an edge as soft as PET's, about two voxels."""
    return F.avg_pool3d(region[None, None], 3, 1, 1)[0, 0]
