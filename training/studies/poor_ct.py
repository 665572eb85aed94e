"""CTs that tell less than a good one: low-dose, smooth, flat, without bone or lungs, or made up from the PET."""

import torch
from torch.nn import functional as F

from .uptake import smooth_noise

AIR_HU, SOFT_HU, FAT_HU = -1000.0, 40.0, -100.0


def make_poor(ct, pet, rng, made_up_share=0.4):
    """Spoils the CT of one patch [z,y,x] (HU) in place by one way or several, or makes one up; `pet` is its PET in SUV g/ml."""
    draw = rng.random()
    if draw < made_up_share:
        ct.copy_(_made_up(pet, rng))
    elif draw < made_up_share + 0.05:
        ct.fill_(AIR_HU)
        return
    else:
        for change, chance in ((_without_bone, 0.55), (_flat, 0.4), (_without_lungs, 0.1), (_smooth, 0.4), (_other_scale, 0.2)):
            if rng.random() < chance:
                change(ct, rng)
    if rng.random() < 0.4:
        ct += (ct > -900) * rng.uniform(10, 70) * smooth_noise(ct, rng.uniform(1.5, 8))
    if rng.random() < 0.4:
        ct += rng.uniform(5, 60) * torch.randn_like(ct)


def _without_bone(ct, rng):
    ct.clamp_(max=float(rng.uniform(30, 120)))


def _flat(ct, rng):
    """Everything denser than lung is one tissue."""
    ct[ct > -350] = float(rng.uniform(-20, 70))


def _without_lungs(ct, rng):
    inside = _blur((ct > -350).float(), 15) > 0.3
    ct[inside & (ct < -350)] = float(rng.uniform(-100, 50))


def _smooth(ct, rng):
    ct.copy_(_blur(ct, int(rng.choice([3, 5, 9]))))


def _other_scale(ct, rng):
    """A CT whose numbers were squeezed or cut off, as an attenuation map's are."""
    if rng.random() < 0.5:
        ct.clamp_(min=float(rng.uniform(-300, -120)), max=float(rng.uniform(120, 300)))
    else:
        ct.mul_(float(rng.uniform(0.6, 1.1))).add_(float(rng.uniform(-60, 60)))


def _made_up(pet, rng):
    """A body from the PET's own outline: a rim of fat, soft tissue within, lung where there is little uptake deep inside."""
    body = (_blur(pet, 5) > rng.uniform(0.08, 0.3)).float()
    depth = _blur(_blur(body, 9), 9)
    ct = torch.where(depth > rng.uniform(0.6, 0.85), float(rng.uniform(20, 60)), FAT_HU)
    if rng.random() < 0.75:
        lung = (_blur(pet, 3) < rng.uniform(0.4, 0.7)) & (depth > rng.uniform(0.85, 0.97))
        ct[lung] = float(rng.uniform(-850, -650))
    if rng.random() < 0.4:
        # A rim of bone under the skin of whatever is hot inside: a skull, roughly.
        hot = _blur((pet > rng.uniform(3, 5)).float(), 5)
        around = _blur((hot > 0.5).float(), 7)
        ct[(around > 0.05) & (around < 0.4) & (depth > 0.5)] = float(rng.uniform(300, 900))
    ct[body == 0] = AIR_HU
    return _blur(ct, 3) if rng.random() < 0.6 else ct


def _blur(volume, size):
    """Mean over a cube of `size` voxels."""
    for kernel in ((size, 1, 1), (1, size, 1), (1, 1, size)):
        padding = tuple(n // 2 for n in kernel)
        volume = F.avg_pool3d(volume[None, None], kernel, 1, padding, count_include_pad=False)[0, 0]
    return volume
