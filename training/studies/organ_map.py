"""Organ maps of the shared data as arrays that need no image library."""

import numpy as np
import SimpleITK as sitk


def save_organ_map(source, target):
    """Writes the image file `source` as `labels` uint8 [z,y,x] in LPS with their `spacing` (z, y, x; mm) to `target` (.npz)."""
    if target.exists():
        return
    image = sitk.DICOMOrient(sitk.ReadImage(str(source)), "LPS")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial.npz")
    np.savez_compressed(partial, labels=sitk.GetArrayFromImage(image).astype(np.uint8), spacing=image.GetSpacing()[::-1])
    partial.replace(target)
