"""Paints small bodies with hot lesions: our own images, made of a few ellipsoids."""
import numpy as np
from scipy.ndimage import gaussian_filter

LIVER, LESION = 1, 2


def paint(shape, seed, zero_background=False):
    """CT (HU, int16), PET (SUV in steps of 0.25, float32) and labels (0, LIVER, LESION), all [z,y,x].

    With a zero background both images are 0 outside the body, which then ends within the image, and
    in a hole inside it: what nnU-Net crops, masks and fills.
    """
    rng = np.random.default_rng(seed)
    grid = np.meshgrid(*[np.linspace(-1, 1, n) for n in shape], indexing="ij")
    body = _ellipsoid(grid, (0.1, 0.05, -0.1), (0.75, 0.7, 0.72) if zero_background else (99, 0.75, 0.8))
    lungs = _ellipsoid(grid, (-0.3, 0, 0.35), (0.4, 0.35, 0.22)) | _ellipsoid(grid, (-0.3, 0, -0.35), (0.4, 0.35, 0.22))
    liver = _ellipsoid(grid, (0.35, -0.05, -0.3), (0.3, 0.4, 0.3)) & body
    lesions = np.zeros(shape, bool)
    for _ in range(7):
        centre = rng.uniform((-0.8, -0.4, -0.5), (0.8, 0.4, 0.5))
        lesions |= _ellipsoid(grid, centre, rng.uniform(0.12, 0.24, 3)) & body

    ct = np.select([lungs & body, liver, body], [-800, 60, 30], -1000).astype(float)
    pet = np.select([lesions, liver, lungs & body, body], [9.0, 2.5, 0.5, 1.0], 0.0)
    texture = gaussian_filter(rng.standard_normal((2, *shape)), (0, 2, 2, 2)) * 8
    ct = np.round((gaussian_filter(ct, 0.7) + 20 * texture[0] * body) / 8) * 8
    pet = np.round(gaussian_filter(pet * (1 + 0.15 * texture[1]), 0.6) * 4) / 4
    if zero_background:
        hole = _ellipsoid(grid, (0.3, 0.2, 0.35), (0.2, 0.2, 0.15))
        ct[~body | hole] = 0
        pet[~body | hole] = 0
        ct[body & ~hole & (ct == 0)] = 8
    labels = np.select([lesions, liver], [LESION, LIVER], 0).astype(np.uint8)
    return ct.astype(np.int16), np.maximum(pet, 0).astype(np.float32), labels


def _ellipsoid(grid, centre, radii):
    return sum(((g - c) / r) ** 2 for g, c, r in zip(grid, centre, radii)) < 1
