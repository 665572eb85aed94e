"""Makes test/parity/replicas: stand-ins of public models, and what nnU-Net makes of them.

    pip install nnunetv2==2.8.1
    python test/parity/make_replicas.py PLANS [replica ...]
    python test/parity/make_replicas.py PLANS --full REPLICA FOLDER

PLANS is a folder with plans as the models' repositories publish them. A replica has its model's plans, channels, labels,
trainer, heads, names of weights and folders; only its patch and its numbers of features are smaller, and its weights are
random, but for the last stage, which is fitted to a painted study. Published plans are not copied: kit.json says which file they are, and what is smaller.
With --full there is nothing smaller, weights are random, and there is no answer: for time and memory.

Each replica holds ct.mha, pet.mha, perhaps clicks.json, the model's folder, nnU-Net's labels (expected.mha) and its
probability of the last label with sums in float32 (exact_prob.mha, rounded to 1e-5), and kit.json.
"""
import json
import os
import shutil
import sys
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

os.environ.update(nnUNet_raw="", nnUNet_preprocessed="", nnUNet_results="")

import numpy as np
import SimpleITK as sitk
import torch
from nnunetv2.inference import predict_from_raw_data
from nnunetv2.inference.export_prediction import convert_predicted_logits_to_segmentation_with_correct_shape
from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor
from nnunetv2.training.nnUNetTrainer.nnUNetTrainer import nnUNetTrainer
from nnunetv2.utilities.plans_handling.plans_handler import PlansManager
from torch import nn
from torch.nn import functional as F

from generator.paint import LESION, LIVER, paint
from generator.plans import configuration, dataset, plans, unet
from generator.predict import float32_sums, write_image
from generator.train import _sharpen
from make_click_kits import ball, by_corner, click_sets, image_channels, named, network_channels

REPLICAS = Path(__file__).parent / "replicas"
CONFIGURATION = "3d_fullres"
PATCH = [32, 64, 64]
FEATURES = [8, 4, 4, 4, 4, 4]
STEPS = 60
TUMOUR = {"background": 0, "tumor": 1}
ORGAN_CLASSES = 11


@dataclass
class Replica:
    name: str
    about: str
    # As the release has it: the folders above the folds.
    folder: str
    # Published plans by their path within PLANS, or our own.
    published: str | None = None
    own_plans: dict | None = None
    # The same for dataset.json.
    published_dataset: str | None = None
    own_dataset: dict | None = None
    configuration: str = CONFIGURATION
    trainer: str = "nnUNetTrainer"
    folds: tuple = (0,)
    checkpoint: str = "checkpoint_final.pth"
    has_organ_head: bool = False
    # How the model's own software draws clicks: on the image's grid with a sigma, or on the network's.
    sigma: int | None = None
    has_balls: bool = False
    # Values that the painted organs get.
    liver: int | None = None
    lesion: int = 1
    shape: tuple = (30, 42, 40)
    spacing: tuple = (4.0, 3.0, 3.2)
    seed: int = 1

    @property
    def smaller(self):
        """What kit.json says to be put over the published configuration."""
        return {"patch_size": PATCH, "features_per_stage": FEATURES}


def lion(labels, lesion):
    """Its plans are not published: nnU-Net's usual ones for a PET alone, and labels that have numbers."""
    network = unet(features=(32, 64, 128, 256, 320, 320))
    network["arch_kwargs"].update(n_conv_per_stage=[2] * 6, n_conv_per_stage_decoder=[2] * 5)
    own = configuration(
        (128, 128, 128),
        (3.0, 2.0364, 2.0364),
        normalization_schemes=["ZScoreNormalization"],
        use_mask_for_norm=[False],
        architecture=network,
    )
    names = {"background": 0, **{f"label_{value}": value for value in range(1, labels)}}
    return {
        "own_plans": plans({CONFIGURATION: own}),
        "own_dataset": dataset(names, channel_names={"0": "PT"}, file_ending=".nii.gz"),
        "trainer": "nnUNetTrainerDA5_2000epochs",
        "folds": ("all",),
        "liver": 3,
        "lesion": lesion,
    }


