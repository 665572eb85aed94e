"""What every voxel of a painted body is, for the network to learn beside the lesions."""

import numpy as np

AIR, BODY, BONE, FIRST_ORGAN, OTHER_UPTAKE = 0, 1, 2, 3, 13
CLASSES = 14
UNKNOWN = 255  # no anatomy is known there: real patients, phantoms


def name_tissues(canvas, uptake):
    """Classes uint8 [z,y,x]: air, body, bone, the ten organs of the map, and `uptake` (bool) outside the organs."""
    anatomy = np.where(canvas.body.outline, BODY, AIR).astype(np.uint8)
    anatomy[canvas.spine | canvas.bones] = BONE
    anatomy[uptake & canvas.body.outline] = OTHER_UPTAKE
    organs = canvas.organs > 0
    anatomy[organs] = canvas.organs[organs] + (FIRST_ORGAN - 1)
    return anatomy
