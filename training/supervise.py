"""Forward pass for training: every resolution of the decoder."""

import torch


def supervised_outputs(network, image, mask):
    """Pairs of logits [b,2,z,y,x] and labels [b,z,y,x], finest first, and the features of the decoder stages between.

    The coarsest decoder stage does not count; features come coarsest first, without the finest.
    """
    decoder = network.decoder
    skips = network.encoder(image)
    coarse, pairs, features, last = skips[-1], [], [], len(decoder.stages) - 1
    for stage in range(last + 1):
        coarse = decoder.stages[stage](torch.cat((decoder.transpconvs[stage](coarse), skips[-(stage + 2)]), 1))
        if stage > 0:
            pairs.append((decoder.seg_layers[stage](coarse), _at_shape(mask, coarse.shape[2:])))
        if 0 < stage < last:
            features.append(coarse)
    return pairs[::-1], features


def _at_shape(mask, shape):
    """Labels at a coarser resolution, where a voxel is lesion when any of its voxels is: small lesions do not vanish."""
    if mask.shape[1:] == shape:
        return mask
    return torch.nn.functional.adaptive_max_pool3d(mask[:, None].float(), shape)[:, 0].long()
