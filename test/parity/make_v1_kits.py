"""Makes test/parity/kits-v1: the answers of nnU-Net v1's own code for tiny models, one kit per feature.

    pip download --no-deps --no-binary :all: nnunet==1.7.1, unpacked
    pip install torch batchgenerators scikit-image SimpleITK scikit-learn pandas medpy matplotlib nibabel tqdm requests
    PYTHONPATH=nnunet-1.7.1 python test/parity/make_v1_kits.py [kit ...]

The names that numpy has dropped since (np.int, np.float, np.bool) are put back, and checkpoints may hold numpy's
numbers when they are loaded. All else is nnU-Net's own: preprocessing, network, saving, prediction, export and
postprocessing. A kit is as those of make_kits.py: ct.mha, pet.mha, model/, expected.mha (labels), exact_prob.mha
(probability of the last label, rounded to 1e-5) and kit.json.
"""
import functools
import json
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

for name, kind in (("int", int), ("float", float), ("bool", bool)):
    if not hasattr(np, name):
        setattr(np, name, kind)
# Nothing is looked for there; where they are empty, nnU-Net makes folders without a name.
for name in ("nnUNet_raw_data_base", "nnUNet_preprocessed"):
    os.environ.pop(name, None)
# A cascade's trainer wants one, and looks for nothing in it.
os.environ["RESULTS_FOLDER"] = tempfile.mkdtemp()

import SimpleITK as sitk
import torch

torch.load = functools.partial(torch.load, weights_only=False)

from generator.paint import LESION, paint
from generator_v1.plans import old_stage, plans, stage
from generator_v1.predict import predict
from generator_v1.train import train
from nnunet.training.network_training.nnUNetTrainerV2 import nnUNetTrainerV2
from nnunet.training.network_training.nnUNetTrainerV2_CascadeFullRes import nnUNetTrainerV2CascadeFullRes
from nnunet.training.network_training.nnUNet_variants.data_augmentation.nnUNetTrainerV2_noMirroring import (
    nnUNetTrainerV2_noMirroring,
)

KITS = Path(__file__).parent.resolve() / "kits-v1"
FLAT = {"pools": [[1, 2, 2], [2, 2, 2]], "kernels": [[1, 3, 3], [1, 3, 3], [3, 3, 3]]}
PLANS_NAME = "nnUNetPlansv2.1"


@dataclass
class Kit:
    name: str
    about: str
    plans: dict = field(default_factory=lambda: plans([stage()]))
    # Configuration, trainer, stage; a cascade has two.
    networks: tuple = (("3d_fullres", nnUNetTrainerV2, 0),)
    shape: tuple = (26, 24, 28)
    spacing: tuple = (4.0, 4.5, 4.2)
    zero_background: bool = False
    folds: tuple = (0,)
    choose: tuple | None = None
    postprocessing: dict | None = None
    is_legacy: bool = False
    steps: int = 300
    seed: int = 1


ORGANS = (1, 2)
ALL = [
    Kit("isotropic", "Generic_UNet, CT and PET, resampled along all axes, mirrored along all"),
    Kit(
        "separate-z",
        "Spacing ratio above 3, kernels and pools that leave the first axis alone",
        plans([stage((8, 16, 16), (13.0, 4.6, 4.4), **FLAT)]),
        spacing=(15.0, 4.0, 4.2),
        shape=(14, 28, 26),
    ),
    Kit(
        "masked",
        "Zero background: cropped, and both channels normalised within the nonzero mask",
        plans([stage()], masked=(True, True)),
        zero_background=True,
    ),
    Kit(
        "ct2",
        "CT2: clipped as the training's CT, normalised by the case's own; the other channel not at all",
        plans([stage()], schemes=("CT2", "noNorm")),
        is_legacy=True,
    ),
    Kit(
        "pet-alone",
        "One channel, no statistics; a plan from before kernels were written down",
        plans([old_stage()], ("PET",), ("nonCT",), (False,)),
    ),
    Kit("two-folds", "Probabilities of folds 0 and 1 are averaged; fold all is left out", folds=(0, 1, "all"), choose=(0, 1)),
    Kit(
        "cascade",
        "3d_lowres, then 3d_cascade_fullres, which takes its two labels, in a cropped image",
        plans([stage(spacing=(8.0, 8.0, 8.0)), stage()], classes=ORGANS),
        networks=(("3d_lowres", nnUNetTrainerV2, 0), ("3d_cascade_fullres", nnUNetTrainerV2CascadeFullRes, 1)),
        zero_background=True,
    ),
    Kit(
        "two-dimensional",
        "The 2d configuration, slices along y",
        plans([stage((16, 16), (4.5, 5.0, 4.8))], transpose=(1, 0, 2), preprocessor="PreprocessorFor2D"),
        networks=(("2d", nnUNetTrainerV2, 0),),
    ),
    Kit(
        "transposed",
        "transpose_forward [2, 0, 1] and a target spacing ratio above 3, which nnU-Net takes for untransposed at the end",
        plans([stage((16, 16, 8), (4.6, 4.4, 14.0), pools=[[2, 2, 1], [2, 2, 2]])], transpose=(2, 0, 1)),
        spacing=(5.0, 6.5, 4.4),
        shape=(26, 24, 28),
    ),
    Kit(
        "postprocessing",
        "Three classes, postprocessing.json of the largest components and sizes, no mirroring",
        plans([stage()], classes=ORGANS),
        networks=(("3d_fullres", nnUNetTrainerV2_noMirroring, 0),),
        postprocessing={"for_which_classes": [[1, 2], 2], "min_valid_object_sizes": "{(1, 2): 4000.0, 2: 1500.0}"},
    ),
]


