"""Writes fixtures/distributions.json: how lists of numbers are distributed, by NumPy.

Run with Python >= 3.10 after `pip install numpy`. The numbers are seeded.
"""

import json
from pathlib import Path

import numpy as np

rng = np.random.default_rng(20240620)


def describe(title, values):
    defined = np.array([v for v in values if v is not None], float)
    if defined.size == 0:
        keys = ("mean", "std", "min", "q1", "median", "q3", "max", "sum")
        numbers = dict.fromkeys(keys)
    else:
        q1, median, q3 = np.quantile(defined, (0.25, 0.5, 0.75))
        numbers = {
            "mean": defined.mean(), "std": defined.std(ddof=1) if defined.size > 1 else None,
            "min": defined.min(), "q1": q1, "median": median, "q3": q3, "max": defined.max(),
            "sum": defined.sum(),
        }
    return {
        "title": title, "values": values, "defined": int(defined.size),
        "undefined": len(values) - int(defined.size), **numbers,
    }


cases = [
    describe("no case", []),
    describe("none defined", [None, None]),
    describe("one", [0.25]),
    describe("two, one undefined", [3.0, None, 1.0]),
    describe("ties", [2.0, 2.0, 2.0, 5.0, 2.0]),
    describe("fifty, some undefined",
             [None if v < 0.1 else float(v) for v in rng.random(50)]),
    describe("skewed volumes", [float(v) for v in np.exp(rng.normal(1, 2, 31))]),
]
path = Path(__file__).parent / "fixtures" / "distributions.json"
path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
