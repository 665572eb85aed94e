"""Real tumours carved out of one patient and set into a painted body."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from . import organs as o
from .shapes import bounding_box, random_voxel

MARGIN = 3


@dataclass
class Tumour:
    """The surroundings of one real tumour on the training grid."""

    ct: np.ndarray  # float32 [z,y,x], HU
    pet: np.ndarray  # float32 [z,y,x], SUV g/ml
    mask: np.ndarray  # bool [z,y,x]


def cut_tumour(ct, pet, mask, zoom=1.0):
    """The tumour `mask` with three voxels round it, `zoom` times as fine; None where the mask is empty."""
    box = bounding_box(np.asarray(mask) > 0, margin=MARGIN)
    if box is None:
        return None
    parts = [np.float32(ct[box]), np.float32(pet[box]), np.float32(np.asarray(mask[box]) > 0)]
    if zoom != 1:
        parts = [ndimage.zoom(part, zoom, order=1) for part in parts]
    return Tumour(parts[0], parts[1], parts[2] > 0.5)


def implant_tumours(study, canvas, tumours, rng):
    """Sets one to three of `tumours` into the soft tissue of the painted `study` (ct, pet, mask), in place.

    Each is mirrored and turned at random, made smaller as a rule, and scaled in uptake.
    """
    for _ in range(rng.integers(1, 4)):
        tumour = _vary(tumours[rng.integers(len(tumours))], rng)
        centre = random_voxel(rng, canvas.body.outline & (canvas.organs == 0))
        if centre is not None and tumour.mask.any():
            _implant(study, canvas, tumour, centre.astype(int))


def _vary(tumour, rng):
    parts = [tumour.ct, tumour.pet, tumour.mask.astype(np.float32)]
    axes = tuple(rng.permutation(3))
    flips = [slice(None, None, int(s)) for s in rng.choice([-1, 1], 3)]
    parts = [p.transpose(axes)[tuple(flips)] for p in parts]
    # No larger than about 12 cm, or it fills the body.
    largest = 30 / max(parts[0].shape)
    zoom = min(float(np.exp(rng.uniform(np.log(0.2), 0))), largest)
    ct, pet, mask = (ndimage.zoom(p, zoom, order=1) for p in parts)
    return Tumour(ct, pet * float(np.exp(rng.normal(0, 0.4))), mask > 0.5)


def _implant(study, canvas, tumour, centre):
    shape = np.array(tumour.mask.shape)
    low = centre - shape // 2
    high = low + shape
    inner_low, inner_high = np.maximum(low, 0), np.minimum(high, study["mask"].shape)
    target = tuple(slice(a, b) for a, b in zip(inner_low, inner_high))
    source = tuple(slice(a, b) for a, b in zip(inner_low - low, inner_high - low))
    allowed = canvas.body.outline[target] & ~np.isin(canvas.organs[target], (o.BRAIN, o.BLADDER))
    mask = tumour.mask[source] & allowed
    blend = np.clip(ndimage.gaussian_filter(ndimage.binary_dilation(mask).astype(np.float32), 0.8) * 1.3, 0, 1)
    for name, values in (("ct", tumour.ct[source]), ("pet", tumour.pet[source])):
        study[name][target] += blend * (values - study[name][target])
    study["mask"][target] |= mask
