"""plans.json and dataset.json as nnU-Net 2 writes them."""

from network import CLASS_NAME, architecture
from studies.normalise import CHANNELS


def dataset_json(count):
    """dataset.json of a model trained on `count` studies."""
    return {
        "channel_names": {str(k): name for k, name in enumerate(CHANNELS)},
        "labels": {"background": 0, "lesion": 1},
        "numTraining": count,
        "file_ending": ".mha",
    }


def plans_json(config):
    """plans.json with the one configuration 3d_fullres."""
    spacing = [config["spacing_mm"]] * 3
    return {
        "dataset_name": "Dataset500_Autopet",
        "plans_name": "nnUNetPlans",
        "original_median_spacing_after_transp": spacing,
        "original_median_shape_after_transp": config["median_shape"],
        "image_reader_writer": "SimpleITKIO",
        "transpose_forward": [0, 1, 2],
        "transpose_backward": [0, 1, 2],
        "configurations": {"3d_fullres": _configuration(config, spacing)},
        "experiment_planner_used": "ExperimentPlanner",
        "label_manager": "LabelManager",
        "foreground_intensity_properties_per_channel": {
            str(k): _properties(config["normalisation"][name]) for k, name in enumerate(CHANNELS)
        },
    }


def _configuration(config, spacing):
    return {
        "data_identifier": "nnUNetPlans_3d_fullres",
        "preprocessor_name": "DefaultPreprocessor",
        "batch_size": config["batch_size"],
        "patch_size": config["patch_size"],
        "median_image_size_in_voxels": [float(n) for n in config["median_shape"]],
        "spacing": spacing,
        "normalization_schemes": ["CTNormalization"] * len(CHANNELS),
        "use_mask_for_norm": [False] * len(CHANNELS),
        **_resampling("data", is_seg=False, order=3),
        **_resampling("seg", is_seg=True, order=1),
        **_resampling("probabilities", is_seg=False, order=1),
        "batch_dice": True,
        "architecture": {
            "network_class_name": CLASS_NAME,
            "arch_kwargs": architecture(config["network"]),
            "_kw_requires_import": ["conv_op", "norm_op", "dropout_op", "nonlin"],
        },
    }


def _resampling(what, is_seg, order):
    return {
        f"resampling_fn_{what}": "resample_data_or_seg_to_shape",
        f"resampling_fn_{what}_kwargs": {"is_seg": is_seg, "order": order, "order_z": 0, "force_separate_z": None},
    }


def _properties(constants):
    """The constants are set, not measured: zero after normalisation is air without uptake."""
    return {
        "mean": constants["mean"],
        "std": constants["std"],
        "percentile_00_5": constants["low"],
        "percentile_99_5": constants["high"],
        "min": constants["low"],
        "max": constants["high"],
        "median": constants["mean"],
    }
