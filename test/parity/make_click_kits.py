"""Makes test/parity/click-kits: nnU-Net's own answers for tiny models that take clicks, one kit per encoding.

    pip install nnunetv2==2.8.1
    python test/parity/make_click_kits.py [kit ...]

Channels on the image's grid are made as the organisers' baselines make them, and go through nnU-Net with PET and CT;
those on the network's grid are made by their definition, with distance transforms, and join what nnU-Net has preprocessed.
Each kit holds a painted study, a model folder, and per set of clicks: clicks.json, what nnU-Net makes of them
(expected.mha; exact_prob.mha with its sums in float32) and the two channels as the network sees them (channels.mha,
one above the other).
"""
import json
import os
import shutil
import sys
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

os.environ.update(nnUNet_raw="", nnUNet_preprocessed="", nnUNet_results="")

import numpy as np
import SimpleITK as sitk
import torch
from nnunetv2.inference.export_prediction import convert_predicted_logits_to_segmentation_with_correct_shape
from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor
from nnunetv2.utilities.get_network_from_plans import get_network_from_plans
from nnunetv2.utilities.plans_handling.plans_handler import PlansManager
from scipy.ndimage import distance_transform_edt, gaussian_filter
from torch.nn import functional as F

from generator.paint import LESION, paint
from generator.plans import TWO_CLASSES, configuration, dataset, plans, unet
from generator.predict import float32_sums, write_image
from generator.train import _batch, _sharpen

KITS = Path(__file__).parent / "click-kits"
Z_SCORES = ["CTNormalization", *["ZScoreNormalization"] * 3]
FOUR_NAMES = {"0": "CT", "1": "PET", "2": "FG", "3": "BG"}
SEMANTICS = {
    "0": "CT",
    "1": "PET_SUV",
    "2": "tumor_guidance_clippedEDT",
    "3": "background_guidance_clippedEDT",
    "4": "previous_prediction_binary",
}
NO_NORMS = ["CTNormalization", "ZScoreNormalization", *["NoNormalization"] * 3]


def four(largest, transpose=(0, 1, 2), schemes=Z_SCORES, **overrides):
    channels = len(schemes)
    made = configuration(
        architecture=unet(features=(4, 6)),
        **{"normalization_schemes": schemes, "use_mask_for_norm": [False] * channels, **overrides},
    )
    whole = plans({"3d_fullres": made}, transpose=transpose)
    statistics = whole["foreground_intensity_properties_per_channel"]
    for channel in range(2, channels):
        zero = {"mean": 0.0, "std": 0.1, "percentile_00_5": 0.0, "percentile_99_5": 1.0, "max": largest}
        statistics[str(channel)] = zero
    return whole


def image_channels(points, shape, sigma):
    """As the organisers' baselines: ones, or a Gaussian filter over ones; points are x, y, z."""
    maps = []
    for name in ("tumor", "background"):
        heat = np.zeros(shape[::-1], np.float32)
        for kind, point in points:
            if kind == name and all(0 <= p < n for p, n in zip(point, heat.shape)):
                heat[tuple(point)] = 1
        maps.append((gaussian_filter(heat, sigma) if sigma else heat).transpose(2, 1, 0))
    return np.stack(maps)


def ball(grid, radius=2):
    """LesionLocator's: distances within a ball of a few voxels, the larger of several."""
    places = np.indices([2 * radius + 1] * 3) - radius
    edt = distance_transform_edt((places**2).sum(0) <= radius**2)
    kernel = np.pad(edt / edt.max(), 1)
    out = np.zeros(grid.shape)
    big = np.pad(out, 40)
    for place in np.argwhere(np.ones(1)) * 0 + np.array(grid.places).reshape(-1, 3):
        low = place + 40 - radius - 1
        window = tuple(slice(a, a + 2 * radius + 3) for a in low)
        big[window] = np.maximum(big[window], kernel)
    return big[40:-40, 40:-40, 40:-40]


