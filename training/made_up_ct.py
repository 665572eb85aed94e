"""CTs made up for a PET that has none: crude, smooth, and with a skull."""

import numpy as np
from scipy import ndimage

AIR_HU, FAT_HU, SOFT_HU, LUNG_HU, BONE_HU = -1000, -100, 40, -780, 700
KINDS = ("crude", "smooth", "with a skull")


def make_up_ct(pet, spacing, kind):
    """CT in HU, float32 [z,y,x], from a PET in SUV (g/ml) at `spacing` (z, y, x; mm), one of KINDS.

    The body is where there is uptake; a rim of 12 mm is fat, all else soft tissue, but for two large blobs of little uptake
    that lie deep between neck and belly: lungs. `smooth` blurs all that over 16 mm; `with a skull` has bone round what is hot
    at the upper end.
    """
    body = ndimage.binary_fill_holes(_blur(pet, spacing, 8) > 0.2)
    pieces, _ = ndimage.label(body)
    body = pieces == np.bincount(pieces.ravel())[1:].argmax() + 1
    depth = ndimage.distance_transform_edt(body, sampling=spacing)
    ct = np.where(body, SOFT_HU, AIR_HU).astype(np.float32)
    ct[body & (depth < 12)] = FAT_HU
    ct[_lungs(pet, depth, spacing)] = LUNG_HU
    if kind == "with a skull":
        ct[_skull(pet, body, spacing)] = BONE_HU
    return _blur(ct, spacing, 16 if kind == "smooth" else 3)


def _lungs(pet, depth, spacing):
    seen = _blur(pet, spacing, 12)
    typical = np.median(seen[depth > 25])
    low = (seen < 0.75 * typical) & (depth > 25)
    middle = np.arange(len(pet))[:, None, None] / len(pet)
    pieces, count = ndimage.label(ndimage.binary_opening(low & (middle > 0.62) & (middle < 0.87)))
    largest = np.argsort(np.bincount(pieces.ravel(), minlength=count + 1)[1:])[-2:] + 1
    return np.isin(pieces, largest) & (pieces > 0)


def _skull(pet, body, spacing):
    """A shell of 7 mm round what is hot at the upper end, bridged over."""
    hot = ndimage.binary_closing(np.pad(_blur(pet, spacing, 8)[-40:] > 2, ((0, 5), (0, 0), (0, 0)), mode="edge"), iterations=4)[:-5]
    pieces, _ = ndimage.label(hot)
    brain = np.zeros(pet.shape, bool)
    brain[-40:] = np.isin(pieces, pieces[-1][pieces[-1] > 0])
    brain[-40:] = [ndimage.binary_fill_holes(part) for part in brain[-40:]]
    away = ndimage.distance_transform_edt(~brain, sampling=spacing)
    return body & (away > 2) & (away < 9)


def _blur(values, spacing, fwhm_mm):
    return ndimage.gaussian_filter(np.float32(values), [fwhm_mm / 2.3548 / mm for mm in spacing], mode="nearest")
