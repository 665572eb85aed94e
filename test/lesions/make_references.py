"""Writes fixtures/*.json: connected components by cc3d and SciPy, mask scores and lesion matches made
with cc3d, and tumour burdens made voxel by voxel with NumPy.

Run with Python >= 3.10 after `pip install connected-components-3d scipy`. The masks are seeded, so
the fixtures only change when those packages or the cases below do.
"""

import json
from pathlib import Path

import cc3d
import numpy as np
from scipy import ndimage

rng = np.random.default_rng(20240614)


def dump(name, content):
    path = Path(__file__).parent / "fixtures" / f"{name}.json"
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n")


def digits(mask):
    return "".join(str(int(v)) for v in mask.ravel())


def by_first_voxel(labels):
    """Renumbers components from 1 in the order of their first voxel."""
    flat = labels.ravel()
    names, first = np.unique(flat[flat > 0], return_index=True)
    order = {name: i + 1 for i, name in enumerate(names[np.argsort(first)])}
    return [order.get(v, 0) for v in flat]


def components(mask, connectivity):
    labels = by_first_voxel(cc3d.connected_components(mask, connectivity=connectivity))
    structure = ndimage.generate_binary_structure(3, {6: 1, 18: 2, 26: 3}[connectivity])
    assert labels == by_first_voxel(ndimage.label(mask, structure)[0])
    return labels


def component_cases():
    masks = {
        "empty": np.zeros((2, 3, 4)),
        "full": np.ones((2, 3, 4)),
        "first and last voxel": np.eye(24)[0].reshape(2, 3, 4) + np.eye(24)[23].reshape(2, 3, 4),
        "chessboard": np.indices((4, 5, 6)).sum(0) % 2,
        "space diagonal": (np.indices((5, 5, 5)) == np.arange(5)[:, None, None]).all(0),
        "comb whose teeth join in the last row": np.vstack(
            [np.tile([1, 0, 1, 0, 1, 0, 1], (5, 1)), np.ones((1, 7))])[None],
    }
    for density in (0.1, 0.2, 0.35, 0.5):
        masks[f"noise of density {density}"] = rng.random((6, 7, 8)) < density
    return [
        {
            "title": title, "shape": mask.shape, "mask": digits(mask),
            "components": {c: components(mask.astype(np.uint8), c) for c in (6, 18, 26)},
        }
        for title, mask in masks.items()
    ]


def untouched(mask, other):
    """Number and voxels of the mask's components that share no voxel with the other mask."""
    labels, count = cc3d.connected_components(mask, connectivity=18, return_N=True)
    alone = set(range(1, count + 1)) - set(np.unique(labels[other > 0]).tolist())
    return len(alone), int(np.isin(labels, list(alone)).sum()), int(count)


def score_cases():
    cases = []

    def add(title, mask, reference):
        mask, reference = mask.astype(np.uint8), reference.astype(np.uint8)
        false_lesions, false_positives, predicted = untouched(mask, reference)
        missed, false_negatives, expected = untouched(reference, mask)
        both = int((mask & reference).sum())
        cases.append({
            "title": title, "shape": mask.shape,
            "mask": digits(mask), "reference": digits(reference),
            "dice": 2 * both / int(mask.sum() + reference.sum()) if expected else None,
            "falsePositiveVoxels": false_positives,
            "falseNegativeVoxels": false_negatives if expected else None,
            "referenceLesions": expected, "lesionsFound": expected - missed,
            "predictedLesions": predicted, "falseLesions": false_lesions,
        })

    shape = (6, 7, 8)
    none = np.zeros(shape)
    some = rng.random(shape) < 0.06
    add("nothing predicted, nothing there", none, none)
    add("nothing predicted", none, some)
    add("nothing there", some, none)
    add("the same", some, some)
    for i, (a, b) in enumerate([(0.05, 0.05), (0.1, 0.03), (0.02, 0.12), (0.2, 0.2)]):
        add(f"noise {i + 1}", rng.random(shape) < a, rng.random(shape) < b)
    # Neighbours by face do not touch: only a common voxel counts.
    left, right = none.copy(), none.copy()
    left[2:4, 2:4, 1:3] = 1
    right[2:4, 2:4, 3:5] = 1
    add("side by side", left, right)
    return cases


def matches(mask, reference, least_iou=0.1):
    """TP, FP, FN by the definition: every pair of components, voxel by voxel."""
    predicted, n_predicted = cc3d.connected_components(mask, connectivity=18, return_N=True)
    expected, n_expected = cc3d.connected_components(reference, connectivity=18, return_N=True)
    pairs = [
        (p, e)
        for p in range(1, n_predicted + 1)
        for e in range(1, n_expected + 1)
        if ((predicted == p) & (expected == e)).sum() / ((predicted == p) | (expected == e)).sum()
        >= least_iou
    ]
    found = len({e for _, e in pairs})
    return found, int(n_predicted) - len({p for p, _ in pairs}), int(n_expected) - found