def cone(grid, radius=10):
    if not len(grid.places):
        return np.zeros(grid.shape)
    empty = np.ones(grid.shape, bool)
    empty[tuple(np.array(grid.places).T)] = False
    return np.maximum(0, 1 - distance_transform_edt(empty) / radius)


@dataclass
class Grid:
    shape: tuple
    places: list


def by_corner(point, box, shape):
    """LesionLocator's, with the crop's start taken off twice."""
    place = []
    for at, (start, end), length in zip(point, box, shape):
        inside = min(end - start, max(0, at - start) - start)
        place.append(int(np.round(inside * length / (end - start))))
    return place


def by_centre(point, box, shape):
    place = []
    for at, (start, end), length in zip(point, box, shape):
        if not start <= at < end:
            return None
        place.append(int(np.floor((at - start + 0.5) * length / (end - start) - 0.5 + 0.5)))
    return place


def network_channels(kit, points, shape, properties, grid):
    """[tumour, background] on the network's grid, whose axes are in the order of the plans."""
    forward = kit.plans["transpose_forward"]
    box = properties["bbox_used_for_cropping"]
    maps = []
    for name in ("tumor", "background"):
        inside = [p for kind, p in points if kind == name and all(0 <= a < n for a, n in zip(p, shape[::-1]))]
        turned = [[p[::-1][axis] for axis in forward] for p in inside]
        places = [kit.place(p, box, grid) for p in turned]
        maps.append(kit.draw(Grid(tuple(grid), [p for p in places if p is not None])))
    return np.stack(maps).astype(np.float32)


@dataclass
class Kit:
    name: str
    about: str
    plans: dict
    dataset: dict
    inputs: int
    sigma: int | None = None
    place: object = None
    draw: object = None
    has_previous: bool = False
    trainer: str = "nnUNetTrainer"
    shape: tuple = (26, 24, 28)
    spacing: tuple = (4.0, 4.5, 4.2)
    seed: int = 1
    steps: int = 250


ALL = [
    Kit(
        "impulses",
        "Edition V's baseline: ones in clicked voxels, z-scored, resampled; clicks widen the crop",
        four(1.0),
        dataset(TWO_CLASSES, channel_names=FOUR_NAMES),
        4,
        sigma=0,
    ),
    Kit(
        "gaussians",
        "Edition IV's baseline: sigma 3 voxels; axes transposed",
        four(0.0191, (2, 0, 1), spacing=[4.6, 4.4, 5.0]),
        dataset(TWO_CLASSES, channel_names=FOUR_NAMES),
        4,
        sigma=3,
    ),
    Kit(
        "balls",
        "LesionLocator: two channels more than dataset.json names, the crop's start taken off twice",
        plans({"3d_fullres": configuration(architecture=unet(features=(4, 6)))}),
        dataset(TWO_CLASSES),
        4,
        place=by_corner,
        draw=ball,
        trainer="autopetTrainerInteractiveClickGen10ptsRatio80_20EDT2",
    ),
    Kit(
        "cones",
        "msdsn: cones of ten voxels and the mask of the iteration before, told by channel_semantics; axes transposed",
        four(1.0, (1, 2, 0), NO_NORMS),
        dataset(
            TWO_CLASSES,
            channel_names={"0": "CT", "1": "PET", **{str(c): "noNorm" for c in (2, 3, 4)}},
            channel_semantics=SEMANTICS,
        ),
        5,
        place=by_centre,
        draw=cone,
        has_previous=True,
    ),
]


