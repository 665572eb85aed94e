"""Teaches heads that come without weights before the network is trained on, lest their first errors spoil it."""

import torch

from anatomy_heads import AnatomyHeads
from loss import deep_supervision_loss
from network import half_precision
from supervise import supervised_outputs

LEARNING_RATE = 0.003


def teach_new_heads(network, heads: AnatomyHeads, batches):
    """Trains the tissue heads and the lesion heads of the coarser resolutions on `batches`; all else stays as it is."""
    *coarse, finest = network.decoder.seg_layers
    learned = [*heads.parameters(), *(parameter for layer in coarse for parameter in layer.parameters())]
    fixed = [*network.encoder.parameters(), *finest.parameters()]
    fixed += [*network.decoder.stages.parameters(), *network.decoder.transpconvs.parameters()]
    for parameter in fixed:
        parameter.requires_grad_(False)
    network.eval()
    optimizer = torch.optim.AdamW(learned, LEARNING_RATE)
    for image, mask, anatomy in batches:
        with half_precision(image.device):
            pairs, features = supervised_outputs(network, image.contiguous(memory_format=torch.channels_last_3d), mask)
            loss = deep_supervision_loss(pairs, 3.0) + heads.loss(features, anatomy, mask)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
    for parameter in fixed:
        parameter.requires_grad_(True)
    network.train()
