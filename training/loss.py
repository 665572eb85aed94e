"""Dice and cross-entropy of the hardest voxels, at several resolutions."""

import torch
from torch.nn import functional as F

HARDEST_SHARE = 0.04


def deep_supervision_loss(pairs, lesion_weight):
    """Mean loss of pairs of logits and labels at falling resolution, finest first, weights 1, 1/2, 1/4, ..."""
    total = sum(dice_and_cross_entropy(logits, labels, lesion_weight) / 2**level for level, (logits, labels) in enumerate(pairs))
    return total / sum(0.5**level for level in range(len(pairs)))


def dice_and_cross_entropy(logits, target, lesion_weight):
    """Loss of logits [b,2,z,y,x] for labels [b,z,y,x]: soft Dice of the lesion over the batch plus top-k cross-entropy.

    The cross-entropy is the mean over the hardest 4 % of voxels (nnU-Net's DC_and_topk_loss takes 10 %): lesions fill
    about a thousandth of a body, and the plain mean says next to nothing about a kidney taken for a tumour. A lesion's
    voxel counts `lesion_weight` times there.
    """
    logits = logits.float()
    weights = torch.tensor([1.0, lesion_weight], device=logits.device)
    cross_entropy = F.cross_entropy(logits, target, weights, reduction="none").flatten()
    hardest = cross_entropy.topk(int(HARDEST_SHARE * cross_entropy.numel()), sorted=False).values.mean()
    lesion = torch.softmax(logits, 1)[:, 1]
    truth = target.float()
    overlap = (lesion * truth).sum()
    # The constant keeps the loss calm on batches with no or hardly any lesion (8 voxels = 0.5 ml).
    dice = (2 * overlap + 8) / (lesion.sum() + truth.sum() + 8)
    return hardest + 1 - dice
