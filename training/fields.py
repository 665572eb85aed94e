"""Held-out painted studies with their field of view cut, and with CTs that tell less."""

import numpy as np
import SimpleITK as sitk
from scipy import ndimage

from made_up_ct import make_up_ct
from painting.anatomy import FIRST_ORGAN
from painting.organs import BLADDER, BRAIN, LUNG

FIELDS = ("cut in mid-brain", "cut at the skull's base", "cut in the neck", "cut in mid-pelvis")
POOR_CTS = ("CT without bone", "CT of one soft tissue", "smooth CT", "noisy CT", "CT made up from the PET")


def cut(images, anatomy, kind):
    """The images (by name, all on one grid in LPS) up to or from where FIELDS says, by the painted `anatomy`; None where the
    body has no such place."""
    labels = sitk.GetArrayViewFromImage(anatomy)
    brain, bladder, lung = (_extent(labels == FIRST_ORGAN - 1 + organ) for organ in (BRAIN, BLADDER, LUNG))
    if kind == "cut in mid-pelvis":
        return None if bladder is None else {name: image[:, :, sum(bladder) // 2 :] for name, image in images.items()}
    if brain is None or lung is None:
        return None
    neck = (lung[1] + brain[0]) // 2
    top = {"cut in mid-brain": sum(brain) // 2, "cut at the skull's base": brain[0] + 2, "cut in the neck": neck}[kind]
    return {name: image[:, :, :top] for name, image in images.items()}


def _extent(region):
    """First and last slice of a region, None where it is empty."""
    there = np.flatnonzero(region.any((1, 2)))
    return (int(there[0]), int(there[-1])) if there.size else None


def spoil_ct(ct, pet, kind, rng):
    """The CT changed as POOR_CTS says."""
    values = sitk.GetArrayFromImage(ct)
    if kind == "CT without bone":
        values = np.minimum(values, 60)
    elif kind == "CT of one soft tissue":
        values = np.where(values > -300, 30, values)
    elif kind == "smooth CT":
        values = ndimage.gaussian_filter(values, [12 / 2.3548 / mm for mm in ct.GetSpacing()[::-1]])
    elif kind == "noisy CT":
        values = values + 120 * rng.standard_normal(values.shape, np.float32)
    else:
        values = make_up_ct(sitk.GetArrayFromImage(pet), pet.GetSpacing()[::-1], "crude")
    changed = sitk.GetImageFromArray(np.clip(values, -1024, 3071).astype(np.float32))
    changed.CopyInformation(ct)
    return changed
