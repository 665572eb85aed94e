"""Heads that name the tissue at the coarser resolutions: training only, the exported network has none."""

import torch
from painting.anatomy import AIR, BODY, BONE, CLASSES, FIRST_ORGAN, UNKNOWN
from painting.organs import HEART, LIVER, LUNG
from torch import nn
from torch.nn import functional as F

# Roughly against their volumes: the small hot organs are what a lesion is mistaken for.
CLASS_WEIGHTS = [3.0] * CLASSES
CLASS_WEIGHTS[AIR], CLASS_WEIGHTS[BODY], CLASS_WEIGHTS[BONE] = 0.05, 0.2, 0.7
for organ, weight in ((LIVER, 1.0), (LUNG, 0.3), (HEART, 1.0)):
    CLASS_WEIGHTS[FIRST_ORGAN - 1 + organ] = weight


class AnatomyHeads(nn.Module):
    """One 1x1x1 convolution on the features [b,c,z,y,x] of each decoder stage but the finest, coarsest first."""

    def __init__(self, features):
        super().__init__()
        self.layers = nn.ModuleList(nn.Conv3d(n, CLASSES, 1) for n in features)
        self.register_buffer("class_weights", torch.tensor(CLASS_WEIGHTS), persistent=False)

    def loss(self, features, anatomy, mask):
        """Mean cross-entropy over the resolutions; lesions and unknown tissue do not count."""
        known = torch.where(mask > 0, UNKNOWN, anatomy)
        losses = [self._level(layer(part), known) for layer, part in zip(self.layers, features)]
        return sum(losses) / len(losses)

    def _level(self, logits, anatomy):
        step = anatomy.shape[1] // logits.shape[2]
        target = anatomy[:, step // 2 :: step, step // 2 :: step, step // 2 :: step]
        total = F.cross_entropy(logits.float(), target, self.class_weights, reduction="sum", ignore_index=UNKNOWN)
        weights = torch.where(target == UNKNOWN, 0.0, self.class_weights[target.clamp(max=CLASSES - 1)])
        return total / weights.sum().clamp(min=1)
