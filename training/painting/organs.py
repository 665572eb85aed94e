"""Reading an organ map onto the training grid."""

import numpy as np
import SimpleITK as sitk

SPLEEN, KIDNEYS, LIVER, BLADDER, LUNG, BRAIN, HEART, STOMACH, PROSTATE, HEAD_GLANDS = range(1, 11)

# Width and depth (mm) of the grid round the organs: room for arms and couch.
FIELD_MM = (420, 620)


def read_organs(path, rng, spacing):
    """Organ labels uint8 [z,y,x] in LPS at isotropic `spacing` mm, the patient stretched by up to 12 % per axis.

    Axes run superior, posterior, left with rising index.
    """
    image = sitk.DICOMOrient(sitk.ReadImage(str(path)), "LPS")
    labels = sitk.GetArrayViewFromImage(image)
    voxel_mm = np.array(image.GetSpacing()[::-1]) * rng.uniform(0.88, 1.12) * rng.uniform(0.94, 1.06, 3)
    used = np.asarray(labels[::2, ::2, ::2])
    centre_mm = [
        (2 * np.flatnonzero(used.any(axis=tuple({0, 1, 2} - {axis}))) + 0.5).mean() * voxel_mm[axis]
        for axis in (1, 2)
    ]
    indices = [np.arange(0, labels.shape[0] * voxel_mm[0], spacing) / voxel_mm[0]]
    for axis in (1, 2):
        half = FIELD_MM[axis - 1] / 2
        wanted = (np.arange(-half, half, spacing) + centre_mm[axis - 1]) / voxel_mm[axis]
        indices.append(wanted[(wanted >= 0) & (wanted < labels.shape[axis])])
    return np.asarray(labels)[np.ix_(*[i.astype(int) for i in indices])]
