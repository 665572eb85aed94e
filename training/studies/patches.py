"""The stream of training patches, a pure function of the seed and the sample's number."""

from pathlib import Path

import numpy as np
import torch
from painting.anatomy import AIR
from torch.utils.data import Dataset

from .augment import REACH, augment, keep_only_box
from .normalise import normalise
from .prepare import ensure_painted
from .store import load_studies, load_study

SOURCES = ("painted", "cases", "phantoms")


class Patches(Dataset):
    """Samples number `first` to `last` - 1: (image [2,*patch] normalised float32, mask and anatomy [*patch] int64)."""

    def __init__(self, config, shared: Path, cache: Path, first, last):
        self.config, self.shared, self.cache, self.first, self.last = config, shared, cache, first, last
        self.others = {name: load_studies(cache / name) for name in SOURCES if name != "painted"}
        self.painted = {}
        shares = np.array([config["shares"][n] if n == "painted" or self.others[n] else 0 for n in SOURCES], float)
        self.shares = shares / shares.sum()

    def __len__(self):
        return self.last - self.first

    def __getitem__(self, index):
        number = self.first + index
        rng = np.random.default_rng([self.config["seed"], number])
        source = SOURCES[rng.choice(len(SOURCES), p=self.shares)]
        study = self._painted(number, rng) if source == "painted" else _any(self.others[source], rng)
        image, (mask, anatomy) = _patch(study, self.config["training_patch_size"], rng)
        if source != "cases" and rng.random() < 0.1:
            keep_only_box(image, mask, anatomy, rng, self.config["spacing_mm"])
        return normalise(image, self.config["normalisation"]), mask.long(), anatomy.long()

    def _painted(self, number, rng):
        """One of the bodies painted up to now: their pool grows with the sample's number."""
        painted = self.config["painted"]
        pool = min(painted["count"], painted["first_pool"] + number // painted["samples_per_new_study"])
        chosen = int(rng.integers(pool))
        if chosen not in self.painted:
            name = ensure_painted(self.config, self.shared, self.cache, chosen)
            self.painted[chosen] = load_study(self.cache / "painted", name)
        return self.painted[chosen]


def _any(studies, rng):
    return studies[rng.integers(len(studies))]


def _patch(study, patch_size, rng):
    size = np.array(patch_size)
    centre = _centre(study, size, rng)
    half = np.ceil(size / 2 * REACH).astype(int)
    return augment(*_box(study, centre - half, centre + half), patch_size, rng)


def _centre(study, size, rng):
    """Centre voxel: on a random lesion, on uptake that is no lesion, or anywhere."""
    shape = np.array(study.mask.shape)
    draw = rng.random()
    if study.lesions and draw < 0.45:
        lesion = study.lesions[rng.integers(len(study.lesions))]
        return lesion[rng.integers(len(lesion))] + rng.integers(-size // 3, size // 3 + 1)
    if len(study.hot) and draw < 0.6:
        return study.hot[rng.integers(len(study.hot))] + rng.integers(-size // 3, size // 3 + 1)
    low = np.minimum(size // 2, shape // 2)
    return rng.integers(low, np.maximum(shape - low, low + 1))


def _box(study, low, high):
    """Float32 image and uint8 labels (mask, anatomy) of the box low..high; air where it leaves the study."""
    shape = high - low
    image = torch.zeros((2, *shape))
    image[0] = -1000
    labels = torch.zeros((2, *shape), dtype=torch.uint8)
    labels[1] = AIR
    inner_low = np.clip(low, 0, study.mask.shape)
    inner_high = np.clip(high, 0, study.mask.shape)
    if (inner_high > inner_low).all():
        source = tuple(slice(a, b) for a, b in zip(inner_low, inner_high))
        target = tuple(slice(a, b) for a, b in zip(inner_low - low, inner_high - low))
        image[(slice(None), *target)] = torch.from_numpy(study.image[(slice(None), *source)].astype(np.float32))
        labels[(0, *target)] = torch.from_numpy(np.array(study.mask[source]))
        labels[(1, *target)] = torch.from_numpy(np.array(study.anatomy[source]))
    return image, labels
