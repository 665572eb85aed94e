"""The parts of plans.json and dataset.json that the kits vary."""

CT_AND_PET = {"0": "CT", "1": "PET"}
TWO_CLASSES = {"background": 0, "lesion": 1}


def unet(network="PlainConvUNet", dimension=3, kernels=None, strides=None, features=(4, 6, 8), **kwargs):
    stages = len(features)
    blocks = "n_conv_per_stage" if network == "PlainConvUNet" else "n_blocks_per_stage"
    return {
        "network_class_name": f"dynamic_network_architectures.architectures.unet.{network}",
        "arch_kwargs": {
            "n_stages": stages,
            "features_per_stage": list(features),
            "conv_op": f"torch.nn.modules.conv.Conv{dimension}d",
            "kernel_sizes": kernels or [[3] * dimension] * stages,
            "strides": strides or [[1] * dimension] + [[2] * dimension] * (stages - 1),
            blocks: [1] * stages,
            "n_conv_per_stage_decoder": [1] * (stages - 1),
            "conv_bias": True,
            "norm_op": f"torch.nn.modules.instancenorm.InstanceNorm{dimension}d",
            "norm_op_kwargs": {"eps": 1e-05, "affine": True},
            "dropout_op": None,
            "dropout_op_kwargs": None,
            "nonlin": "torch.nn.LeakyReLU",
            "nonlin_kwargs": {"inplace": True},
            **kwargs,
        },
        "_kw_requires_import": ["conv_op", "norm_op", "dropout_op", "nonlin"],
    }


def old_unet(network, strides, features):
    """The network as plans described it before nnU-Net 2.4."""
    stages = len(strides)
    return {
        "UNet_class_name": network,
        "UNet_base_num_features": features[0],
        "unet_max_num_features": features[1],
        "n_conv_per_stage_encoder": [1] * stages,
        "n_conv_per_stage_decoder": [1] * (stages - 1),
        "num_pool_per_axis": [stages - 1] * 3,
        "pool_op_kernel_sizes": strides,
        "conv_kernel_sizes": [[3, 3, 3]] * stages,
    }


def configuration(patch_size=(16, 16, 16), spacing=(5.0, 5.0, 5.0), **overrides):
    return {
        "data_identifier": "nnUNetPlans_3d_fullres",
        "preprocessor_name": "DefaultPreprocessor",
        "batch_size": 2,
        "patch_size": list(patch_size),
        "spacing": list(spacing),
        "normalization_schemes": ["CTNormalization", "ZScoreNormalization"],
        "use_mask_for_norm": [False, False],
        **resamplers(),
        "batch_dice": False,
        **overrides,
    }


def resamplers(order_data=3, order_probabilities=1, order_z=0, force_separate_z=None):
    def kwargs(is_seg, order):
        return {"is_seg": is_seg, "order": order, "order_z": order_z, "force_separate_z": force_separate_z}

    name = "resample_data_or_seg_to_shape"
    return {
        **{f"resampling_fn_{what}": name for what in ("data", "seg", "probabilities")},
        "resampling_fn_data_kwargs": kwargs(False, order_data),
        "resampling_fn_seg_kwargs": {**kwargs(True, 1), "order_z": 0},
        "resampling_fn_probabilities_kwargs": kwargs(False, order_probabilities),
    }


def torch_resamplers():
    def kwargs(is_seg):
        return {"is_seg": is_seg, "force_separate_z": None, "memefficient_seg_resampling": False}

    return {
        key: value
        for what in ("data", "seg", "probabilities")
        for key, value in (
            (f"resampling_fn_{what}", "resample_torch_fornnunet"),
            (f"resampling_fn_{what}_kwargs", kwargs(what == "seg")),
        )
    }


def no_resamplers():
    names = {f"resampling_fn_{what}": "no_resampling_hack" for what in ("data", "seg", "probabilities")}
    return {**names, **{f"{key}_kwargs": {} for key in names}}


def plans(configurations, transpose=(0, 1, 2), **overrides):
    statistics = {
        "0": {"mean": 20.0, "std": 250.0, "percentile_00_5": -900.0, "percentile_99_5": 400.0},
        "1": {"mean": 5.0, "std": 4.0, "percentile_00_5": 0.5, "percentile_99_5": 12.0},
    }
    return {
        "dataset_name": "Dataset001_Painted",
        "plans_name": "nnUNetPlans",
        "image_reader_writer": "SimpleITKIO",
        "transpose_forward": list(transpose),
        "transpose_backward": [transpose.index(axis) for axis in range(3)],
        "configurations": configurations,
        "experiment_planner_used": "ExperimentPlanner",
        "label_manager": "LabelManager",
        "foreground_intensity_properties_per_channel": statistics,
        **overrides,
    }


def dataset(labels, regions_class_order=None, **overrides):
    order = {} if regions_class_order is None else {"regions_class_order": regions_class_order}
    return {
        "channel_names": CT_AND_PET,
        "labels": labels,
        **order,
        "numTraining": 1,
        "file_ending": ".mha",
        **overrides,
    }