def match_cases():
    cases = []

    def add(title, mask, reference):
        mask, reference = mask.astype(np.uint8), reference.astype(np.uint8)
        tp, fp, fn = matches(mask, reference)
        cases.append({
            "title": title, "shape": mask.shape,
            "mask": digits(mask), "reference": digits(reference),
            "truePositives": tp, "falsePositives": fp, "falseNegatives": fn,
            "precision": tp / (tp + fp) if tp + fp else None,
            "recall": tp / (tp + fn) if tp + fn else None,
            "f1": 2 * tp / (2 * tp + fp + fn) if tp + fn else None,
        })

    def row(*voxels):
        line = np.zeros((1, 1, 24))
        line[0, 0, list(voxels)] = 1
        return line

    none = row()
    add("neither", none, none)
    add("nothing predicted", none, row(1, 2, 9))
    add("nothing there", row(1, 2, 9), none)
    add("two halves of one lesion", row(1, 2, 3, 5, 6, 7), row(*range(1, 8)))
    add("one blob over two lesions", row(*range(1, 8)), row(1, 2, 3, 5, 6, 7))
    add("an IoU of exactly 0.1", row(0), row(*range(10)))
    add("an IoU of just less", row(0), row(*range(11)))
    add("a sliver beside a match", row(0, *range(2, 14)), row(*range(14)))
    for i, (a, b) in enumerate([(0.05, 0.05), (0.1, 0.06), (0.06, 0.12), (0.12, 0.12)]):
        shape = (6, 7, 8)
        one, other = rng.random(shape) < a, rng.random(shape) < b
        add(f"noise {i + 1}", one | (other & (rng.random(shape) < 0.6)), other)
    return cases


def suv_peak(mask, pet, spacing):
    """Highest mean over voxels within a 1 ml sphere about a lesion voxel, by distances alone."""
    radius = (3 * 1000 / (4 * np.pi)) ** (1 / 3)
    zyx = np.stack(np.meshgrid(*(np.arange(n) for n in mask.shape), indexing="ij"), -1)
    millimetres = zyx * np.array(spacing[::-1])
    means = [
        pet[np.linalg.norm(millimetres - centre, axis=-1) <= radius].mean()
        for centre in millimetres[mask > 0]
    ]
    return max(means) if means else None


def dmax(mask, spacing):
    labels, count = ndimage.label(mask, ndimage.generate_binary_structure(3, 2))
    centres = np.array(ndimage.center_of_mass(mask, labels, range(1, count + 1)))
    if count == 0:
        return None
    centres = centres * np.array(spacing[::-1])
    return float(np.linalg.norm(centres[:, None] - centres[None], axis=-1).max())


def burden_cases():
    cases = []

    def add(title, mask, spacing):
        pet = rng.integers(0, 200, mask.shape) / 16
        millilitres = float(np.prod(spacing)) / 1000
        cases.append({
            "title": title, "shape": mask.shape, "spacing": spacing, "mask": digits(mask),
            "pet": pet.ravel().tolist(),
            "tmtvMl": int(mask.sum()) * millilitres,
            "dmaxMm": dmax(mask, spacing),
            "tlg": float(pet[mask > 0].sum()) * millilitres,
            "suvMax": float(pet[mask > 0].max()) if mask.any() else None,
            "suvPeak": suv_peak(mask, pet, spacing),
        })

    shape = (11, 9, 10)
    one = np.zeros(shape, int)
    one[5, 4, 5] = 1
    corner = np.zeros(shape, int)
    corner[0, 0, 0] = corner[10, 8, 9] = 1
    add("no lesion", np.zeros(shape, int), [2, 2, 3])
    add("one voxel", one, [2, 2, 3])
    add("voxels in opposite corners", corner, [2, 2, 3])
    add("voxels larger than the sphere", corner, [13, 14, 15])
    for spacing in ([2.036, 2.036, 3], [4.07, 4.07, 2], [1.5, 2.5, 5]):
        add(f"noise at {spacing}", (rng.random(shape) < 0.04).astype(int), spacing)
    add("dense noise", (rng.random(shape) < 0.3).astype(int), [3, 2.5, 2])
    return cases


dump("components", component_cases())
dump("scores", score_cases())
dump("matches", match_cases())
dump("burdens", burden_cases())
