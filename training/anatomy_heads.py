"""Heads that name the tissue at the coarser resolutions: training only, the exported network has none."""

import torch
from painting.anatomy import AIR, BODY, CLASSES, UNKNOWN
from torch import nn
from torch.nn import functional as F

# Air and plain body fill most of a patch and have least to say.
CLASS_WEIGHTS = [{AIR: 0.1, BODY: 0.5}.get(k, 2.0) for k in range(CLASSES)]


class AnatomyHeads(nn.Module):
    """One 1x1x1 convolution on the features [b,c,z,y,x] of each decoder stage but the finest, coarsest first."""

    def __init__(self, features):
        super().__init__()
        self.layers = nn.ModuleList(nn.Conv3d(n, CLASSES, 1) for n in features)
        self.register_buffer("class_weights", torch.tensor(CLASS_WEIGHTS))

    def loss(self, features, anatomy, mask):
        """Mean cross-entropy over the resolutions; lesions and unknown tissue do not count."""
        known = torch.where(mask > 0, UNKNOWN, anatomy)
        losses = [self._level(layer(part), known) for layer, part in zip(self.layers, features)]
        return sum(losses) / len(losses)

    def _level(self, logits, anatomy):
        step = anatomy.shape[1] // logits.shape[2]
        target = anatomy[:, step // 2 :: step, step // 2 :: step, step // 2 :: step]
        total = F.cross_entropy(logits.float(), target, self.class_weights, reduction="sum", ignore_index=UNKNOWN)
        known = target[target != UNKNOWN]
        return total / self.class_weights[known].sum().clamp(min=1)