ALL = [
    Replica(
        "lesiontracer",
        "Five folds' place for two; a second head for organs; both channels called CT; a configuration that inherits",
        "Dataset222_AutoPETIII_2024/autoPET3_Trainer__nnUNetResEncUNetLPlansMultiTalent__3d_fullres_bs3",
        published="LesionTracer/nnUNetResEncUNetLPlansMultiTalent.json",
        own_dataset=dataset(TUMOUR, channel_names={"0": "CT", "1": "CT"}, file_ending=".nii.gz"),
        configuration="3d_fullres_bs3",
        trainer="autoPET3_Trainer",
        folds=(0, 1),
        has_organ_head=True,
    ),
    Replica(
        "lesionlocator",
        "Two channels more than are named, for clicks as balls, and a second head for organs; folds 0 and 5 of ten",
        "_model",
        published="LesionTracer/nnUNetResEncUNetLPlansMultiTalent.json",
        own_dataset=dataset(TUMOUR, file_ending=".nii.gz"),
        trainer="autopetTrainerInteractiveClickGen10ptsRatio80_20EDT2",
        folds=(0, 5),
        has_organ_head=True,
        has_balls=True,
    ),
    Replica(
        "autopet4-baseline",
        "Clicks as Gaussians in channels of their own; other configurations beside it",
        "nnUNet_results/Dataset221_AutoPETIV_2025/nnUNetTrainer__nnUNetPlans__3d_fullres",
        published="autoPETCTIV_Task1/plans.json",
        published_dataset="autoPETCTIV_Task1/dataset.json",
        sigma=3,
    ),
    Replica(
        "autopet5-baseline",
        "Clicks as ones; only checkpoint_best is there",
        "nnUNet_results/Dataset998_AutoPETV/nnUNetTrainer__nnUNetPlans__3d_fullres",
        published="autoPETV_baseline_Dataset998/plans.json",
        published_dataset="autoPETV_baseline_Dataset998/dataset.json",
        checkpoint="checkpoint_best.pth",
        sigma=0,
    ),
    Replica(
        "nih-fdg",
        "Plans of before nnU-Net 2.4, PET first",
        "Dataset101_PETCT/nnUNetTrainer__nnUNetPlans__3d_fullres",
        published="NIH-MIP_FDG/nnUNetPlans.json",
        published_dataset="NIH-MIP_FDG/dataset.json",
    ),
    Replica(
        "astarakee",
        "A residual encoder by nnU-Net's own preset",
        "Dataset704_AutoPET24Crop/nnUNetTrainer__nnUNetResEncUNetLPlans__3d_fullres",
        published="AutoPET24_Astarakee/plans.json",
        published_dataset="AutoPET24_Astarakee/dataset.json",
    ),
    Replica(
        "lion-fdg",
        "PET alone, eleven labels of which the last is the tumour, a trainer of its own, fold all",
        "Dataset789_Tumors/nnUNetTrainerDA5_2000epochs__nnUNetPlans__3d_fullres",
        **lion(12, 11),
    ),
    Replica(
        "lion-psma",
        "PET alone, six labels of which the last is the tumour, a trainer of its own, fold all",
        "Dataset711_PSMA/nnUNetTrainerDA5_2000epochs__nnUNetPlans__3d_fullres",
        **lion(7, 6),
    ),
]


def with_organ_head(network):
    """A second head at every stage of the decoder, as LesionTracer and LesionLocator were trained; inference leaves it out."""
    heads = [nn.Conv3d(layer.in_channels, ORGAN_CLASSES, 1) for layer in network.decoder.seg_layers]
    network.decoder.organ_seg_layers = nn.ModuleList(heads)
    return network


