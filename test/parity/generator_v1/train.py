"""Fits nnU-Net v1's network for a few seconds, and saves it as its trainer does."""
import numpy as np
import torch
from batchgenerators.augmentations.utils import resize_segmentation
from nnunet.utilities.one_hot_encoding import to_one_hot
from torch.nn import functional as F


def train(trainer, paths, truth, seed, steps, previous_stage=None):
    """Fits the trainer's network to one painted study, preprocessed by nnU-Net."""
    torch.manual_seed(seed)
    trainer.initialize(False)
    images, target = _preprocess(trainer, paths, truth, previous_stage)
    network = trainer.network
    network.do_ds = False
    network.train()
    optimiser = torch.optim.Adam(network.parameters(), lr=0.01)
    schedule = torch.optim.lr_scheduler.PolynomialLR(optimiser, steps, 0.9)
    sampler = np.random.default_rng(seed)
    for _ in range(steps):
        x, y = _batch(sampler, images, target, list(trainer.patch_size))
        optimiser.zero_grad()
        F.cross_entropy(network(x), y).backward()
        optimiser.step()
        schedule.step()
    # What it logs are numpy's numbers.
    trainer.all_tr_losses = [np.float32(1), np.mean([np.float32(0.5)])]
    trainer.all_val_losses = [np.array(0.5, np.float32)]
    trainer.all_val_eval_metrics = [np.float64(0.9)]
    trainer.epoch = 1000
    return trainer


def _preprocess(trainer, paths, truth, previous_stage):
    """Truth lies in a file, as nnU-Net reads labels."""
    from nnunet.training.model_restore import recursive_find_python_class
    import nnunet

    folder = [nnunet.__path__[0] + "/preprocessing"]
    name = trainer.plans["preprocessor_name"]
    preprocessor = recursive_find_python_class(folder, name, "nnunet.preprocessing")(
        trainer.normalization_schemes, trainer.use_mask_for_norm, trainer.transpose_forward, trainer.intensity_properties
    )
    spacing = trainer.plans["plans_per_stage"][trainer.stage]["current_spacing"].copy()
    images, seg, _ = preprocessor.preprocess_test_case([str(path) for path in paths], spacing, str(truth))
    if previous_stage is not None:
        previous = resize_segmentation(
            previous_stage.transpose(trainer.plans["transpose_forward"]), images.shape[1:], order=1
        )
        images = np.vstack((images, to_one_hot(previous, range(1, trainer.num_classes)))).astype(np.float32)
    target = to_one_hot(np.maximum(seg[0], 0), range(trainer.num_classes)).astype(np.float32)
    return images, target


def _batch(sampler, images, target, patch, size=4):
    lacking = [max(0, p - n) for p, n in zip(patch, images.shape[-len(patch):])]
    widths = [(0, 0)] * (4 - len(patch)) + [(n // 2, n - n // 2) for n in lacking]
    padded = [np.pad(images, widths), np.pad(target, widths)]
    padded[1][0] = 1 - padded[1][1:].sum(0)
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
