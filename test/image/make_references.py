"""Makes fixtures/*.json for the image tests with SimpleITK: python test/image/make_references.py"""

import json
from pathlib import Path

import numpy as np
import SimpleITK as sitk

OUT = Path(__file__).parent / "fixtures"


def grid(size, spacing, origin, direction, values=None):
    """An image with random whole numbers, and its description for the tests."""
    image = sitk.GetImageFromArray(values)
    image.SetSpacing(spacing)
    image.SetOrigin(origin)
    image.SetDirection(direction)
    assert image.GetSize() == tuple(size)
    return image


def describe(image):
    return {
        "size": image.GetSize(),
        "spacing": image.GetSpacing(),
        "origin": image.GetOrigin(),
        "direction": image.GetDirection(),
        "data": [round(float(v), 6) for v in sitk.GetArrayFromImage(image).ravel()],
    }


def rotation(degrees):
    a = np.deg2rad(degrees)
    return (np.cos(a), -np.sin(a), 0, np.sin(a), np.cos(a), 0, 0, 0, 1)


def resampling(rng):
    """CT grids brought onto a PET grid, linear, -1024 outside."""
    identity = (1, 0, 0, 0, 1, 0, 0, 0, 1)
    pet = grid((5, 4, 3), (4, 4.5, 5), (-8, -9, 10), identity, rng.integers(0, 9, (3, 4, 5)).astype("float32"))
    cases = {
        "finer": ((9, 8, 7), (2.1, 2.3, 2.5), (-8.5, -9.5, 9), identity),
        "partly outside": ((6, 5, 4), (2, 2, 2), (-3, -4, 12), identity),
        "flipped": ((9, 8, 7), (2.1, 2.3, 2.5), (9, 8, 24), (-1, 0, 0, 0, -1, 0, 0, 0, -1)),
        "rotated": ((12, 12, 9), (2, 2, 2), (-14, -10, 8), rotation(20)),
        "permuted": ((7, 9, 8), (2.5, 2.1, 2.3), (-8.5, -9.5, 9), (0, 1, 0, 0, 0, 1, 1, 0, 0)),
        "one slice": ((9, 8, 1), (2.1, 2.3, 9), (-8.5, -9.5, 14), identity),
    }
    rows = []
    for name, (size, spacing, origin, direction) in cases.items():
        ct = grid(size, spacing, origin, direction, rng.integers(-1000, 1500, size[::-1]).astype("int16"))
        onto = sitk.Resample(sitk.Cast(ct, sitk.sitkFloat64), pet, sitk.Transform(), sitk.sitkLinear, -1024.0)
        rows.append({"name": name, "source": describe(ct), "expected": describe(onto)})
    return rows


def orientation(rng):
    """DICOMOrient on grids of several directions."""
    directions = {
        "LPS": (1, 0, 0, 0, 1, 0, 0, 0, 1),
        "RAS": (-1, 0, 0, 0, -1, 0, 0, 0, 1),
        "permuted": (0, 0, 1, -1, 0, 0, 0, 1, 0),
        "oblique": rotation(25),
    }
    rows = []
    for name, direction in directions.items():
        image = grid((2, 3, 4), (1.5, 2.5, 3.5), (10, -20, 30), direction, rng.integers(0, 99, (4, 3, 2)).astype("int16"))
        for wanted in ["LPS", "RAS", "SRA"]:
            turned = sitk.DICOMOrient(image, wanted)
            rows.append({"name": name, "wanted": wanted, "source": describe(image), "expected": describe(turned)})
    return rows


if __name__ == "__main__":
    rng = np.random.default_rng(7)
    OUT.mkdir(exist_ok=True)
    (OUT / "resample-onto.json").write_text(json.dumps(resampling(rng)) + "\n")
    (OUT / "orient.json").write_text(json.dumps(orientation(rng)) + "\n")
