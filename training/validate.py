"""Scores of a network on the held-out studies."""

import numpy as np
from scipy import ndimage

from predict import predict_logits
from studies.components import NEIGHBOURS, touching
from studies.store import load_studies

SOURCES = ("painted_validation", "negatives_validation", "cases_validation", "phantoms_validation")


def validate(network, config, cache, mirror=False):
    """Mean Dice, lesion recall and false-positive volume (ml) per source.

    A lesion is found when the prediction has at least one voxel of it; a predicted component (18-connected)
    without one lesion voxel is a false positive. Studies without a lesion count only for false positives.
    """
    report = {}
    for source in SOURCES:
        studies = load_studies(cache / source)
        if studies:
            rows = [_score(network, study, config, mirror) for study in studies]
            report[source] = {
                "dice": _mean([r["dice"] for r in rows if r["lesions"]]),
                "recall": sum(r["found"] for r in rows) / max(1, sum(r["lesions"] for r in rows)),
                "lesions": sum(r["lesions"] for r in rows),
                "false_positive_ml": float(np.mean([r["false_positive_ml"] for r in rows])),
                "studies": rows,
            }
    return report


def _mean(values):
    return float(np.mean(values)) if values else None


def _score(network, study, config, mirror):
    truth = np.asarray(study.mask) > 0
    found = predict_logits(network, study.image, config, mirror) > 0
    stray = found & ~touching(found, truth)
    lesions, count = ndimage.label(truth, NEIGHBOURS)
    return {
        "name": study.name,
        "dice": float(2 * (found & truth).sum() / max(1, found.sum() + truth.sum())),
        "lesions": count,
        "found": int(np.count_nonzero(np.unique(lesions[found]))),
        "false_positive_ml": float(stray.sum() * config["spacing_mm"] ** 3 / 1000),
    }
