"""Makes test/parity/kits: nnU-Net's own answers for tiny models, one kit per feature.

    pip install nnunetv2==2.8.1
    python test/parity/make_kits.py [kit ...]

Each kit holds a painted study (ct.mha, pet.mha), an nnU-Net model folder, what nnU-Net makes of them
on the CPU (expected.mha: labels, expected_prob.mha: probability of the last label, rounded to 1e-5),
and kit.json, which says what it is about.
"""
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

os.environ.update(nnUNet_raw="", nnUNet_preprocessed="", nnUNet_results="")

import numpy as np
import torch

from generator.plans import (
    TWO_CLASSES,
    configuration,
    dataset,
    no_resamplers,
    old_unet,
    plans,
    resamplers,
    torch_resamplers,
    unet,
)
from generator.write_kit import write_kit

KITS = Path(__file__).parent / "kits"
ORGANS = {"background": 0, "liver": 1, "lesion": 2}
REGIONS = {"background": 0, "uptake": [1, 2], "lesion": [2]}
TWO_STAGES = {"features": (4, 6)}
FLAT = {"kernels": [[1, 3, 3], [3, 3, 3], [3, 3, 3]], "strides": [[1, 1, 1], [1, 2, 2], [2, 2, 2]]}
Z_SCORES = ["ZScoreNormalization", "ZScoreNormalization"]


def one(**overrides):
    """One 3-D configuration with a tiny network."""
    return {"3d_fullres": configuration(**{"architecture": unet(**TWO_STAGES), **overrides})}


def cascade(first, **overrides):
    second = {"inherits_from": "3d_fullres", "previous_stage": "3d_lowres"}
    lowres = {"3d_lowres": configuration(architecture=unet(**TWO_STAGES), **{**overrides, **first})}
    return {**lowres, **one(**overrides), "3d_cascade_fullres": second}


def old_plans(network):
    old = configuration(**old_unet(network, [[1, 1, 1], [2, 2, 2]], (4, 6)))
    statistics = plans({})["foreground_intensity_properties_per_channel"]
    made = plans({"3d_fullres": old}, foreground_intensity_properties_by_modality=statistics)
    del made["foreground_intensity_properties_per_channel"], made["label_manager"]
    return made


def old_dataset():
    made = dataset(TWO_CLASSES)
    return {**made, "modality": made.pop("channel_names")}


def oblique():
    """Index axes that run near superior, right and anterior, yet along none of them."""
    a, b = np.radians(12), np.radians(-8)
    about_z = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    about_x = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    axes = np.array([[0, -1, 0], [0, 0, -1], [1, 0, 0]])
    return tuple((about_z @ about_x @ axes).ravel())


@dataclass
class Kit:
    name: str
    about: str
    plans: dict = field(default_factory=lambda: plans(one()))
    dataset: dict = field(default_factory=lambda: dataset(TWO_CLASSES))
    stages: tuple = ("3d_fullres",)
    channels: tuple = ("ct", "pet")
    shape: tuple = (26, 24, 28)
    spacing: tuple = (4.0, 4.5, 4.2)
    direction: tuple = (1, 0, 0, 0, 1, 0, 0, 0, 1)
    zero_background: bool = False
    folds: tuple = (0,)
    choose: list | None = None
    mirror_axes: tuple | None = (0, 1, 2)
    postprocessing: list | None = None
    dtype: torch.dtype = torch.float16
    seed: int = 1
    steps: int = 500


