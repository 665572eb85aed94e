"""Makes the replicas of public models of nnU-Net v1 in test/parity/replicas, by nnU-Net 1.7.1's own code.

    pip and PYTHONPATH as for make_v1_kits.py
    python test/parity/make_v1_replicas.py [replica ...]

Their plans are not published: folders, channels, labels, folds and trainer are as their software has them, the plans those of
make_v1_kits.py, and the weights are fitted to a painted study.
"""
import json
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from make_v1_kits import PLANS_NAME, Kit, _copy, _write, _write_model
from generator.paint import LESION, LIVER, paint
from generator_v1.plans import plans, stage
from generator_v1.predict import predict
from nnunet.training.network_training.nnUNetTrainerV2 import nnUNetTrainerV2

REPLICAS = Path(__file__).parent.resolve() / "replicas"


@dataclass
class Replica:
    kit: Kit
    task: str
    liver: int
    lesion: int


ALL = [
    Replica(
        Kit(
            "bamf-breast",
            "CT and PET, nine labels that have numbers alone, the last the tumour; two of five folds",
            plans([stage()], classes=range(1, 10)),
            folds=(0, 1),
            steps=200,
        ),
        "Task762_PET_CT_Breast",
        liver=1,
        lesion=9,
    ),
    Replica(
        Kit("autopet1-baseline", "PET first", plans([stage()], ("PET", "CT"), ("nonCT", "CT")), steps=200),
        "Task001_TCIA",
        liver=0,
        lesion=1,
    ),
]


def write_replica(replica):
    kit = replica.kit
    folder = REPLICAS / kit.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    ct, pet, labels = paint(kit.shape, kit.seed)
    paths = {name: _write(folder / f"{name}.mha", data, kit.spacing) for name, data in (("ct", ct), ("pet", pet))}
    inputs = [paths[modality.lower()] for modality in kit.plans["modalities"].values()]
    truth = np.select([labels == LESION, labels == LIVER], [replica.lesion, replica.liver], 0).astype(np.uint8)
    below = Path(f"nnUNet/3d_fullres/{replica.task}/nnUNetTrainerV2__{PLANS_NAME}")
    with tempfile.TemporaryDirectory() as temporary:
        truth_path = _write(Path(temporary) / "truth.nii.gz", truth, kit.spacing)
        # Paths that checkpoints keep begin here.
        os.chdir(temporary)
        below.mkdir(parents=True)
        _write_model(below, kit, nnUNetTrainerV2, 0, inputs, truth_path, None)
        segmentation, probability = predict(below, list(kit.folds), inputs)
        _copy(below, folder / "model" / below)
    _write(folder / "expected.mha", segmentation, kit.spacing)
    _write(folder / "exact_prob.mha", np.round(probability, 5), kit.spacing)
    found, counts = np.unique(segmentation, return_counts=True)
    summary = {
        "kit": kit.name,
        "about": kit.about,
        "nnunet": "1.7.1",
        "model": "model",
        "folder": str(below),
        "folds": None,
        "lesion": replica.lesion,
        "labels": {str(label): int(count) for label, count in zip(found, counts)},
    }
    (folder / "kit.json").write_text(json.dumps(summary, indent=1) + "\n")
    print(summary["kit"], summary["labels"], flush=True)


if __name__ == "__main__":
    torch.set_num_threads(1)
    for replica in ALL:
        if not sys.argv[1:] or replica.kit.name in sys.argv[1:]:
            write_replica(replica)
