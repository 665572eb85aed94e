"""Reading an organ map onto the training grid."""

import numpy as np

SPLEEN, KIDNEYS, LIVER, BLADDER, LUNG, BRAIN, HEART, STOMACH, PROSTATE, HEAD_GLANDS = range(1, 11)

# Width and depth (mm) of the grid round the organs: room for arms and couch.
FIELD_MM = (420, 620)


def read_organs(path, rng, spacing):
    """Organ labels uint8 [z,y,x] in LPS at isotropic `spacing` mm from an .npz (studies/organ_map.py), the patient stretched
    by up to 12 % per axis.

    Axes run superior, posterior, left with rising index.
    """
    with np.load(path) as organ_map:
        labels, voxel_mm = organ_map["labels"], organ_map["spacing"]
    voxel_mm = voxel_mm * rng.uniform(0.88, 1.12) * rng.uniform(0.94, 1.06, 3)
    used = labels[::2, ::2, ::2]
    centre_mm = [
        (2 * np.flatnonzero(used.any(axis=tuple({0, 1, 2} - {axis}))) + 0.5).mean() * voxel_mm[axis]
        for axis in (1, 2)
    ]
    indices = [np.arange(0, labels.shape[0] * voxel_mm[0], spacing) / voxel_mm[0]]
    for axis in (1, 2):
        half = FIELD_MM[axis - 1] / 2
        wanted = (np.arange(-half, half, spacing) + centre_mm[axis - 1]) / voxel_mm[axis]
        indices.append(wanted[(wanted >= 0) & (wanted < labels.shape[axis])])
    return labels[np.ix_(*[i.astype(int) for i in indices])]
