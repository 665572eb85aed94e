"""Studies changed as another scanner, protocol or patient would change them, to see how the scores move."""

import shutil

import numpy as np
import SimpleITK as sitk
from scipy import ndimage

from fields import FIELDS, POOR_CTS, cut, spoil_ct

SHIFT_MM = 10.0
PROTOCOLS = ("SUV x 0.8", "SUV x 1.25", "noise", "CT shifted 1 cm", "contrast CT")
DISTURBANCES = ("as it is", *PROTOCOLS, *FIELDS, *POOR_CTS)


def disturb(source, target, kind, names=None):
    """Writes pet/, ct/ and mask/ of the folder `source` (of `names` alone, if given), changed by one of DISTURBANCES, into the
    folder `target`, in place of what is there."""
    shutil.rmtree(target, ignore_errors=True)
    for number, path in enumerate(sorted((source / "pet").glob("*.mha"))):
        if names is not None and path.stem not in names:
            continue
        pet, ct = (sitk.ReadImage(str(source / part / path.name), sitk.sitkFloat32) for part in ("pet", "ct"))
        mask = sitk.ReadImage(str(source / "mask" / path.name))
        rng = np.random.default_rng(number)
        if kind.startswith("SUV x"):
            pet = pet * float(kind.split()[-1])
        elif kind == "noise":
            pet = _with_noise(pet, rng)
        elif kind == "CT shifted 1 cm":
            ct.SetOrigin([o + d for o, d in zip(ct.GetOrigin(), (0.0, 0.0, SHIFT_MM))])
        elif kind == "contrast CT":
            ct = _with_contrast(ct)
        elif kind in POOR_CTS:
            ct = spoil_ct(ct, pet, kind, rng)
        images = {"pet": pet, "ct": ct, "mask": mask}
        if kind in FIELDS:
            images = cut(images, sitk.ReadImage(str(source / "anatomy" / path.name)), kind)
        for part, image in (images or {}).items():
            (target / part).mkdir(parents=True, exist_ok=True)
            sitk.WriteImage(image, str(target / part / path.name), True)


def _with_noise(pet, rng):
    """Noise correlated over 4 mm, with a spread of a fifth of the root of the SUV."""
    values = sitk.GetArrayFromImage(pet)
    sigma = [4 / 2.3548 / s for s in pet.GetSpacing()[::-1]]
    noise = ndimage.gaussian_filter(rng.standard_normal(values.shape, np.float32), sigma)
    values = np.maximum(values + 0.2 * np.sqrt(np.maximum(values, 0)) * noise / noise.std(), 0)
    return _like(values, pet)


def _with_contrast(ct):
    """Soft tissue denser than muscle takes up contrast: 80 HU more at 50 HU and above, none at 20 HU or in bone."""
    values = sitk.GetArrayFromImage(ct)
    share = np.clip((ndimage.gaussian_filter(values, 1) - 20) / 30, 0, 1) * np.clip((200 - values) / 80, 0, 1)
    return _like(values + 80 * share, ct)


def _like(values, image):
    result = sitk.GetImageFromArray(values.astype(np.float32))
    result.CopyInformation(image)
    return result