def trainer_of(replica):
    """A trainer as the model's own software has one, by what it changes in the network."""

    class Trainer(nnUNetTrainer):
        @staticmethod
        def build_network_architecture(plans_manager, configuration, inputs, outputs, enable_deep_supervision=True):
            inputs += 2 * replica.has_balls
            build = nnUNetTrainer.build_network_architecture
            network = build(plans_manager, configuration, inputs, outputs, enable_deep_supervision)
            return with_organ_head(network) if replica.has_organ_head else network

    return Trainer


def load(replica, published):
    """plans.json and dataset.json in full."""
    read = lambda path: json.loads((published / path).read_text())
    whole = deepcopy(replica.own_plans) if replica.published is None else read(replica.published)
    data = replica.own_dataset if replica.published_dataset is None else read(replica.published_dataset)
    if replica.configuration not in whole["configurations"]:
        whole["configurations"][replica.configuration] = {"inherits_from": CONFIGURATION, "batch_size": 3}
    return whole, data


def make_smaller(whole, smaller):
    """Puts a small patch and few features into a configuration; the test does the same."""
    made = deepcopy(whole)
    chosen = made["configurations"][CONFIGURATION]
    chosen["patch_size"] = smaller["patch_size"]
    if "architecture" in chosen:
        chosen["architecture"]["arch_kwargs"]["features_per_stage"] = smaller["features_per_stage"]
    else:
        chosen["UNet_base_num_features"] = chosen["unet_max_num_features"] = smaller["features_per_stage"][0]
    return made


class Study:
    """A painted study as the network sees it."""

    def __init__(self, replica, whole, data, paths, clicks):
        self.manager = PlansManager(deepcopy(whole))
        self.configuration = self.manager.get_configuration(replica.configuration)
        self.replica, self.data, self.paths, self.clicks = replica, data, paths, clicks

    def see(self, clicks, seg=None):
        """[c, z, y, x], [1, z, y, x] or None, and nnU-Net's properties."""
        reader = self.manager.image_reader_writer_class()
        inputs = [self.paths[name] for name in self.channels()]
        images, properties = reader.read_images(inputs)
        whole = images.shape[1:]
        if self.replica.sigma is not None:
            images = np.vstack((images, image_channels(clicks, whole, self.replica.sigma)))
        run = self.configuration.preprocessor_class(verbose=False).run_case_npy
        images, seg, properties = run(images, seg, properties, self.manager, self.configuration, self.data)
        images = np.asarray(images, np.float32)
        if self.replica.has_balls:
            self.plans, self.place, self.draw = self.manager.plans, by_corner, ball
            images = np.vstack((images, network_channels(self, clicks, whole, properties, images.shape[1:])))
        return images, seg, properties

    def channels(self):
        """By name; of two that are called CT the second is the PET."""
        names = list(self.data["channel_names"].values())[: 2 if "ct" in self.paths else 1]
        return ["ct", "pet"] if names == ["CT", "CT"] else ["ct" if name == "CT" else "pet" for name in names]


def fit(network, study, target_labels, seed):
    """Random weights, but for the last stage and head, which are fitted to them, so that logits are as decided as a real model's.

    nnU-Net begins residual branches at zero, which would hide them: norms and biases are random too.
    """
    _randomise(network, torch.Generator().manual_seed(seed))
    images, seg, _ = study.see(study.clicks, target_labels[None].astype(np.float32))
    inputs, target = _last_inputs(network, images, np.maximum(seg[0], 0), study.configuration.patch_size)
    stage, head = network.decoder.stages[-1], network.decoder.seg_layers[-1]
    weights = torch.ones(head.out_channels)
    weights[study.replica.lesion] = 3
    optimiser = torch.optim.Adam([*stage.parameters(), *head.parameters()], lr=0.03)
    schedule = torch.optim.lr_scheduler.PolynomialLR(optimiser, STEPS, 0.9)
    for _ in range(STEPS):
        optimiser.zero_grad()
        F.cross_entropy(head(stage(inputs)), target, weights).backward()
        optimiser.step()
        schedule.step()
    _sharpen(head, centre=True)
    return network


