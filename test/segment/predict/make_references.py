"""Writes fixtures/sliding-window.json: nnU-Net's own sliding window over random images.

Run with Python >= 3.10 after `pip install nnunetv2==2.8.1`. Everything is seeded, so the fixture only
changes when nnU-Net or the cases below do.

The networks are single convolutions with zero padding: linear, but neither mirror-symmetric nor
blind to the edges of their patch. nnU-Net's predictor runs as it is, folds, mirrors and all, but for
its half-precision buffers: they are widened to float64, so that the reference has no rounding.
"""

import json
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import numpy as np
import torch
from nnunetv2.inference import predict_from_raw_data
from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor
from nnunetv2.inference.sliding_window_prediction import compute_gaussian
from nnunetv2.utilities.label_handling.label_handling import LabelManager

rng = np.random.default_rng(20240615)


def sixteenths(*shape):
    return rng.integers(-16, 17, shape) / 16


def predict(image, patch, folds, mirror_axes, step, labels):
    network = [None, None, torch.nn.Conv2d, torch.nn.Conv3d][len(patch)]
    predictor = nnUNetPredictor(
        tile_step_size=step, use_mirroring=mirror_axes is not None, device=torch.device("cpu"),
        perform_everything_on_device=False, allow_tqdm=False)
    predictor.manual_initialization(
        network(image.shape[0], len(labels), 3, padding=1).double(),
        SimpleNamespace(get_label_manager=lambda dataset: LabelManager(dataset["labels"], None)),
        SimpleNamespace(patch_size=patch),
        [{key: torch.from_numpy(value) for key, value in fold.items()} for fold in folds],
        {"labels": labels}, "nnUNetTrainer", mirror_axes)
    exact_gaussian = partial(compute_gaussian, dtype=torch.float64)
    with mock.patch.object(torch, "half", torch.float64), \
            mock.patch.object(predict_from_raw_data, "compute_gaussian", exact_gaussian):
        return predictor.predict_logits_from_preprocessed_data(torch.from_numpy(image))


def case(title, shape, patch, heads, n_folds, mirror_axes, step=0.5, channels=2):
    image = sixteenths(channels, *shape)
    folds = [
        {"weight": sixteenths(heads, channels, *[3] * len(patch)), "bias": sixteenths(heads)}
        for _ in range(n_folds)
    ]
    labels = {"background": 0, **{f"label {i}": i for i in range(1, heads)}}
    logits = predict(image, patch, folds, mirror_axes, step, labels)
    return {
        "title": title, "shape": shape, "patchSize": patch, "stepSize": step,
        "mirrorAxes": mirror_axes,
        "image": image.reshape(channels, -1).tolist(),
        "folds": [{key: value.ravel().tolist() for key, value in fold.items()} for fold in folds],
        "logits": logits.reshape(heads, -1).numpy().round(7).tolist(),
    }


cases = [
    case("two classes, two folds, all mirrors, an axis shorter than the patch",
         [7, 11, 5], [4, 6, 8], 2, 2, [0, 1, 2]),
    case("three classes, two mirror axes, small steps", [7, 6, 9], [4, 6, 5], 3, 1, [0, 2], 0.3),
    case("2-D network, two folds", [3, 9, 7], [6, 8], 2, 2, [0, 1]),
    case("no mirrors, one channel", [5, 6, 7], [4, 4, 4], 2, 1, None, channels=1),
]
path = Path(__file__).parent / "fixtures" / "sliding-window.json"
path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