def click_sets(labels, pet, rng):
    """No, one, seven and fifty clicks of each kind; points are x, y, z."""
    lesion = np.argwhere(labels == LESION)[:, ::-1]
    hot = np.argwhere((labels != LESION) & (pet > 1))[:, ::-1]
    x, y, z = labels.shape[::-1]
    pick = lambda voxels, n: [[int(a) for a in p] for p in voxels[rng.choice(len(voxels), n, False)]]
    tumour, background = pick(lesion, 50), pick(hot, 50)
    odd = [[0, 0, 0], [x - 1, y - 1, z - 1], [x, 3, 3], [-1, 5, 5], tumour[0]]
    return {
        "none": ([], []),
        "one": (tumour[:1], []),
        "seven": (tumour[:4] + odd[:3], background[:2] + odd[1:4] + background[:1] + [[3, 0, 2]]),
        "fifty": (tumour, background),
    }


def named(tumour, background):
    return [("tumor", p) for p in tumour] + [("background", p) for p in background]


def see(kit, images, points, previous, spacing):
    """What the network sees, [c, z, y, x], and nnU-Net's properties."""
    manager = PlansManager(deepcopy(kit.plans))
    config = manager.get_configuration("3d_fullres")
    properties = {"spacing": list(spacing)}
    if kit.sigma is not None:
        images = np.vstack((images, image_channels(points, images.shape[1:], kit.sigma)))
        names = kit.dataset
    else:
        names = {**kit.dataset, "channel_names": {"0": "CT", "1": "PET"}}
    run = config.preprocessor_class(verbose=False).run_case_npy
    data, _, properties = run(images, None, properties, manager, config, names)
    data = np.asarray(data, np.float32)
    if kit.sigma is None:
        clicks = network_channels(kit, points, images.shape[1:], properties, data.shape[1:])
        data = np.vstack((data, clicks))
    if kit.has_previous:
        mask = np.zeros_like(data[0]) if previous is None else on_grid(kit, config, previous, properties, data.shape[1:])
        data = np.vstack((data, mask[None]))
    return data, properties


def on_grid(kit, config, mask, properties, shape):
    """A mask on the network's grid: the same crop, then nnU-Net's resampler of segmentations."""
    forward = kit.plans["transpose_forward"]
    box = tuple(slice(*along) for along in properties["bbox_used_for_cropping"])
    cropped = mask.transpose(forward)[box].astype(np.uint8)
    spacing = [properties["spacing"][axis] for axis in forward]
    return np.asarray(config.resampling_fn_seg(cropped[None], shape, spacing, config.spacing))[0].astype(np.float32)


def train(kit, images, labels, sets):
    torch.manual_seed(kit.seed)
    network = build(kit)
    lesions = labels == LESION
    tumour, background = sets["fifty"]
    data, _ = see(kit, images, named(tumour[:9], background[:9]), lesions, kit.spacing)
    blank, _ = see(kit, images, [], None, kit.spacing)
    config = PlansManager(deepcopy(kit.plans)).get_configuration("3d_fullres")
    _, properties = see(kit, images, named(tumour[:9], background[:9]), None, kit.spacing)
    target_mask = on_grid(kit, config, lesions, properties, data.shape[1:])
    target = np.stack((1 - target_mask, target_mask)).astype(np.float32)
    optimiser = torch.optim.Adam(network.parameters(), lr=0.01)
    sampler = np.random.default_rng(kit.seed)
    network.train()
    for step in range(kit.steps):
        shown = data if step % 2 or blank.shape != data.shape else blank
        x, y = _batch(sampler, shown, target, kit.plans["configurations"]["3d_fullres"]["patch_size"])
        optimiser.zero_grad()
        F.cross_entropy(network(x), y).backward()
        optimiser.step()
    _sharpen(network.decoder.seg_layers[-1], centre=True)
    return network


def build(kit):
    architecture = kit.plans["configurations"]["3d_fullres"]["architecture"]
    return get_network_from_plans(
        architecture["network_class_name"],
        architecture["arch_kwargs"],
        architecture["_kw_requires_import"],
        kit.inputs,
        2,
        deep_supervision=False,
    )


