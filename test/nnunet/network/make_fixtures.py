"""Makes test/nnunet/network/fixtures: tiny U-Nets with random weights, an input and PyTorch's logits.

    pip install torch nnunetv2        # nnunetv2 2.8.1, dynamic-network-architectures 0.4.4
    python test/nnunet/network/make_fixtures.py

Each fixture is <name>.json (a plans configuration, the sizes and the shapes of the tensors) and
<name>.bin (float32, little-endian: the tensors in the order of the JSON, then input, then logits).
"""
import json
from copy import deepcopy
from pathlib import Path
from pydoc import locate

import numpy as np
import torch
from dynamic_network_architectures.architectures.unet import ResidualEncoderUNet
from dynamic_network_architectures.building_blocks.residual_encoders import ResidualEncoder
from dynamic_network_architectures.building_blocks.unet_decoder import UNetDecoder
from nnunetv2.utilities.get_network_from_plans import get_network_from_plans
from nnunetv2.utilities.plans_handling.plans_handler import ConfigurationManager

OUTPUT = Path(__file__).parent / "fixtures"
LIBRARY = "dynamic_network_architectures"
INPUT_CHANNELS = 2


def architecture(network, dimension, **kwargs):
    defaults = {
        "n_stages": 3,
        "features_per_stage": [4, 6, 8],
        "conv_op": f"torch.nn.modules.conv.Conv{dimension}d",
        "kernel_sizes": [[3] * dimension] * 3,
        "strides": [[1] * dimension] + [[2] * dimension] * 2,
        "n_conv_per_stage_decoder": [1, 1],
        "conv_bias": True,
        "norm_op": f"torch.nn.modules.instancenorm.InstanceNorm{dimension}d",
        "norm_op_kwargs": {"eps": 1e-05, "affine": True},
        "dropout_op": None,
        "dropout_op_kwargs": None,
        "nonlin": "torch.nn.LeakyReLU",
        "nonlin_kwargs": {"inplace": True},
    }
    return {
        "architecture": {
            "network_class_name": f"{LIBRARY}.architectures.unet.{network}",
            "arch_kwargs": {**defaults, **kwargs},
            "_kw_requires_import": ["conv_op", "norm_op", "dropout_op", "nonlin", "block"],
        }
    }


def old_plans(network, dimension, kernels, strides):
    return {
        "UNet_class_name": network,
        "UNet_base_num_features": 4,
        "unet_max_num_features": 7,
        "conv_kernel_sizes": kernels,
        "pool_op_kernel_sizes": strides,
        "n_conv_per_stage_encoder": [1, 2],
        "n_conv_per_stage_decoder": [1],
        "num_pool_per_axis": [1] * dimension,
    }


