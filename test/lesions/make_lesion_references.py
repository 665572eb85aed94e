"""Writes fixtures/lesions.json: every lesion of synthetic masks measured with NumPy and SciPy, voxel by voxel, on
grids of unequal spacing that lie straight, oblique and feet first; what thresholds of SUV leave of them (`refined`).

Run with Python >= 3.10 after `pip install numpy scipy`. All of it is seeded: the fixture only changes when those packages or
the cases below do.
"""

import json
from pathlib import Path

import numpy as np
from scipy import ndimage

rng = np.random.default_rng(20260101)
radius = (3 * 1000 / (4 * np.pi)) ** (1 / 3)


def rotation(axis, degrees):
    """Rodrigues' formula."""
    x, y, z = np.array(axis) / np.linalg.norm(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = np.radians(degrees)
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross


def lesions_of(mask, pet, spacing, origin, direction):
    labels, count = ndimage.label(mask, ndimage.generate_binary_structure(3, 2))
    centres = [np.argwhere(labels == label).mean(0)[::-1] * spacing for label in range(1, count + 1)]
    zyx = np.stack(np.indices(mask.shape), -1)
    xyz = zyx[..., ::-1]
    millimetres = xyz * np.array(spacing)

    def world(index):
        return (np.array(origin) + direction @ (np.array(index) * spacing)).tolist()

    def one(label):
        inside = labels == label
        voxels = xyz[inside]
        suv = pet[inside]
        hottest = voxels[np.argmax(suv)]
        centre = voxels.mean(0)
        around = [
            pet[((millimetres - c) ** 2).sum(-1) <= radius**2].mean() for c in millimetres[inside]
        ]
        # Middles of all faces of all voxels: those within lie between two on the surface.
        faces = np.concatenate([voxels + step for axis in np.eye(3) / 2 for step in (axis, -axis)]) * spacing
        others = [c for i, c in enumerate(centres) if i != label - 1]
        apart = [float(np.linalg.norm(centres[label - 1] - other)) for other in others]
        volume = len(voxels) * float(np.prod(spacing)) / 1000
        return {
            "first": int(np.flatnonzero(inside)[0]),
            "voxels": len(voxels), "volumeMl": volume,
            "centre": {"index": centre.tolist(), "world": world(centre)},
            "longestDiameterMm": float(np.linalg.norm(faces[:, None] - faces, axis=-1).max()),
            "nearestMm": min(apart) if apart else None,
            "suvMax": float(suv.max()),
            "suvMaxPlace": {"index": hottest.tolist(), "world": world(hottest)},
            "suvMean": float(suv.mean()), "suvPeak": float(max(around)), "tlg": volume * float(suv.mean()),
        }

    found = [one(label) for label in range(1, count + 1)]
    return sorted(found, key=lambda lesion: (-lesion["voxels"], lesion["first"]))


def refined(mask, pet, threshold):
    """Of each lesion by itself what reaches an SUV, or a share of its highest."""
    labels, count = ndimage.label(mask, ndimage.generate_binary_structure(3, 2))
    kept = np.zeros(mask.shape, bool)
    gone = 0
    for label in range(1, count + 1):
        inside = labels == label
        suv = float(threshold[:-1]) / 100 * pet[inside].max() if threshold.endswith("%") else float(threshold)
        left = inside & (pet >= suv)
        kept |= left
        gone += not left.any()
    return {"mask": "".join(str(int(v)) for v in kept.ravel()), "voxelsGone": int(mask.sum() - kept.sum()), "lesionsGone": gone}


def case(title, mask, spacing, origin, direction):
    sixteenths = rng.integers(0, 400, mask.shape)
    pet = sixteenths / 16
    lesions = lesions_of(mask, pet, np.array(spacing), origin, direction)
    return {
        "title": title, "size": list(mask.shape[::-1]), "spacing": spacing, "origin": origin,
        "direction": direction.ravel().tolist(),
        "mask": "".join(str(int(v)) for v in mask.ravel()), "sixteenths": sixteenths.ravel().tolist(),
        "lesions": lesions,
        "refined": {text: refined(mask, pet, text) for text in ("4", "12.5", "41%", "87.5%", "100%")},
        "totals": {
            "tmtvMl": sum(lesion["volumeMl"] for lesion in lesions),
            "tlg": sum(lesion["tlg"] for lesion in lesions),
            "suvMax": max((lesion["suvMax"] for lesion in lesions), default=None),
            "suvPeak": max((lesion["suvPeak"] for lesion in lesions), default=None),
        },
    }


def blobs(shape, spacing, count):
    """Balls of 3 to 9 mm, some of which touch."""
    zyx = np.stack(np.indices(shape), -1) * np.array(spacing[::-1])
    mask = np.zeros(shape, bool)
    for _ in range(count):
        centre = rng.uniform(0, 1, 3) * np.array(shape) * np.array(spacing[::-1])
        mask |= ((zyx - centre) ** 2).sum(-1) <= rng.uniform(3, 9) ** 2
    return mask


straight, shape = np.eye(3), (9, 11, 13)
edges = np.zeros(shape, bool)
edges[0, 0, 0] = edges[8, 10, 12] = edges[4, 5, 6] = edges[5, 6, 6] = edges[2, 2, 2] = edges[3, 3, 3] = True
cases = [
    case("no lesion", np.zeros(shape, bool), [2, 3, 4], [1, 2, 3], straight),
    case("single voxels, one pair joined by an edge, one kept apart at a corner", edges, [3, 3, 5], [0, 0, 0], straight),
    case("isotropic", blobs(shape, [4, 4, 4], 6), [4, 4, 4], [-20, 30, -500], straight),
    case("anisotropic", blobs(shape, [2.5, 1.75, 5], 7), [2.5, 1.75, 5], [-20, 30, -500], straight),
    case("oblique", blobs(shape, [2, 3.25, 4], 6), [2, 3.25, 4], [100, -7, 0.5], rotation([1, 2, 3], 25)),
    case("feet first", blobs(shape, [2.036, 2.036, 3], 6), [2.036, 2.036, 3], [100, -7, 0.5], np.diag([-1.0, 1, -1])),
]
path = Path(__file__).parent / "fixtures" / "lesions.json"
path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
