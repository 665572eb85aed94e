"""Fixed normalisation, the same formula as nnU-Net's CTNormalization."""

import torch

CHANNELS = ("CT", "PET")


def normalise(image, constants):
    """Normalises a float tensor [...,2,z,y,x] (CT in HU, PET in SUV): clip to low..high, then (x - mean) / std.

    The means are air and no uptake, so that the zeros nnU-Net pads with mean the outside of the field of view.
    """
    channels = []
    for channel, name in zip(image.unbind(-4), CHANNELS):
        c = constants[name]
        channels.append((channel.clamp(c["low"], c["high"]) - c["mean"]) / c["std"])
    return torch.stack(channels, -4)
