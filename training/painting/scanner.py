"""What PET and CT scanners make of a canvas."""

import numpy as np
from scipy import ndimage

from .shapes import smooth_noise


def acquire(canvas, rng, psf_sigma):
    """PET in SUV (g/ml) and CT in HU, float32 [z,y,x]: blurred, noisy, slightly out of register."""
    pet = ndimage.gaussian_filter(canvas.suv, psf_sigma)
    pet = _add_counts_noise(pet, rng)
    pet *= rng.uniform(0.85, 1.2)
    ct = _add_couch(canvas, rng)
    ct = ndimage.gaussian_filter(ct, rng.uniform(0.2, 0.6))
    ct = _move(ct, rng, canvas.spacing)
    ct += rng.uniform(3, 30) * rng.standard_normal(ct.shape, np.float32)
    return np.maximum(pet, 0), np.clip(ct, -1024, 3071)


def _add_counts_noise(pet, rng):
    noise = rng.standard_normal(pet.shape, np.float32)
    correlation = rng.uniform(0.4, 1.0)
    noise = ndimage.gaussian_filter(noise, correlation)
    noise /= noise.std()
    level = rng.uniform(0.03, 0.22)
    return pet + level * np.sqrt(np.maximum(pet, 0) * 1.5 + 0.02) * noise


def _add_couch(canvas, rng):
    ct = canvas.hu.copy()
    if rng.random() < 0.7:
        rows = np.flatnonzero(canvas.body.outline.any(axis=(0, 2)))
        top = rows[-1] + int(rng.integers(1, 4))
        curve = (np.arange(ct.shape[2]) - ct.shape[2] / 2) ** 2 * rng.uniform(0, 0.006)
        half_width = rng.uniform(180, 230) / canvas.spacing
        for x in range(ct.shape[2]):
            y = int(top - curve[x])
            if abs(x - ct.shape[2] / 2) < half_width and y < ct.shape[1]:
                column = ct[:, y : y + 2, x]
                column[~canvas.body.outline[:, y : y + 2, x]] = rng.uniform(-300, 50)
    return ct


def _move(ct, rng, spacing):
    """Rigid shift of a few mm, and at times a smooth breathing shift along z."""
    shift = rng.normal(0, 2.5, 3) / spacing
    moved = ndimage.shift(ct, shift, order=1, mode="nearest")
    if rng.random() < 0.4:
        lift = 1.5 * smooth_noise(rng, ct.shape, 30)
        z = np.arange(ct.shape[0], dtype=np.float32)[:, None, None] + lift
        low = np.clip(np.floor(z).astype(int), 0, ct.shape[0] - 2)
        weight = np.clip(z - low, 0, 1)
        below = np.take_along_axis(moved, low, 0)
        moved = below + weight * (np.take_along_axis(moved, low + 1, 0) - below)
    return moved.astype(np.float32)
