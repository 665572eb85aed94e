"""What a model's certainty is worth: python training/calibrate.py --config training/config.json --model weights

Paints bodies onto held-out organ maps, segments them (held_out_bodies.py) and fits on the one half, by patients, what is then checked on
the other: how likely a lesion is one by its surest logit and its volume (logistic regression), and the logit whose volume, above it and
above its negative, encloses the true volume (the split conformal quantile). Writes both with their figures into model.json of
the model folder, as `calibration`. To be run again after each training; logits that are there for these weights are not made
again. With --minutes it stops and says how many bodies are missing.
"""

import argparse
import hashlib
import json
import time
from pathlib import Path

import numpy as np
import torch
from scipy import ndimage

from held_out_bodies import SPACING_MM, HeldOutBodies
from quick import keep_certain
from studies.components import NEIGHBOURS

WEIGHTS = "fold_0/checkpoint_final.onnx"
VOXEL_ML = SPACING_MM**3 / 1000
# Share of bodies whose true volume the interval is to enclose.
COVERAGE = 0.8
RIDGE = 0.01


def main():
    """Makes the bodies, fits, checks, writes."""
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=here / "config.json")
    parser.add_argument("--model", type=Path, default=here.parent / "weights")
    parser.add_argument("--bodies", type=int, default=42)
    parser.add_argument("--minutes", type=float, default=np.inf, help="make bodies for no longer than this")
    args = parser.parse_args()
    config = json.loads(args.config.read_text())
    work = args.config.resolve().parent / config["work"]
    torch.set_num_threads(1)
    bodies = HeldOutBodies(config, work, args.model / WEIGHTS)
    described = args.model / "model.json"
    content = json.loads(described.read_text())
    if not _make(bodies, args.bodies, args.minutes):
        return
    steps = content.get("lesion_certainty", [])
    rows = [_study(bodies, number, steps) for number in range(args.bodies)]
    fit, check = ([row for row in rows if row["checks"] == side] for side in (False, True))
    total = hashlib.sha256((args.model / WEIGHTS).read_bytes()).hexdigest()
    content.setdefault("sha256", {}).setdefault(WEIGHTS, total)
    content["calibration"] = {
        "made_by": "training/calibrate.py",
        "weights": {WEIGHTS: total},
        "lesion_confidence": _confidence(fit, check),
        "tmtv_interval": _interval(fit, check),
    }
    described.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    print(json.dumps(content["calibration"], indent=2))


def _make(bodies, count, minutes):
    end = time.time() + 60 * minutes
    for number in range(count):
        if time.time() > end:
            print(f"bodies from {number} on are missing: run it again")
            return False
        bodies.logits(number)
    return True


def _study(bodies, number, steps):
    """Volumes, what the interval would need, and a row for each lesion that is left: surest logit, volume (ml), 1 for a true one."""
    logits = bodies.logits(number).astype(np.float32)
    truth = bodies.shown(number, "mask") > 0
    kept = keep_certain(logits, SPACING_MM, steps)
    components, _ = ndimage.label(kept, NEIGHBOURS)
    lesions = []
    for label, box in enumerate(ndimage.find_objects(components), 1):
        inside = components[box] == label
        lesions.append((logits[box][inside].max(), inside.sum() * VOXEL_ML, truth[box][inside].any()))
    return {
        "number": number,
        "checks": bodies.is_for_checking(number),
        "true_ml": truth.sum() * VOXEL_ML,
        "found_ml": kept.sum() * VOXEL_ML,
        "needed": _needed_logit(logits, kept, int(truth.sum())),
        "range": lambda logit: ((logits[kept] > logit).sum() * VOXEL_ML, (logits > -logit).sum() * VOXEL_ML),
        "lesions": lesions,
    }


def _needed_logit(logits, kept, true_voxels):
    """The least logit, from 0, whose volume above it is no more than the truth and that above its negative no less."""
    sure = np.sort(logits[kept])[::-1]
    low = sure[true_voxels] if len(sure) > true_voxels else 0
    high = -np.partition(logits.ravel(), -true_voxels)[-true_voxels] if true_voxels else 0
    # Above its negative: a hair more than the value itself.
    return max(0.0, float(low), float(high) + 1e-3)


def _interval(fit, check):
    needed = np.sort([row["needed"] for row in fit])
    rank = int(np.ceil(COVERAGE * (len(needed) + 1)))
    logit = round(float(needed[min(rank, len(needed)) - 1]) + 0.005, 2)
    ranges = [row["range"](logit) for row in check]
    covered = [low <= row["true_ml"] <= high for (low, high), row in zip(ranges, check)]
    wide = [high - low for low, high in ranges]
    return {
        "logit": logit,
        "coverage": COVERAGE,
        "fitted_on": {"bodies": len(fit), "enclosed": int(sum(row["needed"] <= logit for row in fit))},
        "checked_on": {
            "bodies": len(check),
            "enclosed": int(sum(covered)),
            "median_width_ml": round(float(np.median(wide)), 1),
            "median_true_ml": round(float(np.median([row["true_ml"] for row in check])), 1),
        },
    }


def _confidence(fit, check):
    x, true = _lesions(fit)
    weights = _logistic_regression(x, true)
    x_check, true_check = _lesions(check)
    likely = _logistic(x_check @ weights)
    base = true.mean()
    return {
        "intercept": round(float(weights[0]), 4),
        "per_logit": round(float(weights[1]), 4),
        "per_log_ml": round(float(weights[2]), 4),
        "fitted_on": {"bodies": len(fit), "lesions": len(true), "true": int(true.sum())},
        "checked_on": {
            "bodies": len(check),
            "lesions": len(true_check),
            "true": int(true_check.sum()),
            "mean_confidence": round(float(likely.mean()), 3),
            "brier": round(float(((likely - true_check) ** 2).mean()), 4),
            "brier_of_the_share": round(float(((base - true_check) ** 2).mean()), 4),
            "thirds": _thirds(likely, true_check),
        },
    }


def _lesions(rows):
    found = np.array([lesion for row in rows for lesion in row["lesions"]], float).reshape(-1, 3)
    return np.stack([np.ones(len(found)), found[:, 0], np.log(found[:, 1])], 1), found[:, 2]


def _thirds(likely, true):
    """Of a third of the lesions each, by rising confidence: mean confidence and share of true ones."""
    parts = np.array_split(np.argsort(likely, kind="stable"), 3)
    return [{"confidence": round(float(likely[p].mean()), 3), "true": round(float(true[p].mean()), 3)} for p in parts if len(p)]


def _logistic_regression(x, true):
    """Newton's method, with a ridge that only keeps it finite."""
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        likely = _logistic(x @ weights)
        gradient = x.T @ (true - likely) - RIDGE * weights
        curvature = (x * (likely * (1 - likely))[:, None]).T @ x + RIDGE * np.eye(len(weights))
        weights = weights + np.linalg.solve(curvature, gradient)
    return weights


def _logistic(value):
    return 1 / (1 + np.exp(-value))


if __name__ == "__main__":
    main()