def write_kit(kit):
    folder = KITS / kit.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    ct, pet, labels = paint(kit.shape, kit.seed, kit.zero_background)
    paths = {name: _write(folder / f"{name}.mha", data, kit.spacing) for name, data in (("ct", ct), ("pet", pet))}
    modalities = kit.plans["modalities"].values()
    inputs = [paths[modality.lower()] for modality in modalities]
    if "CT" not in modalities:
        paths["ct"].unlink()
    truth = labels if kit.plans["num_classes"] > 1 else (labels == LESION).astype(np.uint8)
    segmentation = None
    with tempfile.TemporaryDirectory() as temporary:
        truth_path = _write(Path(temporary) / "truth.nii.gz", truth, kit.spacing)
        # Paths that checkpoints keep begin here.
        os.chdir(temporary)
        for configuration, trainer, index in kit.networks:
            model = Path(f"nnUNet/{configuration}/Task001_Painted/{trainer.__name__}__{PLANS_NAME}")
            model.mkdir(parents=True)
            _write_model(model, kit, trainer, index, inputs, truth_path, segmentation)
            folds = list(kit.choose or kit.folds)
            segmentation, probability = predict(model, folds, inputs, segmentation)
        if len(kit.networks) > 1:
            _copy("nnUNet", folder / "model")
            model = Path("model") / model.relative_to("nnUNet")
        else:
            _copy(model, folder / "model")
            model = Path("model")
    _write(folder / "expected.mha", segmentation, kit.spacing)
    _write(folder / "exact_prob.mha", np.round(probability, 5), kit.spacing)
    found, counts = np.unique(segmentation, return_counts=True)
    summary = {
        "kit": kit.name,
        "about": kit.about,
        "nnunet": "1.7.1",
        "model": str(model),
        "folds": None if kit.choose is None else [str(fold) for fold in kit.choose],
        "labels": {str(label): int(count) for label, count in zip(found, counts)},
    }
    (folder / "kit.json").write_text(json.dumps(summary, indent=1) + "\n")
    print(summary["kit"], summary["labels"], flush=True)


def _write_model(model, kit, trainer_class, index, inputs, truth, previous_stage):
    from batchgenerators.utilities.file_and_folder_operations import write_pickle

    write_pickle(kit.plans, str(model / "plans.pkl"))
    if kit.postprocessing is not None:
        (model / "postprocessing.json").write_text(json.dumps(kit.postprocessing, indent=1) + "\n")
    for number, fold in enumerate(kit.folds):
        output = model / ("all" if fold == "all" else f"fold_{fold}")
        data = "nnUNet_preprocessed/Task001_Painted"
        trainer = trainer_class(str(model / "plans.pkl"), fold, str(output), data, True, index, False, True)
        train(trainer, inputs, truth, kit.seed + number, kit.steps, previous_stage)
        with _torch_format(kit.is_legacy):
            trainer.save_checkpoint(str(output / "model_final_checkpoint.model"))


def _copy(source, target):
    """Without the logs that nnU-Net writes whenever it loads something, and their folders."""
    for path in Path(source).rglob("*"):
        if path.is_file() and path.suffix != ".txt":
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)


class _torch_format:
    """Files as before PyTorch 1.6, where asked for."""

    def __init__(self, is_legacy):
        self.save = torch.save
        self.is_legacy = is_legacy

    def __enter__(self):
        torch.save = functools.partial(self.save, _use_new_zipfile_serialization=not self.is_legacy)

    def __exit__(self, *_):
        torch.save = self.save


def _write(path, data, spacing):
    image = sitk.GetImageFromArray(data)
    image.SetSpacing(spacing[::-1])
    image.SetOrigin((-50.0, 20.0, -300.0))
    sitk.WriteImage(image, str(path), True)
    return path


if __name__ == "__main__":
    torch.set_num_threads(1)
    names = sys.argv[1:]
    for kit in ALL:
        if not names or kit.name in names:
            write_kit(kit)