ALL = [
    Kit(
        "plain",
        "PlainConvUNet in float32, resampled along all axes, mirrored along all",
        plans(one(architecture=unet())),
        dtype=torch.float32,
    ),
    Kit(
        "residual-encoder",
        "ResidualEncoderUNet, anisotropic kernels and strides, not resampled in plane",
        plans(one(architecture=unet("ResidualEncoderUNet", **FLAT), spacing=(5.0, 4.2, 4.2))),
        spacing=(6.0, 4.2, 4.2),
        shape=(18, 26, 28),
    ),
    Kit(
        "regions",
        "Overlapping regions with regions_class_order, sigmoid",
        dataset=dataset(REGIONS, [1, 2]),
    ),
    Kit(
        "ignore-label",
        "A label that was ignored in training has no output channel",
        dataset=dataset({**TWO_CLASSES, "ignore": 2}),
    ),
    Kit("three-classes", "Two foreground classes, softmax", dataset=dataset(ORGANS)),
    Kit(
        "transposed",
        "transpose_forward [2, 0, 1], whose inverse differs, with three different spacings",
        plans(one(spacing=(5.5, 4.0, 5.0)), transpose=(2, 0, 1)),
        spacing=(3.6, 4.4, 5.0),
        shape=(28, 24, 22),
    ),
    Kit(
        "transposed-masked",
        "transpose_forward [1, 2, 0], both channels normalised within the nonzero mask",
        plans(one(normalization_schemes=Z_SCORES, use_mask_for_norm=[True, True]), transpose=(1, 2, 0)),
        zero_background=True,
    ),
    Kit(
        "masked",
        "Zero background: cropped to the nonzero region, the PET normalised within it",
        plans(one(use_mask_for_norm=[False, True])),
        zero_background=True,
    ),
    Kit(
        "old-plans",
        "Plans and dataset.json from before nnU-Net 2.4: no architecture, statistics by modality",
        old_plans("PlainConvUNet"),
        dataset=old_dataset(),
    ),
    Kit("old-plans-residual", "Old plans with a ResidualEncoderUNet", old_plans("ResidualEncoderUNet")),
    Kit(
        "separate-z",
        "Spacing ratio above 3: the first axis is resampled separately, nearest neighbour",
        plans(one(architecture=unet(**FLAT), patch_size=[8, 16, 16], spacing=[13.0, 4.6, 4.4])),
        spacing=(15.0, 4.0, 4.2),
        shape=(14, 28, 26),
    ),
    Kit(
        "separate-z-linear",
        "force_separate_z with linear order_z, along the last axis",
        plans(one(spacing=[4.6, 4.4, 9.0], patch_size=[16, 16, 8], **resamplers(1, 1, 1, True))),
        spacing=(4.0, 4.2, 8.0),
        shape=(26, 28, 16),
    ),
    Kit(
        "cubic-logits",
        "Logits resampled with cubic splines, which clip, so that no difference may be taken before",
        plans(one(**resamplers(order_probabilities=3))),
    ),
    Kit("torch-resampler", "resample_torch_fornnunet", plans(one(**torch_resamplers()))),
    Kit(
        "torch-separate-z",
        "resample_torch_fornnunet with a spacing ratio above 3",
        plans(one(patch_size=[8, 16, 16], spacing=[13.0, 4.6, 4.4], **torch_resamplers())),
        spacing=(15.0, 4.0, 4.2),
        shape=(14, 28, 26),
    ),
    Kit("no-resampling", "no_resampling_hack: the network sees the voxels as they are", plans(one(**no_resamplers()))),
    Kit("fold-all", "fold_all alone, asked for by name", folds=("all",), choose=["all"]),
    Kit("folds", "Three folds found by themselves, fold_all left out", folds=(0, 2, 10, "all")),
    Kit("listed-folds", "Folds 0 and 2 of three", folds=(0, 1, 2), choose=["0", "2"]),
    Kit("no-mirroring", "A checkpoint that allows no mirroring", mirror_axes=None),
    Kit("two-mirror-axes", "A checkpoint that allows mirroring along the first two axes", mirror_axes=(0, 1)),
    Kit(
        "two-dimensional",
        "The 2d configuration, slices along y: transpose_forward [1, 0, 2]",
        plans(
            {"2d": configuration((16, 16), (5.0, 4.8), architecture=unet(dimension=2, **TWO_STAGES))},
            transpose=(1, 0, 2),
        ),
        stages=("2d",),
        mirror_axes=(0, 1),
    ),
    Kit(
        "cascade",
        "3d_cascade_fullres, which inherits from 3d_fullres and takes two labels of 3d_lowres",
        plans(cascade({"spacing": [8.0, 8.0, 8.0]})),
        dataset=dataset(ORGANS),
        stages=("3d_lowres", "3d_cascade_fullres"),
        zero_background=True,
    ),
    Kit(
        "cascade-torch",
        "A cascade with torch resamplers, normalised within the mask that the first stage adds to",
        plans(
            cascade({"spacing": [8.0, 8.0, 8.0]}, use_mask_for_norm=[False, True], **torch_resamplers()),
            transpose=(2, 0, 1),
        ),
        stages=("3d_lowres", "3d_cascade_fullres"),
        zero_background=True,
    ),
    Kit(
        "small-image",
        "An image smaller than the patch along two axes, by an odd number of voxels",
        plans(one(patch_size=[16, 32, 32])),
    ),
    Kit(
        "other-normalisations",
        "RescaleTo01Normalization and NoNormalization",
        plans(one(normalization_schemes=["RescaleTo01Normalization", "NoNormalization"])),
    ),
    Kit(
        "reoriented",
        "SimpleITKIOWithReorient on an oblique grid; PET is the first channel",
        plans(one(), image_reader_writer="SimpleITKIOWithReorient"),
        dataset=dataset(TWO_CLASSES, channel_names={"0": "PET", "1": "CT"}),
        channels=("pet", "ct"),
        direction=oblique(),
    ),
    Kit(
        "postprocessing",
        "postprocessing.json: largest component of the foreground, then of the lesion",
        dataset=dataset(ORGANS),
        postprocessing=[{"labels_or_regions": [1, 2]}, {"labels_or_regions": 2}],
    ),
]

if __name__ == "__main__":
    torch.set_num_threads(1)
    names = sys.argv[1:]
    for kit in ALL:
        if not names or kit.name in names:
            write_kit(KITS / kit.name, kit)