def answer(kit, network, data, properties):
    manager = PlansManager(deepcopy(kit.plans))
    config = manager.get_configuration("3d_fullres")
    predictor = nnUNetPredictor(device=torch.device("cpu"), allow_tqdm=False)
    predictor.manual_initialization(
        network, manager, config, [network.state_dict()], kit.dataset, "nnUNetTrainer", (0, 1, 2)
    )
    logits = predictor.predict_logits_from_preprocessed_data(torch.from_numpy(data))
    labels = manager.get_label_manager(kit.dataset)
    return convert_predicted_logits_to_segmentation_with_correct_shape(
        logits, manager, config, labels, properties, return_probabilities=True
    )


def write_kit(kit):
    folder = KITS / kit.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    ct, pet, labels = paint(kit.shape, kit.seed, zero_background=True)
    paths = {}
    for name, array in (("ct", ct), ("pet", pet)):
        image = sitk.GetImageFromArray(array)
        image.SetSpacing(kit.spacing[::-1])
        image.SetOrigin((-50.0, 20.0, -300.0))
        # Stored from left to right: clicks are indices of the file's voxels all the same.
        image.SetDirection((-1, 0, 0, 0, 1, 0, 0, 0, 1))
        paths[name] = folder / f"{name}.mha"
        sitk.WriteImage(image, paths[name], True)
    images = np.stack((ct, pet)).astype(np.float32)
    sets = click_sets(labels, pet, np.random.default_rng(kit.seed))
    network = train(kit, images, labels, sets)
    model = folder / "model"
    (model / "fold_0").mkdir(parents=True)
    (model / "plans.json").write_text(json.dumps(kit.plans, indent=1) + "\n")
    (model / "dataset.json").write_text(json.dumps(kit.dataset, indent=1) + "\n")
    checkpoint = {
        "network_weights": {k: v.to(torch.float16) for k, v in network.state_dict().items()},
        "trainer_name": kit.trainer,
        "init_args": {"configuration": "3d_fullres", "fold": 0},
        "inference_allowed_mirroring_axes": (0, 1, 2),
    }
    torch.save(checkpoint, model / "fold_0" / "checkpoint_final.pth")
    network.load_state_dict({k: v.to(torch.float32) for k, v in checkpoint["network_weights"].items()})
    network.eval()
    previous = None
    voxels = {}
    for name, (tumour, background) in sets.items():
        points = named(tumour, background)
        data, properties = see(kit, images, points, previous, kit.spacing)
        segmentation, _ = answer(kit, network, data, properties)
        with float32_sums():
            exact_segmentation, exact = answer(kit, network, data, properties)
        write_set(folder / name, points, segmentation, exact, data, paths["ct"])
        voxels[name] = int(segmentation.sum())
        print(kit.name, name, voxels[name], "voxels;", int((segmentation != exact_segmentation).sum()), "by float16")
        if kit.has_previous:
            previous = segmentation
    summary = {"kit": kit.name, "about": kit.about, "sets": list(sets), "voxels": voxels}
    (folder / "kit.json").write_text(json.dumps(summary, indent=1) + "\n")


def write_set(folder, points, segmentation, exact, data, like):
    folder.mkdir()
    content = {
        "version": {"major": 1, "minor": 0},
        "type": "Multiple points",
        "points": [{"point": point, "name": name} for name, point in points],
    }
    (folder / "clicks.json").write_text(json.dumps(content) + "\n")
    write_image(folder / "expected.mha", segmentation.astype(np.uint8), like)
    write_image(folder / "exact_prob.mha", np.round(exact[-1], 5).astype(np.float32), like)
    sitk.WriteImage(sitk.GetImageFromArray(np.concatenate(data[2:4])), folder / "channels.mha", True)


if __name__ == "__main__":
    torch.set_num_threads(1)
    for kit in ALL:
        if not sys.argv[1:] or kit.name in sys.argv[1:]:
            write_kit(kit)
