"""Writes one kit: the study, the trained model folders and what nnU-Net makes of them."""
import json
import shutil
from copy import deepcopy
from dataclasses import dataclass, replace
from importlib.metadata import version

import numpy as np
import SimpleITK as sitk
import torch
from nnunetv2.postprocessing.remove_connected_components import (
    apply_postprocessing,
    remove_all_but_largest_component_from_segmentation,
)
from nnunetv2.utilities.plans_handling.plans_handler import PlansManager

from generator.paint import paint
from generator.predict import float32_sums, predict, write_image
from generator.train import train


@dataclass
class Study:
    images: np.ndarray  # [ct or pet, z, y, x], in the network's order and orientation
    labels: np.ndarray  # [z, y, x]
    spacing: list  # mm, z, y, x


class TooRough(RuntimeError):
    """nnU-Net's own rounding uses up the tolerance, or there is next to nothing to compare."""


def write_kit(folder, kit, attempts=6):
    """Some trainings leave tiles that disagree, where float16 sums are rough: then the next seed."""
    for seed in range(kit.seed, kit.seed + attempts):
        try:
            return _write_kit(folder, replace(kit, seed=seed))
        except TooRough as reason:
            print(f"{kit.name}, seed {seed}: {reason}")
    raise TooRough(f"{kit.name}: no seed of {attempts} gave a usable kit")


def _write_kit(folder, kit):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    paths = _write_study(folder, kit)
    segmentation = None
    for name in kit.stages:
        model = folder / "model"
        if len(kit.stages) > 1:
            model = model / f"nnUNetTrainer__nnUNetPlans__{name}"
        previous_stage = segmentation
        _write_model(model, kit, name, paths, previous_stage)
        segmentation, probabilities = predict(model, kit, paths, previous_stage)
        with float32_sums():
            exact_segmentation, exact = predict(model, kit, paths, previous_stage)
        error = np.abs(probabilities[-1] - exact[-1])
        _check(segmentation, (segmentation != exact_segmentation).sum(), error)
    if kit.postprocessing is not None:
        segmentation = _postprocess(model, kit.postprocessing, segmentation)
    write_image(folder / "expected.mha", segmentation, paths["ct"])
    write_image(folder / "expected_prob.mha", np.round(probabilities[-1], 5), paths["ct"])
    write_image(folder / "exact_prob.mha", np.round(exact[-1], 5), paths["ct"])
    paths["labels"].unlink()
    labels, counts = np.unique(segmentation, return_counts=True)
    summary = {
        "kit": kit.name,
        "about": kit.about,
        "nnunetv2": version("nnunetv2"),
        "model": str(model.relative_to(folder)),
        "folds": kit.choose,
        "float16": {"max": float(f"{error.max():.1e}"), "mean": float(f"{error.mean():.1e}")},
        "labels": {str(label): int(count) for label, count in zip(labels, counts)},
    }
    (folder / "kit.json").write_text(json.dumps(summary, indent=1) + "\n")


def _check(segmentation, relabelled, error):
    foreground = np.bincount(segmentation.ravel())[1:]
    too_few = len(foreground) == 0 or foreground.min() < 20
    if too_few or relabelled or error.max() > 1.7e-3 or error.mean() > 8e-6:
        raise TooRough(
            f"{foreground} voxels; float16 costs {relabelled} voxels, "
            f"{error.max():.1e} at most and {error.mean():.1e} in the mean"
        )


def _write_study(folder, kit):
    ct, pet, labels = paint(kit.shape, kit.seed, kit.zero_background)
    paths = {}
    for name, data in (("ct", ct), ("pet", pet), ("labels", labels)):
        image = sitk.GetImageFromArray(data)
        image.SetSpacing(kit.spacing[::-1])
        image.SetOrigin((-50.0, 20.0, -300.0))
        image.SetDirection(kit.direction)
        paths[name] = folder / f"{name}.mha"
        sitk.WriteImage(image, paths[name], True)
    return paths


def _write_model(model, kit, name, paths, previous_stage):
    model.mkdir(parents=True)
    (model / "plans.json").write_text(json.dumps(kit.plans, indent=1) + "\n")
    (model / "dataset.json").write_text(json.dumps(kit.dataset, indent=1) + "\n")
    plans_manager = PlansManager(deepcopy(kit.plans))
    configuration = plans_manager.get_configuration(name)
    reader = plans_manager.image_reader_writer_class()
    images, properties = reader.read_images([paths[channel] for channel in kit.channels])
    labels, _ = reader.read_images([paths["labels"]])
    study = Study(images, labels[0], properties["spacing"])
    for index, fold in enumerate(kit.folds):
        seed = kit.seed + index
        weights = train(plans_manager, configuration, kit.dataset, study, seed, kit.steps, previous_stage)
        (model / f"fold_{fold}").mkdir()
        checkpoint = {
            "network_weights": _stored(weights, kit.dtype),
            "trainer_name": "nnUNetTrainer",
            "init_args": {"configuration": name, "fold": fold},
            "inference_allowed_mirroring_axes": kit.mirror_axes,
        }
        torch.save(checkpoint, model / f"fold_{fold}" / "checkpoint_final.pth")


def _stored(weights, dtype):
    """Modules that are registered twice share their weights, which torch then stores once."""
    converted = {}
    return {key: converted.setdefault((w.data_ptr(), w.shape), w.to(dtype)) for key, w in weights.items()}


def _postprocess(model, kwargs, segmentation):
    functions = [remove_all_but_largest_component_from_segmentation] * len(kwargs)
    content = {"postprocessing_fns": [f.__name__ for f in functions], "postprocessing_kwargs": kwargs}
    (model / "postprocessing.json").write_text(json.dumps(content, indent=1) + "\n")
    processed = apply_postprocessing(segmentation, functions, kwargs)
    if np.array_equal(processed, segmentation):
        raise TooRough("the postprocessing changes nothing")
    return processed
