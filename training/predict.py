"""Sliding-window prediction of one study, as nnU-Net does it."""

from itertools import product

import numpy as np
import torch
from torch.nn import functional as F

from studies.normalise import normalise


@torch.inference_mode()
def predict_logits(network, image, config, mirror=False):
    """Logit difference lesion - background, float32 [z,y,x], for a raw image [2,z,y,x] (HU, SUV).

    Half-overlapping patches, Gaussian weights of sigma = patch / 8; `mirror` averages over both left-right flips.
    """
    patch = config["patch_size"]
    device = next(network.parameters()).device
    data = normalise(torch.from_numpy(np.asarray(image, np.float32)).to(device), config["normalisation"])
    shape = data.shape[1:]
    extra = [max(0, p - n) for p, n in zip(patch, shape)]
    data = F.pad(data, [v for e in reversed(extra) for v in (e // 2, e - e // 2)])
    total, weights, gaussian = torch.zeros_like(data[0]), torch.zeros_like(data[0]), _gaussian(patch).to(device)
    for start in product(*[_starts(n, p) for n, p in zip(data.shape[1:], patch)]):
        box = tuple(slice(s, s + p) for s, p in zip(start, patch))
        tile = data[(slice(None), *box)][None]
        if (tile[0, 1] > 0.02).any():
            total[box] += _tile_logits(network, tile, mirror) * gaussian
        else:
            total[box] -= 10 * gaussian
        weights[box] += gaussian
    inner = tuple(slice(e // 2, e // 2 + n) for e, n in zip(extra, shape))
    return (total / weights)[inner].cpu().numpy()


def _tile_logits(network, tile, mirror):
    mean = 0
    flips = [[], [4]] if mirror else [[]]
    for axes in flips:
        logits = network(tile.flip(axes))
        mean = mean + (logits[:, 1] - logits[:, 0]).flip([a - 1 for a in axes])[0] / len(flips)
    return mean


def _starts(size, patch):
    steps = int(np.ceil((size - patch) / (patch / 2))) + 1
    return [int(s) for s in np.round(np.linspace(0, size - patch, steps))]


def _gaussian(patch):
    axes = [torch.exp(-0.5 * ((torch.arange(n) - n // 2) / (n / 8)) ** 2) for n in patch]
    return axes[0][:, None, None] * axes[1][None, :, None] * axes[2][None, None, :]
