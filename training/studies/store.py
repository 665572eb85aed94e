"""The cache of prepared studies: one folder per source, three arrays per study."""

import os
from dataclasses import dataclass

import cc3d
import numpy as np

from painting.anatomy import UNKNOWN


@dataclass
class Study:
    """One prepared study; volumes [z,y,x] at the training spacing in LPS, mapped from disk."""

    name: str
    image: np.ndarray  # float16 [2,z,y,x]: CT in HU, PET in SUV g/ml
    mask: np.ndarray  # uint8 [z,y,x]
    anatomy: np.ndarray  # uint8 [z,y,x], classes of painting/anatomy.py
    lesions: list  # voxel indices [n,3] of each 18-connected lesion
    hot: np.ndarray  # [n,3] some voxels outside lesions with SUV above 2.5


def save_study(folder, name, ct, pet, mask, anatomy=None):
    """Writes one study; the image comes last, so its presence says that the study is complete."""
    folder.mkdir(parents=True, exist_ok=True)
    if anatomy is None:
        anatomy = np.full(mask.shape, UNKNOWN, np.uint8)
    image = np.stack([np.clip(ct, -1024, 3071), np.clip(pet, 0, 500)]).astype(np.float16)
    np.save(folder / f"{name}.mask.npy", mask.astype(np.uint8))
    np.save(folder / f"{name}.anatomy.npy", anatomy)
    partial = folder / f"{name}.{os.getpid()}.partial.npy"
    np.save(partial, image)
    partial.replace(folder / f"{name}.image.npy")


def is_stored(folder, name):
    """Whether the study is there."""
    return (folder / f"{name}.image.npy").exists()


def load_studies(folder):
    """All studies of a folder in name order; an empty list where the folder is missing."""
    return [load_study(folder, path.name.removesuffix(".image.npy")) for path in sorted(folder.glob("*.image.npy"))]


def load_study(folder, name):
    """One study of a folder."""
    image = np.load(folder / f"{name}.image.npy", mmap_mode="r")
    mask = np.load(folder / f"{name}.mask.npy", mmap_mode="r")
    anatomy = np.load(folder / f"{name}.anatomy.npy", mmap_mode="r")
    components = cc3d.connected_components(np.array(mask), connectivity=18)
    where = np.argwhere(components)
    owner = components[tuple(where.T)]
    lesions = [where[owner == k] for k in range(1, components.max() + 1)]
    hot = np.argwhere((image[1][::2, ::2, ::2] > 2.5) & (mask[::2, ::2, ::2] == 0)) * 2
    hot = hot[:: max(1, len(hot) // 2000)]
    return Study(name, image, mask, anatomy, lesions, hot)
