"""Writes fixtures/regions.json: spheres and cylinders measured with NumPy, voxel by voxel, on grids of unequal spacing that lie straight,
oblique and feet first, some of them cut by the image's border.

Run with Python >= 3.10 after `pip install numpy`. All of it is seeded: the fixture only changes when that or the cases below do.
"""

import json
from pathlib import Path

import numpy as np

rng = np.random.default_rng(20260202)
oblique = np.linalg.qr(np.array([[1, 0.3, -0.2], [-0.3, 1, 0.1], [0.2, -0.1, 1]]))[0]
oblique = oblique * np.sign(np.diag(oblique))
grids = {
    "straight": ([9, 8, 7], [3, 4, 5], [0, 0, 0], np.eye(3)),
    "oblique": ([11, 9, 8], [2.5, 3.25, 4], [100, -7, 0.5], oblique),
    "feet first": ([12, 10, 9], [2.036, 2.036, 3], [100, -7, 0.5], np.diag([-1.0, 1, -1])),
}


def measure(title, index, radius, height):
    size, spacing, origin, direction = grids[title]
    x, y, z = np.meshgrid(*(np.arange(n) for n in size), indexing="ij")
    world = np.stack([x, y, z], -1) * spacing @ direction.T + origin
    centre = np.array(index) * spacing @ direction.T + origin
    sixteenths = rng.integers(0, 400, x.shape)
    away = world - centre
    if height is None:
        within = (away**2).sum(-1) <= radius**2
    else:
        within = ((away[..., :2] ** 2).sum(-1) <= radius**2) & (np.abs(away[..., 2]) <= height / 2)
    suv = sixteenths[within] / 16
    return {
        "title": title, "size": size, "spacing": spacing, "origin": origin, "direction": direction.ravel().tolist(),
        "sixteenths": sixteenths.transpose(2, 1, 0).ravel().tolist(),
        "centre": centre.tolist(), "radiusMm": radius, "heightMm": height,
        "voxels": int(within.sum()), "suvMean": float(suv.mean()), "suvSd": float(suv.std()), "suvMax": float(suv.max()),
    }


cases = [
    measure("straight", [4.2, 3.7, 3.1], 9, None), measure("straight", [4.2, 3.7, 3.1], 5, 18.4),
    measure("oblique", [5.5, 4.1, 3.3], 8.5, None), measure("oblique", [5.5, 4.1, 3.3], 5, 15), measure("oblique", [0.4, 8, 7], 8.9, None),
    measure("feet first", [6, 5, 4.5], 7, None), measure("feet first", [6, 5, 4.5], 5, 20), measure("feet first", [11, 0, 8], 5, 20),
]
path = Path(__file__).parent / "fixtures" / "regions.json"
path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
