"""What old and new PET scanners add to their images."""

import numpy as np
from scipy import ndimage

from . import organs as o
from .shapes import smooth_noise


def vary_pet(pet, organs, spacing, rng):
    """PET in SUV (g/ml) [z,y,x] with some of: halo round the bladder and kidneys, overshoot of resolution recovery, strong
    noise, bands along z, noisier ends."""
    for change, chance in ((_halo, 0.2), (_overshoot, 0.2), (_noise, 0.15), (_bands, 0.1), (_ends, 0.1)):
        if rng.random() < chance:
            pet = change(pet, organs, spacing, rng)
    return np.maximum(pet, 0).astype(np.float32)


def _halo(pet, organs, spacing, rng):
    """Scatter is taken off too much in the slices of something very hot."""
    hot = np.isin(organs, (o.BLADDER, o.KIDNEYS)) | (pet > 8)
    activity = (pet * hot).sum((1, 2))
    if activity.max() <= 0:
        return pet
    strength = ndimage.gaussian_filter1d(activity / activity.max(), 12 / spacing) * rng.uniform(0.2, 0.7)
    return pet * np.where(hot, 1, 1 - np.clip(strength, 0, 0.9)[:, None, None])


def _overshoot(pet, organs, spacing, rng):
    return pet + rng.uniform(0.3, 1.0) * (pet - ndimage.gaussian_filter(pet, rng.uniform(3, 5) / spacing))


def _noise(pet, organs, spacing, rng):
    noise = ndimage.gaussian_filter(rng.standard_normal(pet.shape, np.float32), rng.uniform(1.5, 3) / spacing)
    return pet + rng.uniform(0.15, 0.4) * np.sqrt(np.maximum(pet, 0) + 0.02) * noise / noise.std()


def _bands(pet, organs, spacing, rng):
    """Bed positions that do not quite match."""
    period = rng.uniform(110, 180) / spacing
    z = np.arange(len(pet))
    step = rng.uniform(0.9, 1.1, int(len(pet) / period) + 2)
    return pet * step[(z / period).astype(int)][:, None, None]


def _ends(pet, organs, spacing, rng):
    """Noise grows towards the first and the last slices."""
    z = np.arange(len(pet))
    away = np.minimum(z, len(pet) - 1 - z) * spacing
    level = rng.uniform(0.1, 0.4) * np.exp(-away / rng.uniform(8, 25))
    return pet + level[:, None, None] * np.sqrt(np.maximum(pet, 0) + 0.02) * smooth_noise(rng, pet.shape, 1.5)
