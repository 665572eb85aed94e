"""Writes fixtures/{normalise,crop,new-shape}.json: nnU-Net's own preprocessing of random arrays.

Run with Python >= 3.10 after `pip install nnunetv2==2.8.1`. The inputs are seeded, so the fixtures
only change when nnU-Net or the cases below do.
"""

import json
from pathlib import Path

import numpy as np
from nnunetv2.preprocessing.cropping.cropping import crop_to_nonzero
from nnunetv2.preprocessing.normalization import default_normalization_schemes as schemes
from nnunetv2.preprocessing.resampling.default_resampling import compute_new_shape

rng = np.random.default_rng(20240612)


def dump(name, content):
    path = Path(__file__).parent / "fixtures" / f"{name}.json"
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n")


def numbers(array):
    # Nine digits tell every float32 from its neighbours.
    return [float(f"{v:.9g}") for v in np.ravel(array)]


def normalise_cases():
    properties = {
        "mean": 107.777, "std": 286.173, "percentile_00_5": -831.948, "percentile_99_5": 1127.519,
    }
    images = {
        "ct": rng.normal(0, 700, 60).astype(np.float32),
        "suv": rng.gamma(0.6, 3, 60).astype(np.float32),
        "flat": np.full(20, 3.25, np.float32),
        "rgb": rng.integers(0, 256, 40).astype(np.float32),
    }
    cases = []

    def add(scheme, key, masked=False, std=None):
        image = images[key].copy()
        inside = None
        if masked:
            inside = rng.random(image.shape) < 0.6
            image[~inside] = 0
        used = properties if std is None else {**properties, "std": std}
        seg = None if inside is None else np.where(inside, 0, -1)
        result = getattr(schemes, scheme)(masked, used).run(image.copy(), seg)
        cases.append({
            "title": f"{scheme} of {key}{', masked' if masked else ''}{'' if std is None else ', std 0'}",
            "scheme": scheme, "properties": used, "data": numbers(image),
            "inside": None if inside is None else inside.astype(int).tolist(),
            "expected": numbers(result),
        })

    add("CTNormalization", "ct")
    add("CTNormalization", "suv")
    add("CTNormalization", "flat", std=0.0)
    add("ZScoreNormalization", "suv")
    add("ZScoreNormalization", "ct")
    add("ZScoreNormalization", "flat")
    add("ZScoreNormalization", "suv", masked=True)
    add("NoNormalization", "suv")
    add("RescaleTo01Normalization", "ct")
    add("RescaleTo01Normalization", "flat")
    add("RGBTo01Normalization", "rgb")
    # The plans may set use_mask_for_norm for any scheme; only the z-score heeds it.
    add("CTNormalization", "ct", masked=True)
    return cases


def crop_cases():
    cases = []

    def add(title, *channels):
        data = np.stack(channels).astype(np.float32)
        _, seg, bbox = crop_to_nonzero(data.copy())
        cases.append({
            "title": title, "shape": data.shape[1:],
            "channels": ["".join(str(int(v)) for v in channel.ravel()) for channel in data],
            "bbox": [[int(i) for i in pair] for pair in bbox],
            "inside": "".join(str(int(v)) for v in (seg[0] >= 0).ravel()),
        })

    def sparse(shape, density):
        return rng.random(shape) < density

    def shell(shape, lower, upper):
        solid = np.zeros(shape)
        solid[tuple(slice(a, b) for a, b in zip(lower, upper))] = 1
        solid[tuple(slice(a + 1, b - 1) for a, b in zip(lower, upper))] = 0
        return solid

    shape = (7, 8, 9)
    add("empty", np.zeros(shape))
    add("all nonzero", np.ones(shape), np.zeros(shape))
    corner = np.zeros(shape)
    corner[0, 0, 0] = 1
    add("first voxel only", corner)
    add("last voxel only", corner[::-1, ::-1, ::-1])
    add("one voxel at a face", np.eye(7)[3][:, None, None] * np.eye(8)[5][:, None] * np.eye(9)[0])
    hollow = shell(shape, (1, 2, 1), (6, 7, 7))
    add("hollow box", hollow)
    opened = hollow.copy()
    opened[1, 4, 4] = 0
    add("box open on one side", opened)
    leaky = hollow.copy()
    leaky[1, 2, 1] = 0
    add("box open at a corner, which six-connectivity does not pass", leaky)
    add("hollow box at the border", shell(shape, (0, 0, 0), (7, 8, 5)))
    add("hole closed by two channels together", hollow * sparse(shape, 0.5), hollow, np.zeros(shape))
    for density in (0.02, 0.3, 0.6, 0.75, 0.85):
        add(f"noise of density {density}", sparse(shape, density), sparse((7, 8, 9), 0.01))
    maze = np.ones((3, 9, 9))
    maze[1, 1:8, 1:8] = 0
    maze[1, 2:8, 3] = 1
    maze[1, 1:7, 5] = 1
    add("closed winding corridor", maze)
    maze = maze.copy()
    maze[1, 8, 7] = 0
    add("open winding corridor", maze)
    ring = np.zeros((1, 8, 9))
    ring[0, 1:6, 2:8] = 1
    ring[0, 2:5, 3:7] = 0
    add("ring in a single slice, which is open above and below", ring)
    return cases


def new_shape_cases():
    cases = [
        # Halves go to the even neighbour.
        [[5, 7, 9], [1.0, 1.0, 1.0], [2.0, 2.0, 2.0]],
        [[3, 1, 11], [0.5, 0.5, 0.5], [1.0, 0.25, 1.0]],
        # Halves in decimal notation: (old / new) * n and old * n / new fall on different sides.
        [[219, 453, 180], [1.3, 4.5, 2.2], [2.6, 5.4, 4.8]],
        [[178, 21, 329], [1.2, 0.7, 5.9], [1.6, 4.2, 1.4]],
        [[86, 114, 12], [3.6, 5.3, 5.9], [4.8, 1.2, 0.8]],
        [[326, 400, 400], [3.0, 2.036458, 2.036458], [4.0, 4.0, 4.0]],
    ]
    for _ in range(100):
        shape = rng.integers(1, 700, 3)
        # Spacings of few digits make ties and near ties frequent.
        old, new = np.round(rng.uniform(0.3, 5, (2, 3)), int(rng.integers(1, 4)))
        cases.append([shape.tolist(), old.tolist(), new.tolist()])
    results = [[*case, compute_new_shape(*case).tolist()] for case in cases]
    return [case for case in results if min(case[3]) > 0]


dump("normalise", normalise_cases())
dump("crop", crop_cases())
dump("new-shape", new_shape_cases())
