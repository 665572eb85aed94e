"""Writes fixtures/*.json: connected components by cc3d and SciPy, and mask scores made with cc3d.

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


dump("components", component_cases())
dump("scores", score_cases())