def _randomise(network, generator):
    network.eval()
    with torch.no_grad():
        for module in network.modules():
            if isinstance(module, nn.InstanceNorm3d):
                module.weight.uniform_(0.5, 1.5, generator=generator)
                module.bias.normal_(0, 0.2, generator=generator)
            elif getattr(module, "bias", None) is not None:
                module.bias.normal_(0, 0.1, generator=generator)


def _last_inputs(network, images, labels, patch):
    """What the last stage sees, [tile, channel, z, y, x], and each voxel's label, of tiles at the image's beginning and end."""
    lacking = [max(0, p - n) for p, n in zip(patch, labels.shape)]
    widths = [(n // 2, n - n // 2) for n in lacking]
    images, labels = np.pad(images, [(0, 0), *widths]), np.pad(labels, widths)
    seen, targets = [], []
    hook = network.decoder.stages[-1].register_forward_pre_hook(lambda module, inputs: seen.append(inputs[0]))
    for at_end in (False, True):
        tile = tuple(slice(n - p, n) if at_end else slice(p) for n, p in zip(labels.shape, patch))
        with torch.no_grad():
            network(torch.from_numpy(images[(slice(None), *tile)][None]))
        targets.append(torch.from_numpy(labels[tile]).long())
    hook.remove()
    return torch.cat(seen), torch.stack(targets)


def build(replica, manager, data):
    config = manager.get_configuration(replica.configuration)
    heads = manager.get_label_manager(data).num_segmentation_heads
    inputs = len(data["channel_names"])
    return trainer_of(replica).build_network_architecture(manager, config, inputs, heads, False)


def save(replica, network, path, fold):
    """As nnU-Net's trainer saves; modules that are registered twice share their weights. Without the copy of the plans."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "network_weights": network.state_dict(),
        "optimizer_state": {},
        "grad_scaler_state": None,
        "logging": {},
        "_best_ema": None,
        "current_epoch": 1000,
        "init_args": {"configuration": replica.configuration, "fold": fold},
        "trainer_name": replica.trainer,
        "inference_allowed_mirroring_axes": (0, 1, 2),
    }
    torch.save(content, path)


def predict(replica, model, study):
    """nnU-Net's own: it reads the folder, finds the trainer by name, builds, predicts and exports."""
    predictor = nnUNetPredictor(device=torch.device("cpu"), allow_tqdm=False)
    found, predict_from_raw_data.recursive_find_trainer_class_by_name = (
        predict_from_raw_data.recursive_find_trainer_class_by_name,
        lambda name: trainer_of(replica),
    )
    try:
        predictor.initialize_from_trained_model_folder(str(model), replica.folds, replica.checkpoint)
    finally:
        predict_from_raw_data.recursive_find_trainer_class_by_name = found
    images, _, properties = study.see(study.clicks)
    logits = predictor.predict_logits_from_preprocessed_data(torch.from_numpy(images)).cpu()
    return convert_predicted_logits_to_segmentation_with_correct_shape(
        logits,
        predictor.plans_manager,
        predictor.configuration_manager,
        predictor.label_manager,
        properties,
        return_probabilities=True,
    )


def write_replica(replica, published, attempts=6):
    """Where nnU-Net's own sums in float16 move a voxel, the next seed is taken."""
    for seed in range(replica.seed, replica.seed + attempts):
        if _write_replica(replace(replica, seed=seed), published):
            return
    raise RuntimeError(f"{replica.name}: no seed of {attempts} gave a usable replica")


def _write_replica(replica, published):
    folder = REPLICAS / replica.name
    shutil.rmtree(folder, ignore_errors=True)
    model = folder / "model" / replica.folder
    model.mkdir(parents=True)
    whole, data = load(replica, published)
    whole = make_smaller(whole, replica.smaller)
    ct, pet, labels = paint(replica.shape, replica.seed)
    paths = {name: _write(folder / f"{name}.mha", image, replica.spacing) for name, image in (("ct", ct), ("pet", pet))}
    if "CT" not in data["channel_names"].values():
        paths.pop("ct").unlink()
    clicks = []
    if replica.has_balls or replica.sigma is not None:
        clicks = named(*click_sets(labels, pet, np.random.default_rng(replica.seed))["seven"])
        points = [{"point": point, "name": name} for name, point in clicks]
        (folder / "clicks.json").write_text(json.dumps({"type": "Multiple points", "points": points}) + "\n")
    target = np.select([labels == LESION, labels == LIVER], [replica.lesion, replica.liver or 0], 0)
    study = Study(replica, whole, data, paths, clicks)
    for index, fold in enumerate(replica.folds):
        torch.manual_seed(replica.seed + index)
        network = build(replica, study.manager, data)
        fit(network, study, target, replica.seed + index)
        save(replica, network, model / f"fold_{fold}" / replica.checkpoint, fold)
    (model / "plans.json").write_text(json.dumps(whole, indent=1) + "\n")
    (model / "dataset.json").write_text(json.dumps(data, indent=1) + "\n")
    segmentation, _ = predict(replica, model, study)
    with float32_sums():
        exact_segmentation, exact = predict(replica, model, study)
    if replica.published is not None:
        (model / "plans.json").unlink()
    if replica.published_dataset is not None:
        (model / "dataset.json").unlink()
    like = paths["pet"]
    write_image(folder / "expected.mha", segmentation.astype(np.uint8), like)
    write_image(folder / "exact_prob.mha", np.round(exact[-1], 5).astype(np.float32), like)
    found, counts = np.unique(segmentation, return_counts=True)
    summary = {
        "kit": replica.name,
        "about": replica.about,
        "nnunetv2": "2.8.1",
        "model": "model",
        "folder": replica.folder,
        "folds": ["all"] if replica.folds == ("all",) else None,
        "lesion": replica.lesion,
        "published": {"plans": replica.published, "dataset": replica.published_dataset},
        "configuration": replica.configuration,
        "smaller": replica.smaller,
        "labels": {str(label): int(count) for label, count in zip(found, counts)},
    }
    (folder / "kit.json").write_text(json.dumps(summary, indent=1) + "\n")
    moved = int((segmentation != exact_segmentation).sum())
    print(replica.name, "seed", replica.seed, summary["labels"], moved, "moved by float16", flush=True)
    return moved == 0 and counts[found == replica.lesion].sum() >= 200


def write_full(replica, published, folder):
    """The model at its own size: all of nnU-Net's files, random weights."""
    model = folder / replica.folder
    model.mkdir(parents=True)
    whole, data = load(replica, published)
    (model / "plans.json").write_text(json.dumps(whole, indent=1) + "\n")
    (model / "dataset.json").write_text(json.dumps(data, indent=1) + "\n")
    for fold in replica.folds:
        torch.manual_seed(0 if fold == "all" else fold)
        network = build(replica, PlansManager(deepcopy(whole)), data)
        save(replica, network, model / f"fold_{fold}" / replica.checkpoint, fold)
    numbers = sum(weight.numel() for weight in network.parameters())
    print(f"{model}: {len(network.state_dict())} tensors, {numbers / 1e6:.1f} million weights")


def _write(path, data, spacing):
    image = sitk.GetImageFromArray(data)
    image.SetSpacing(spacing[::-1])
    image.SetOrigin((-50.0, 20.0, -300.0))
    sitk.WriteImage(image, str(path), True)
    return path


if __name__ == "__main__":
    torch.set_num_threads(1)
    published, *rest = sys.argv[1:]
    if rest[:1] == ["--full"]:
        [chosen] = [replica for replica in ALL if replica.name == rest[1]]
        write_full(chosen, Path(published), Path(rest[2]))
    else:
        for replica in ALL:
            if not rest or replica.name in rest:
                write_replica(replica, Path(published))
