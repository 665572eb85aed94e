"""Writes fixtures/preprocess.json: whole cases through nnU-Net's DefaultPreprocessor.

Run with Python >= 3.10 after `pip install nnunetv2==2.8.1`. The images are seeded, so the fixture
only changes when nnU-Net or the cases below do.
"""

import json
from pathlib import Path

import numpy as np
from nnunetv2.preprocessing.preprocessors.default_preprocessor import DefaultPreprocessor
from nnunetv2.utilities.plans_handling.plans_handler import ConfigurationManager, PlansManager

rng = np.random.default_rng(20240617)

CT = {"mean": 107.777, "std": 286.173, "percentile_00_5": -831.948, "percentile_99_5": 1127.519}
SUV = {"mean": 7.0897, "std": 8.0108, "percentile_00_5": 1.0439, "percentile_99_5": 51.595}
SPLINES = {"is_seg": False, "order": 3, "order_z": 0, "force_separate_z": None}


def image(shape, content):
    """CT and PET, zero outside of the box `content` as after defacing or an earlier crop."""
    ct = np.clip(rng.normal(-200, 500, shape), -1024, 1500).round()
    suv = (rng.gamma(0.7, 3, shape) * 16).round() / 16
    outside = np.ones(shape, bool)
    outside[tuple(slice(*pair) for pair in content)] = False
    ct[outside] = suv[outside] = 0
    # Holes, which the mask of the nonzero region fills.
    holes = rng.random(shape) < 0.05
    ct[holes] = suv[holes] = 0
    return np.stack([ct, suv])


def case(title, shape, spacing, content, transpose, target, schemes, masked=(False, False),
         resampling="resample_data_or_seg_to_shape"):
    """Everything of the image is [z,y,x]; `target` is the plans' spacing, after transposing."""
    data = image(shape, content)
    kwargs = SPLINES
    if resampling == "resample_torch_fornnunet":
        kwargs = {"is_seg": False, "force_separate_z": None}
    properties = {"0": CT, "1": SUV}
    plans = PlansManager({
        "transpose_forward": transpose,
        "transpose_backward": np.argsort(transpose).tolist(),
        "foreground_intensity_properties_per_channel": properties,
    })
    configuration = ConfigurationManager({
        "architecture": {}, "spacing": target, "normalization_schemes": schemes,
        "use_mask_for_norm": list(masked),
        "resampling_fn_data": resampling, "resampling_fn_data_kwargs": kwargs,
        "resampling_fn_seg": resampling, "resampling_fn_seg_kwargs": {
            **kwargs, "is_seg": True, **({"order": 1} if "order" in kwargs else {})},
    })
    found, _, frame = DefaultPreprocessor(verbose=False).run_case_npy(
        data, None, {"spacing": spacing}, plans, configuration, {})
    return {
        "title": title, "size": shape[::-1], "spacing": spacing[::-1],
        "images": [[float(v) for v in channel.ravel()] for channel in data],
        "transpose": transpose, "targetSpacing": target, "schemes": schemes,
        "masked": list(masked), "resampling": resampling, "properties": properties,
        "box": [[int(i) for i in pair] for pair in frame["bbox_used_for_cropping"]],
        "imageShape": frame["shape_before_cropping"],
        "shape": found.shape[1:],
        "channels": [[float(f"{v:.7g}") for v in channel.ravel()] for channel in found],
    }


BOTH = ["CTNormalization", "CTNormalization"]
MIXED = ["CTNormalization", "ZScoreNormalization"]
cases = [
    case("the plans' own grid", [4, 6, 5], [3.0, 2.0, 2.0], [[0, 4], [0, 6], [0, 5]],
         [0, 1, 2], [3.0, 2.0, 2.0], BOTH),
    case("cropped, transposed, cubic", [7, 6, 8], [2.0, 3.0, 2.5], [[1, 6], [0, 5], [2, 8]],
         [2, 0, 1], [3.0, 2.5, 2.0], MIXED),
    case("normalised within the mask", [6, 7, 5], [2.0, 2.0, 2.0], [[0, 6], [1, 6], [0, 4]],
         [1, 2, 0], [2.5, 2.5, 2.5], ["ZScoreNormalization", "ZScoreNormalization"], (False, True)),
    case("thick slices apart", [4, 9, 8], [6.0, 1.5, 1.5], [[0, 4], [0, 9], [0, 8]],
         [0, 1, 2], [4.5, 2.0, 2.0], MIXED),
    case("thick slices along another axis than the plans'", [4, 12, 7], [6.0, 1.5, 1.5],
         [[0, 4], [0, 12], [0, 7]], [0, 1, 2], [2.5, 8.0, 2.0], BOTH),
    case("2-D configuration", [5, 7, 6], [3.0, 2.0, 2.0], [[0, 5], [0, 7], [0, 6]],
         [0, 1, 2], [2.6, 2.6], MIXED),
    case("torch resampling", [5, 7, 6], [3.0, 2.0, 2.0], [[0, 5], [0, 7], [1, 6]],
         [1, 0, 2], [2.2, 2.6, 2.4], MIXED, resampling="resample_torch_fornnunet"),
]
path = Path(__file__).parent / "fixtures" / "preprocess.json"
path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
