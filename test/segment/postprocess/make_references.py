"""Writes fixtures/*.json: labels, probabilities and exported segmentations as nnU-Net makes them.

Run with Python >= 3.10 after `pip install nnunetv2==2.8.1`. The logits are seeded, so the fixtures
only change when nnU-Net or the cases below do.
"""

import json
from pathlib import Path

import numpy as np
from nnunetv2.inference.export_prediction import (
    convert_predicted_logits_to_segmentation_with_correct_shape,
)
from nnunetv2.utilities.label_handling.label_handling import LabelManager
from nnunetv2.utilities.plans_handling.plans_handler import ConfigurationManager, PlansManager

rng = np.random.default_rng(20240616)

TWO = {"background": 0, "tumor": 1}
FOUR = {"background": 0, "tumor": 1, "organ": 2, "other": 3}
IGNORED = {"background": 0, "tumor": 1, "organ": 2, "ignore": 3}
REGIONS = {"background": 0, "whole": [1, 2, 3], "core": [2, 3], "hot": 3}


def dump(name, content):
    path = Path(__file__).parent / "fixtures" / f"{name}.json"
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n")


def digits(labels):
    return "".join(str(int(v)) for v in np.asarray(labels).ravel())


def label_case(title, labels, regions_class_order=None):
    manager = LabelManager(labels, regions_class_order)
    # Quarters, so that ties between channels and with zero are frequent.
    logits = (rng.integers(-8, 9, (manager.num_segmentation_heads, 120)) / 4).astype(np.float32)
    probabilities = manager.apply_inference_nonlin(logits).numpy()
    return {
        "title": title, "labels": labels, "regionsClassOrder": regions_class_order,
        "logits": logits.tolist(),
        "segmentation": digits(manager.convert_logits_to_segmentation(logits)),
        "lastProbability": probabilities[-1].astype(float).round(7).tolist(),
    }


def export_case(title, shape, spacing, box, transpose, grid, target, labels,
                regions_class_order=None, resampling="resample_data_or_seg_to_shape"):
    """`shape` and `spacing` are the image's own [z,y,x]; `box` and `grid` lie after transposing."""
    kwargs = {"is_seg": False, "order": 1, "order_z": 0, "force_separate_z": None}
    if resampling == "resample_torch_fornnunet":
        kwargs = {"is_seg": False, "force_separate_z": None}
    plans = PlansManager({
        "transpose_forward": transpose,
        "transpose_backward": np.argsort(transpose).tolist(),
        "plans_name": "plans", "label_manager": "LabelManager",
    })
    configuration = ConfigurationManager({
        "architecture": {}, "spacing": target,
        "resampling_fn_probabilities": resampling, "resampling_fn_probabilities_kwargs": kwargs,
    })
    manager = LabelManager(labels, regions_class_order)
    assert all(stop <= shape[axis] for (_, stop), axis in zip(box, transpose))
    logits = rng.normal(0, 3, (manager.num_segmentation_heads, *grid)).round(3).astype(np.float32)
    properties = {
        "spacing": spacing,
        "shape_before_cropping": [shape[axis] for axis in transpose],
        "shape_after_cropping_and_before_resampling": [stop - start for start, stop in box],
        "bbox_used_for_cropping": box,
    }
    segmentation, probabilities = convert_predicted_logits_to_segmentation_with_correct_shape(
        logits.copy(), plans, configuration, manager, properties,
        return_probabilities=True, num_threads_torch=1)
    assert list(segmentation.shape) == shape
    return {
        "title": title, "labels": labels, "regionsClassOrder": regions_class_order,
        "transposeBackward": plans.transpose_backward,
        "imageShape": properties["shape_before_cropping"], "box": box,
        "imageSpacing": [spacing[axis] for axis in transpose], "spacing": target,
        "resampling": resampling, "shape": grid,
        "logits": [[float(f"{v:.3f}") for v in channel.ravel()] for channel in logits],
        "segmentation": digits(segmentation),
        "lastProbability": probabilities[-1].astype(float).round(6).ravel().tolist(),
    }


dump("labels", [
    label_case("two labels", TWO),
    label_case("four labels", FOUR),
    label_case("an ignore label, which has no channel", IGNORED),
    label_case("regions", REGIONS, [1, 2, 3]),
    label_case("regions of which an earlier one overwrites a later one's label", REGIONS, [3, 1, 2]),
])
dump("exports", [
    export_case("two labels, finer image",
                [7, 9, 8], [3.0, 2.0, 2.0], [[0, 7], [0, 9], [0, 8]], [0, 1, 2],
                [5, 6, 5], [4.0, 3.0, 3.0], TWO),
    export_case("four labels, cropped and transposed, thick slices apart",
                [9, 5, 8], [1.0, 4.0, 1.2], [[1, 5], [2, 8], [0, 7]], [1, 2, 0],
                [6, 5, 4], [2.8, 1.6, 1.9], FOUR),
    export_case("regions, cropped and transposed, torch resampling",
                [6, 7, 5], [2.0, 2.0, 2.5], [[0, 4], [1, 6], [2, 7]], [2, 0, 1],
                [5, 7, 4], [2.0, 1.5, 2.6], REGIONS, [1, 2, 3], "resample_torch_fornnunet"),
    export_case("2-D configuration, transposed",
                [8, 4, 7], [1.5, 3.0, 1.5], [[0, 4], [0, 8], [1, 7]], [1, 0, 2],
                [4, 6, 5], [2.0, 2.0], TWO),
    export_case("two labels on the image's own grid, cropped",
                [4, 6, 7], [3.0, 2.0, 2.0], [[0, 4], [1, 5], [2, 5]], [0, 1, 2],
                [4, 4, 3], [3.0, 2.0, 2.0], TWO),
])
