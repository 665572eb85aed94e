"""Fits a network for a few seconds, so that its logits are as decided as those of a real model."""
import numpy as np
import torch
from nnunetv2.training.nnUNetTrainer.nnUNetTrainer import nnUNetTrainer
from nnunetv2.utilities.label_handling.label_handling import (
    convert_labelmap_to_one_hot,
    determine_num_input_channels,
)
from torch.nn import functional as F

from generator.paint import LESION


def train(plans_manager, configuration, dataset, study, seed, steps, previous_stage=None):
    """A network fitted to one painted study, preprocessed by nnU-Net. Returns its state dict."""
    torch.manual_seed(seed)
    labels = plans_manager.get_label_manager(dataset)
    network = nnUNetTrainer.build_network_architecture(
        plans_manager,
        configuration,
        determine_num_input_channels(plans_manager, configuration, dataset),
        labels.num_segmentation_heads,
        enable_deep_supervision=False,
    )
    images, target = _preprocess(plans_manager, configuration, dataset, study, previous_stage)
    loss = F.binary_cross_entropy_with_logits if labels.has_regions else F.cross_entropy
    optimiser = torch.optim.Adam(network.parameters(), lr=0.01)
    schedule = torch.optim.lr_scheduler.PolynomialLR(optimiser, steps, 0.9)
    sampler = np.random.default_rng(seed)
    network.train()
    for _ in range(steps):
        x, y = _batch(sampler, images, target, configuration.patch_size)
        optimiser.zero_grad()
        loss(network(x), y).backward()
        optimiser.step()
        schedule.step()
    _sharpen(network.decoder.seg_layers[-1], centre=not labels.has_regions)
    return network.state_dict()


def _preprocess(plans_manager, configuration, dataset, study, previous_stage):
    labels = plans_manager.get_label_manager(dataset)
    preprocess = configuration.preprocessor_class(verbose=False).run_case_npy

    def run(segmentation):
        properties = {"spacing": study.spacing}
        seg = segmentation[None].astype(np.float32)
        return preprocess(study.images, seg, properties, plans_manager, configuration, dataset)[:2]

    images, truth = run(study.labels if len(labels.foreground_labels) > 1 else study.labels == LESION)
    truth = np.maximum(truth[0], 0)
    heads = labels.foreground_regions if labels.has_regions else labels.all_labels
    target = np.stack([np.isin(truth, head) for head in heads]).astype(np.float32)
    if previous_stage is not None:
        _, seg = run(previous_stage)
        images = np.vstack((images, convert_labelmap_to_one_hot(seg[0], labels.foreground_labels, images.dtype)))
    return np.asarray(images), target


def _batch(sampler, images, target, patch, size=4):
    lacking = [max(0, p - n) for p, n in zip(patch, images.shape[-len(patch):])]
    widths = [(0, 0)] * (4 - len(patch)) + [(n // 2, n - n // 2) for n in lacking]
    background = np.zeros((len(target), 1, 1, 1), np.float32)
    background[0] = 1
    padded = [np.pad(images, widths), np.pad(target - background, widths) + background]
    tiles = [[], []]
    for _ in range(size):
        start = [sampler.integers(n - p + 1) for n, p in zip(padded[0].shape[-len(patch):], patch)]
        slices = tuple(slice(s, s + p) for s, p in zip(start, patch))
        if len(patch) == 2:
            slices = (sampler.integers(padded[0].shape[1]), *slices)
        flips = [axis + 1 for axis in range(len(patch)) if sampler.random() < 0.5]
        for tile, array in zip(tiles, padded):
            tile.append(np.flip(array[(slice(None), *slices)], flips))
    return [torch.from_numpy(np.stack(tile)) for tile in tiles]


def _sharpen(layer, centre, factor=2):
    """Makes the network as sure of itself as long training does.

    nnU-Net sums logits in float16, and towards the image's corners with weights of few bits: only
    where a voxel is clearly one thing or the other does that not show in the probabilities. For the
    same reason the mean over the classes is taken out, which softmax does not see.
    """
    with torch.no_grad():
        for parameter in (layer.weight, layer.bias):
            if centre:
                parameter -= parameter.mean(0, keepdim=True)
            parameter *= factor
