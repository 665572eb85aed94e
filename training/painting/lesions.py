"""Tumour lesions painted onto a canvas."""

import numpy as np
from scipy import ndimage

from . import organs as o
from .shapes import bounding_box, distance_outside, random_voxel, smooth_noise

SITES = ("node", "lung", "liver", "bone", "soft_tissue", "beside_hot_organ", "anywhere")
SITE_CHANCES = (0.28, 0.15, 0.1, 0.17, 0.12, 0.1, 0.08)


def add_lesions(canvas, rng, psf_sigma):
    """Paints lesions, a few as a rule, up to 40 at times; gives the bool mask [z,y,x] an annotator would draw round them.

    The outline is where the lesion, seen through the scanner's point spread (`psf_sigma` in voxels), falls to
    40-50 % of its peak; cold cores belong to the lesion.
    """
    mask = np.zeros(canvas.hu.shape, bool)
    avidity = np.exp(rng.uniform(np.log(2.5), np.log(20)))
    count = min(15, rng.geometric(0.22)) if rng.random() < 0.88 else int(rng.integers(12, 41))
    main_site = rng.choice(SITES, p=SITE_CHANCES)
    threshold = rng.uniform(0.4, 0.5)
    for _ in range(count):
        site = main_site if rng.random() < 0.4 else rng.choice(SITES, p=SITE_CHANCES)
        centre = random_voxel(rng, _where(canvas, site, rng))
        if centre is not None:
            suv_max = np.clip(avidity * rng.uniform(0.5, 1.6), 2.0, 35)
            _paint_lesion(canvas, mask, centre, site, suv_max, threshold, psf_sigma, rng)
    return mask


def _where(canvas, site, rng):
    """Voxels that a lesion of this kind may be centred on."""
    organs, body = canvas.organs, canvas.body
    free = body.outline & (organs == 0)
    if site == "lung":
        return organs == o.LUNG
    if site == "liver":
        return organs == (o.LIVER if rng.random() < 0.85 else o.SPLEEN)
    if site == "bone":
        return canvas.spine if rng.random() < 0.5 else canvas.bones
    if site == "beside_hot_organ":
        label = rng.choice([o.BLADDER, o.KIDNEYS, o.HEART, o.BRAIN, o.STOMACH, o.HEAD_GLANDS])
        near = distance_outside(organs == label, 8)
        return (near > 1.5) & (near < 5) & free
    if site == "node":
        return free & _band(canvas, rng)
    if site == "soft_tissue":
        return free & ~canvas.bones & ~canvas.spine
    return body.outline & (organs != o.BRAIN)


def _band(canvas, rng):
    """A stretch of the body where nodes are: neck, chest, belly or groin."""
    levels, n = canvas.body.levels, len(canvas.hu)
    bands = [(levels["lung_top"], levels["head_bottom"]), (levels["lung_bottom"], levels["lung_top"]),
             (levels["pelvis"], levels["lung_bottom"]), (levels["crotch"], levels["pelvis"])]
    low, high = bands[rng.choice(4, p=[0.25, 0.4, 0.2, 0.15])]
    z = np.arange(n)[:, None, None]
    return (z >= low) & (z < high)


def _paint_lesion(canvas, mask, centre, site, suv_max, threshold, psf_sigma, rng):
    largest = 70 if site == "soft_tissue" else 28 if site in ("liver", "anywhere") else 20
    radius_mm = np.exp(rng.uniform(np.log(3.5), np.log(largest)))
    radii = radius_mm / canvas.spacing * np.exp(rng.normal(0, 0.25, 3))
    reach = np.ceil(radii * 1.6 + 3 * psf_sigma + 2)
    box = tuple(slice(max(0, int(c - r)), min(n, int(c + r) + 1)) for c, r, n in zip(centre, reach, mask.shape))
    grid = np.ogrid[box]
    level = np.sqrt(sum(((g - c) / r) ** 2 for g, c, r in zip(grid, centre, radii)))
    level = level + rng.uniform(0, 0.3) * smooth_noise(rng, level.shape, max(2.0, radii.mean() * 0.7))
    shape = _confine(canvas, level < 1, site, box)
    if not shape.any():
        nearest = tuple(int(round(c)) - s.start for c, s in zip(centre, box))
        shape[nearest] = True
    seen = ndimage.gaussian_filter(shape.astype(np.float32), psf_sigma)
    recovery = seen.max()
    local = canvas.suv[box]
    around = float(np.median(local[shape]))
    # A lesion smaller than the point spread needs a hotter source to be seen at all.
    source = max(suv_max, 2.0 * around + 1) / max(recovery, 0.35) ** rng.uniform(0.3, 1)
    uptake = source * np.clip(1 + rng.uniform(0.05, 0.3) * smooth_noise(rng, level.shape, 2.5), 0.4, 1.4)
    if radius_mm > 14 and rng.random() < 0.5:
        core = shape & (level < rng.uniform(0.3, 0.8))
        uptake[core] *= rng.uniform(0.1, 0.5)
    local[shape] = uptake[shape]
    _paint_density(canvas.hu[box], shape, site, rng)
    mask[box] |= (seen >= threshold * recovery) & canvas.body.outline[box]


def _confine(canvas, shape, site, box):
    organs = canvas.organs[box]
    shape = shape & canvas.body.outline[box]
    if site == "liver":
        return shape & ((organs == o.LIVER) | (organs == o.SPLEEN))
    if site == "beside_hot_organ":
        return shape & (organs == 0)
    return shape & (organs != o.BLADDER) & (organs != o.BRAIN)


def _paint_density(hu, shape, site, rng):
    if site == "bone":
        if rng.random() < 0.6:
            hu[shape] = rng.uniform(20, 120) if rng.random() < 0.6 else rng.uniform(400, 900)
    elif site == "lung":
        hu[shape] = rng.uniform(-50, 60) if rng.random() < 0.85 else rng.uniform(-500, -200)
    elif site == "liver":
        hu[shape] -= rng.uniform(0, 40)
    else:
        hu[shape] = rng.uniform(15, 75)
