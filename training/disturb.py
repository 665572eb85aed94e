"""Studies changed as another scanner, protocol or patient would change them, to see how the scores move."""

import numpy as np
import SimpleITK as sitk
from scipy import ndimage

SHIFT_MM = 10.0
DISTURBANCES = ("as it is", "SUV x 0.8", "SUV x 1.25", "noise", "CT shifted 1 cm", "contrast CT")


def disturb(source, target, kind):
    """Writes pet/ and ct/ of the folder `source`, changed by one of DISTURBANCES, into the folder `target`."""
    for number, path in enumerate(sorted((source / "pet").glob("*.mha"))):
        pet, ct = (sitk.ReadImage(str(source / part / path.name), sitk.sitkFloat32) for part in ("pet", "ct"))
        rng = np.random.default_rng(number)
        if kind.startswith("SUV x"):
            pet = pet * float(kind.split()[-1])
        elif kind == "noise":
            pet = _with_noise(pet, rng)
        elif kind == "CT shifted 1 cm":
            ct.SetOrigin([o + d for o, d in zip(ct.GetOrigin(), (0.0, 0.0, SHIFT_MM))])
        elif kind == "contrast CT":
            ct = _with_contrast(ct)
        for part, image in (("pet", pet), ("ct", ct)):
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
