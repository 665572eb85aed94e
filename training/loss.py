"""Dice and cross-entropy of the hardest voxels, at several resolutions."""

import torch
from torch.nn import functional as F

HARDEST_SHARE = 0.1


def deep_supervision_loss(outputs, target):
    """Mean loss of logits at falling resolution (finest first) for labels [b,z,y,x], weights 1, 1/2, 1/4, ...

    As in nnU-Net the coarsest output does not count. A coarse voxel is lesion where any of its voxels is, so that
    small lesions do not vanish from the coarser levels.
    """
    outputs = outputs[:-1]
    total = sum(
        dice_and_cross_entropy(logits, _at_shape(target, logits.shape[2:])) / 2**level
        for level, logits in enumerate(outputs)
    )
    return total / sum(0.5**level for level in range(len(outputs)))


def dice_and_cross_entropy(logits, target):
    """Loss of logits [b,2,z,y,x] for labels [b,z,y,x]: soft Dice of the lesion over the batch plus top-k cross-entropy.

    The cross-entropy is the mean over the hardest 10 % of voxels (as in nnU-Net's DC_and_topk_loss): lesions fill
    about a thousandth of a body, and the plain mean says next to nothing about a brain taken for a tumour.
    """
    logits = logits.float()
    cross_entropy = F.cross_entropy(logits, target, reduction="none").flatten()
    hardest = cross_entropy.topk(int(HARDEST_SHARE * cross_entropy.numel()), sorted=False).values.mean()
    lesion = torch.softmax(logits, 1)[:, 1]
    truth = target.float()
    overlap = (lesion * truth).sum()
    # The constant keeps the loss calm on batches with no or hardly any lesion (8 voxels = 0.5 ml).
    dice = (2 * overlap + 8) / (lesion.sum() + truth.sum() + 8)
    return hardest + 1 - dice


def _at_shape(target, shape):
    if target.shape[1:] == shape:
        return target
    return F.adaptive_max_pool3d(target[:, None].float(), shape)[:, 0].long()
