"""Forward pass for training: every resolution of the decoder, the finest on a slab only."""

import torch

SLAB = 16  # slices of the finest resolution that count; even


def supervised_outputs(network, image, mask):
    """Pairs of logits [b,2,z,y,x] and labels [b,z,y,x], finest first, and the features of the decoder stages between.

    The coarsest decoder stage does not count; features come coarsest first, without the finest.

    With 1x1x1 kernels in the first stage its decoder sees no neighbours, so a slab of it gives the same logits as the
    whole and costs a fraction, while the coarser resolutions supervise the whole patch. Other kernels get it all.
    """
    encoder, decoder = network.encoder, network.decoder
    skips = encoder(image)
    slab = _slab(mask) if max(encoder.kernel_sizes[0]) == 1 else slice(0, mask.shape[1])
    coarse, pairs, features, last = skips[-1], [], [], len(decoder.stages) - 1
    for stage in range(last + 1):
        skip = skips[-(stage + 2)]
        if stage == last:
            coarse = coarse[:, :, slab.start // 2 : slab.stop // 2]
            skip, mask = skip[:, :, slab], mask[:, slab]
        coarse = decoder.stages[stage](torch.cat((decoder.transpconvs[stage](coarse), skip), 1))
        if stage > 0:
            pairs.append((decoder.seg_layers[stage](coarse), _at_shape(mask, coarse.shape[2:])))
        if 0 < stage < last:
            features.append(coarse)
    return pairs[::-1], features


def _slab(mask):
    """A random slab of slices; half of the time one with lesion, where there is any."""
    slices = mask.shape[1]
    if slices <= SLAB:
        return slice(0, slices)
    start = int(torch.randint(slices - SLAB + 1, ()))
    with_lesion = mask.flatten(2).any(2).any(0).nonzero().flatten()
    if len(with_lesion) and torch.rand(()) < 0.6:
        centre = int(with_lesion[torch.randint(len(with_lesion), ())])
        start = min(max(0, centre - int(torch.randint(SLAB, ()))), slices - SLAB)
    start -= start % 2
    return slice(start, start + SLAB)


def _at_shape(mask, shape):
    """Labels at a coarser resolution, where a voxel is lesion when any of its voxels is: small lesions do not vanish."""
    if mask.shape[1:] == shape:
        return mask
    return torch.nn.functional.adaptive_max_pool3d(mask[:, None].float(), shape)[:, 0].long()
