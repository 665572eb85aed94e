"""Where a study's field of view ends: real ones end in mid-brain, at the skull's base, in the pelvis, and cut arms off."""

from dataclasses import dataclass

import numpy as np

# Half the width (mm) of a CT's field of view: 50 cm as a rule, PET sees further.
CT_HALF_MM = (170, 255)

# How far below the brain (mm) a field of view that ends at the head may end: in the neck.
BELOW_BRAIN_MM = 120


@dataclass
class Field:
    """Voxels of a study that are there: from `low` up to `high` (z, y, x), the CT within `ct_reach` voxels of the middle."""

    low: np.ndarray
    high: np.ndarray
    ct_reach: float = np.inf


def whole_field(study):
    """All of the study."""
    shape = np.array(study.image.shape[1:])
    return Field(np.zeros(3, int), shape)


def cut_field(study, rng, spacing, at_head=False):
    """The study cut through along z, at times along x, at times with a narrow CT; and the end that was cut, as a voxel and a side.

    The cut goes through something hot as a rule: a kidney, a bladder; often through brain or neck (always if `at_head`); at times through a
    lesion. The side is +1 where what lies above is cut off, else -1.
    """
    field = whole_field(study)
    place = _cut_place(study, rng, spacing, at_head)
    depth = field.high[0]
    # As a rule the larger part of the body stays.
    side = 1 if (place[0] > depth / 2) == (rng.random() < 0.85) else -1
    (field.high if side > 0 else field.low)[0] = np.clip(place[0], 8, max(8, depth - 8))
    if rng.random() < 0.1:
        narrow = rng.integers(0, max(1, field.high[2] // 5), 2)
        field.low[2], field.high[2] = narrow[0], field.high[2] - narrow[1]
    if rng.random() < 0.25:
        field.ct_reach = rng.uniform(*CT_HALF_MM) / spacing
    return field, place, side


def _cut_place(study, rng, spacing, at_head):
    draw = rng.random()
    if at_head or (len(study.brain) and draw > 0.6):
        place = study.brain[rng.integers(len(study.brain))].astype(int)
        low, high = study.brain[:, 0].min(), study.brain[:, 0].max()
        place[0] = rng.integers(max(0, low - round(BELOW_BRAIN_MM / spacing)), high + 1)
        return place
    if study.lesions and draw < 0.15:
        lesion = study.lesions[rng.integers(len(study.lesions))]
        return lesion[rng.integers(len(lesion))].astype(int)
    if len(study.hot) and draw < 0.7:
        return study.hot[rng.integers(len(study.hot))].astype(int)
    return rng.integers(0, study.image.shape[1:])


def centre_at_cut(field, place, side, size, rng):
    """Centre of a patch of `size` that ends at the cut, as inference's outermost tiles do, or reaches a little over it."""
    over = 0 if rng.random() < 0.6 else rng.uniform(0, 0.4) * size[0]
    end = field.high[0] if side > 0 else field.low[0]
    centre = np.array(place) + rng.integers(-size // 4, size // 4 + 1)
    centre[0] = round(end + side * (over - size[0] / 2))
    return centre