# name: configuration, patch size, output channels
CASES = {
    "plain-3d": (
        architecture("PlainConvUNet", 3, n_conv_per_stage=[2, 2, 2], n_conv_per_stage_decoder=[2, 2]),
        [8, 12, 16],
        2,
    ),
    "resenc-3d-anisotropic": (
        architecture(
            "ResidualEncoderUNet",
            3,
            features_per_stage=[4, 6, 6],
            kernel_sizes=[[1, 3, 3], [3, 3, 3], [3, 3, 3]],
            strides=[[1, 1, 1], [1, 2, 2], [2, 2, 2]],
            n_blocks_per_stage=[1, 2, 1],
        ),
        [6, 16, 12],
        2,
    ),
    # Single numbers stand for all stages and axes; dropout does nothing at inference.
    "plain-2d-no-bias": (
        architecture(
            "PlainConvUNet",
            2,
            kernel_sizes=3,
            strides=[1, 2, [2, 1]],
            n_conv_per_stage=2,
            n_conv_per_stage_decoder=1,
            conv_bias=False,
            dropout_op="torch.nn.Dropout2d",
            dropout_op_kwargs={"p": 0.5},
            nonlin="torch.nn.LeakyReLU",
            nonlin_kwargs={"negative_slope": 0.2},
        ),
        [16, 20],
        3,
    ),
    "resenc-3d-batch-norm": (
        architecture(
            "ResidualEncoderUNet",
            3,
            features_per_stage=[3, 4, 5],
            n_blocks_per_stage=1,
            conv_bias=False,
            norm_op="torch.nn.modules.batchnorm.BatchNorm3d",
            norm_op_kwargs={"eps": 1e-3},
            nonlin="torch.nn.ReLU",
        ),
        [8, 8, 12],
        2,
    ),
    "resenc-2d-bottleneck": (
        architecture(
            "ResidualEncoderUNet",
            2,
            features_per_stage=[6, 8, 8],
            n_blocks_per_stage=[2, 1, 2],
            block=f"{LIBRARY}.building_blocks.residual.BottleneckD",
            bottleneck_channels=[2, 3, 4],
            stem_channels=5,
            nonlin="torch.nn.SiLU",
        ),
        [12, 20],
        2,
    ),
    "resenc-3d-squeeze-excite": (
        architecture(
            "ResidualEncoderUNet",
            3,
            features_per_stage=[4, 4, 24],
            kernel_sizes=[[3, 3, 3], [1, 3, 3], [1, 1, 1]],
            n_blocks_per_stage=1,
            squeeze_excitation=True,
            squeeze_excitation_reduction_ratio=0.6,
        ),
        [8, 12, 16],
        2,
    ),
    "residual-unet-2d": (
        architecture(
            "ResidualUNet",
            2,
            n_blocks_per_stage=[1, 2, 1],
            n_conv_per_stage_decoder=[2, 1],
            nonlin="torch.nn.ELU",
            nonlin_kwargs={"alpha": 0.7},
        ),
        [16, 12],
        2,
    ),
    "plain-2d-nonlin-first": (
        architecture(
            "PlainConvUNet",
            2,
            n_conv_per_stage=[1, 2, 1],
            norm_op_kwargs=None,
            nonlin_first=True,
            nonlin="torch.nn.GELU",
            nonlin_kwargs=None,
        ),
        [8, 12],
        2,
    ),
    "plain-2d-no-norm": (
        architecture("PlainConvUNet", 2, n_conv_per_stage=1, norm_op=None, norm_op_kwargs=None, nonlin=None),
        [8, 12],
        2,
    ),
    "old-plans-plain-3d": (old_plans("PlainConvUNet", 3, [[1, 3, 3], [3, 3, 3]], [[1, 1, 1], [1, 2, 2]]), [5, 8, 12], 2),
    "old-plans-resenc-2d": (old_plans("ResidualEncoderUNet", 2, [[3, 3], [3, 3]], [[1, 1], [2, 2]]), [8, 12], 4),
}


class SqueezeExciteUNet(torch.nn.Module):
    """What a derived class with squeeze-and-excitation in the encoder looks like."""

    def __init__(self, input_channels, num_classes, n_conv_per_stage_decoder, deep_supervision=False, **kwargs):
        super().__init__()
        self.encoder = ResidualEncoder(input_channels, return_skips=True, **kwargs)
        self.decoder = UNetDecoder(self.encoder, num_classes, n_conv_per_stage_decoder, deep_supervision)

    forward = ResidualEncoderUNet.forward


def build(configuration, patch_size, output_channels):
    manager = ConfigurationManager({**deepcopy(configuration), "patch_size": patch_size})
    name, kwargs = manager.network_arch_class_name, manager.network_arch_init_kwargs
    if kwargs.get("squeeze_excitation"):
        classes = {key: locate(kwargs[key]) for key in ("conv_op", "norm_op", "nonlin")}
        return SqueezeExciteUNet(INPUT_CHANNELS, output_channels, **{**kwargs, **classes})
    imports = [key for key in manager.network_arch_init_kwargs_req_import if key in kwargs]
    return get_network_from_plans(name, kwargs, imports, INPUT_CHANNELS, output_channels, deep_supervision=False)


def is_duplicate(key):
    return key.startswith("decoder.encoder.") or ".all_modules." in key


def main():
    OUTPUT.mkdir(exist_ok=True)
    torch.manual_seed(20240501)
    for name, (configuration, patch_size, output_channels) in CASES.items():
        network = build(configuration, patch_size, output_channels).eval()
        for key, tensor in network.state_dict().items():
            if key.endswith("running_var"):
                tensor.uniform_(0.5, 2)
            elif tensor.ndim == 1:
                tensor.normal_(0.5, 0.5)
        image = torch.randn(1, INPUT_CHANNELS, *patch_size)
        with torch.no_grad():
            logits = network(image)
        weights = {k: v for k, v in network.state_dict().items() if not is_duplicate(k)}
        description = {
            "configuration": {**configuration, "patch_size": patch_size},
            "inputChannels": INPUT_CHANNELS,
            "outputChannels": output_channels,
            "patchSize": patch_size,
            "weights": {k: list(v.shape) for k, v in weights.items()},
        }
        (OUTPUT / f"{name}.json").write_text(json.dumps(description) + "\n")
        tensors = [*weights.values(), image, logits]
        np.concatenate([t.numpy().astype("<f4").ravel() for t in tensors]).tofile(OUTPUT / f"{name}.bin")
        print(f"{name}: {sum(w.numel() for w in weights.values())} weights, logits up to {logits.abs().max():.2f}")


if __name__ == "__main__":
    main()
