"""The cache of prepared studies: one folder per source, four arrays per study."""

import os
from dataclasses import dataclass

import numpy as np
from painting.anatomy import UNKNOWN
from scipy import ndimage

from .components import NEIGHBOURS

MOST_PLACES = 64


@dataclass
class Study:
    """One prepared study; volumes [z,y,x] at the training spacing in LPS, mapped from disk."""

    name: str
    image: np.ndarray  # float16 [2,z,y,x]: CT in HU, PET in SUV g/ml
    mask: np.ndarray  # uint8 [z,y,x]
    anatomy: np.ndarray  # uint8 [z,y,x], classes of painting/anatomy.py
    lesions: list  # int16 [n,3]: some voxels of each 18-connected lesion
    hot: np.ndarray  # int16 [n,3]: some voxels outside lesions with SUV above 2.5


def save_study(folder, name, ct, pet, mask, anatomy=None):
    """Writes one study; the image comes last, so its presence says that the study is complete."""
    folder.mkdir(parents=True, exist_ok=True)
    if anatomy is None:
        anatomy = np.full(mask.shape, UNKNOWN, np.uint8)
    image = np.stack([np.clip(ct, -1024, 3071), np.clip(pet, 0, 500)]).astype(np.float16)
    np.save(folder / f"{name}.mask.npy", mask.astype(np.uint8))
    np.save(folder / f"{name}.anatomy.npy", anatomy)
    np.savez(folder / f"{name}.places.npz", lesions=_lesion_places(mask > 0), hot=_hot_places(image[1], mask))
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
    image, mask, anatomy = (np.load(folder / f"{name}.{part}.npy", mmap_mode="r") for part in ("image", "mask", "anatomy"))
    places = np.load(folder / f"{name}.places.npz")
    owner = places["lesions"][:, 0]
    lesions = [places["lesions"][owner == k, 1:] for k in np.unique(owner)]
    return Study(name, image, mask, anatomy, lesions, places["hot"])


def _lesion_places(mask):
    """Lesion number and place (z, y, x) of up to 64 voxels of every lesion, int16 [n,4]."""
    components, count = ndimage.label(mask, NEIGHBOURS)
    places = [np.zeros((0, 4), np.int16)]
    for number, box in enumerate(ndimage.find_objects(components), 1):
        voxels = np.argwhere(components[box] == number) + [axis.start for axis in box]
        voxels = voxels[:: max(1, len(voxels) // MOST_PLACES)]
        places.append(np.insert(voxels, 0, number, axis=1).astype(np.int16))
    return np.concatenate(places)


def _hot_places(pet, mask):
    hot = np.argwhere((pet[::2, ::2, ::2] > 2.5) & (mask[::2, ::2, ::2] == 0)) * 2
    return hot[:: max(1, len(hot) // 2000)].astype(np.int16)
