"""Writes an nnU-Net model folder with a U-Net of random weights, for timing.

    python make_model.py FOLDER PATCH FEATURES SPACING [resenc]      (comma-separated; spacing in mm, z,y,x)

It is a PlainConvUNet, or with `resenc` a ResidualEncoderUNet with the blocks of nnU-Net's ResEnc presets.
"""

import json
import sys
from pathlib import Path

import torch
from dynamic_network_architectures.architectures.unet import PlainConvUNet, ResidualEncoderUNet

CT = {"mean": 50.0, "std": 100.0, "percentile_00_5": -900.0, "percentile_99_5": 500.0}
PET = {"mean": 7.0, "std": 8.0, "percentile_00_5": 1.0, "percentile_99_5": 50.0}


def main():
    """Writes plans.json, dataset.json and fold_0/checkpoint_final.pth."""
    folder, patch, features, spacing, *kind = sys.argv[1:]
    patch, features = ([int(v) for v in text.split(",")] for text in (patch, features))
    spacing = [float(v) for v in spacing.split(",")]
    network = ResidualEncoderUNet if kind == ["resenc"] else PlainConvUNet
    kwargs = architecture(features, network)
    plans = plans_json(patch, spacing, kwargs, network)
    dataset = {
        "channel_names": {"0": "CT", "1": "PET"},
        "labels": {"background": 0, "lesion": 1},
        "numTraining": 1,
        "file_ending": ".mha",
    }
    fold = Path(folder) / "fold_0"
    fold.mkdir(parents=True, exist_ok=True)
    (fold.parent / "plans.json").write_text(json.dumps(plans, indent=1))
    (fold.parent / "dataset.json").write_text(json.dumps(dataset, indent=1))
    init = {"plans": plans, "configuration": "3d_fullres", "fold": 0, "dataset_json": dataset}
    checkpoint = {
        "network_weights": random_network(kwargs, network).state_dict(),
        "trainer_name": "nnUNetTrainer",
        "init_args": init,
        "inference_allowed_mirroring_axes": (0, 1, 2),
        "current_epoch": 1,
    }
    torch.save(checkpoint, fold / "checkpoint_final.pth")


def architecture(features, network):
    """`arch_kwargs` of nnU-Net's plans; every stage but the first halves all axes."""
    stages = len(features)
    if network is PlainConvUNet:
        depth = {"n_conv_per_stage": [2] * stages, "n_conv_per_stage_decoder": [2] * (stages - 1)}
    else:
        blocks = [1, 3, 4, 6, 6, 6][:stages]
        depth = {"n_blocks_per_stage": blocks, "n_conv_per_stage_decoder": [1] * (stages - 1)}
    return {
        "n_stages": stages,
        "features_per_stage": features,
        "conv_op": "torch.nn.modules.conv.Conv3d",
        "kernel_sizes": [[3, 3, 3]] * stages,
        "strides": [[1, 1, 1]] + [[2, 2, 2]] * (stages - 1),
        **depth,
        "conv_bias": True,
        "norm_op": "torch.nn.modules.instancenorm.InstanceNorm3d",
        "norm_op_kwargs": {"eps": 1e-5, "affine": True},
        "dropout_op": None,
        "dropout_op_kwargs": None,
        "nonlin": "torch.nn.LeakyReLU",
        "nonlin_kwargs": {"inplace": True},
    }


def random_network(kwargs, network_class):
    """The network itself, the same in every run."""
    classes = {"conv_op": torch.nn.Conv3d, "norm_op": torch.nn.InstanceNorm3d, "nonlin": torch.nn.LeakyReLU}
    torch.manual_seed(1)
    network = network_class(input_channels=2, num_classes=2, deep_supervision=True, **{**kwargs, **classes})
    print("parameters", sum(parameter.numel() for parameter in network.parameters()))
    return network


def plans_json(patch, spacing, kwargs, network_class):
    """plans.json with the one configuration 3d_fullres."""
    network = f"dynamic_network_architectures.architectures.unet.{network_class.__name__}"
    configuration = {
        "data_identifier": "nnUNetPlans_3d_fullres",
        "preprocessor_name": "DefaultPreprocessor",
        "batch_size": 2,
        "patch_size": patch,
        "median_image_size_in_voxels": [100, 100, 100],
        "spacing": spacing,
        "normalization_schemes": ["CTNormalization", "ZScoreNormalization"],
        "use_mask_for_norm": [False, False],
        "batch_dice": False,
        "architecture": {
            "network_class_name": network,
            "arch_kwargs": kwargs,
            "_kw_requires_import": ["conv_op", "norm_op", "dropout_op", "nonlin"],
        },
    }
    for name, is_seg, order in (("data", False, 3), ("seg", True, 1), ("probabilities", False, 1)):
        configuration[f"resampling_fn_{name}"] = "resample_data_or_seg_to_shape"
        configuration[f"resampling_fn_{name}_kwargs"] = {
            "is_seg": is_seg,
            "order": order,
            "order_z": 0,
            "force_separate_z": None,
        }
    return {
        "dataset_name": "Dataset001_Bench",
        "plans_name": "nnUNetPlans",
        "original_median_spacing_after_transp": spacing,
        "original_median_shape_after_transp": [100, 100, 100],
        "image_reader_writer": "SimpleITKIO",
        "transpose_forward": [0, 1, 2],
        "transpose_backward": [0, 1, 2],
        "experiment_planner_used": "ExperimentPlanner",
        "label_manager": "LabelManager",
        "foreground_intensity_properties_per_channel": {
            str(k): {**values, "min": -1000, "max": 1000, "median": 40} for k, values in enumerate((CT, PET))
        },
        "configurations": {"3d_fullres": configuration},
    }


if __name__ == "__main__":
    main()
