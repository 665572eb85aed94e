"""Bringing real or phantom studies onto the training grid, as the run-time pipeline does."""

import numpy as np
import SimpleITK as sitk
from nnunetv2.preprocessing.resampling.default_resampling import compute_new_shape, resample_data_or_seg_to_shape


def resample_study(pet_path, ct_path, mask_path, spacing):
    """CT (HU), PET (SUV g/ml) and mask, [z,y,x] in LPS at isotropic `spacing` mm.

    The CT goes onto the PET grid linearly, then both go to the new spacing with nnU-Net's cubic resampling.
    """
    pet = sitk.DICOMOrient(sitk.ReadImage(str(pet_path), sitk.sitkFloat32), "LPS")
    ct = sitk.DICOMOrient(sitk.ReadImage(str(ct_path), sitk.sitkFloat32), "LPS")
    mask = sitk.DICOMOrient(sitk.ReadImage(str(mask_path), sitk.sitkUInt8), "LPS")
    ct = sitk.Resample(ct, pet, sitk.Transform(), sitk.sitkLinear, -1024.0)
    mask = sitk.Resample(mask, pet, sitk.Transform(), sitk.sitkNearestNeighbor, 0)
    old = pet.GetSpacing()[::-1]
    new = [spacing] * 3
    image = np.stack([sitk.GetArrayFromImage(ct), sitk.GetArrayFromImage(pet)])
    labels = (sitk.GetArrayFromImage(mask) > 0).astype(np.uint8)[None]
    shape = compute_new_shape(image.shape[1:], old, new)
    image = resample_data_or_seg_to_shape(image, shape, old, new, is_seg=False, order=3, order_z=0)
    labels = resample_data_or_seg_to_shape(labels, shape, old, new, is_seg=True, order=1, order_z=0)
    return image[0], image[1], labels[0]
