"""plans.pkl as nnU-Net v1's planner writes it, numpy arrays and all."""
from collections import OrderedDict

import numpy as np

STATISTICS = {
    "CT": dict(mean=20.0, sd=250.0, percentile_00_5=-900.0, percentile_99_5=400.0),
    "PET": dict(mean=5.0, sd=4.0, percentile_00_5=0.5, percentile_99_5=12.0),
}


def plans(
    stages,
    modalities=("CT", "PET"),
    schemes=("CT", "nonCT"),
    masked=(False, False),
    classes=(1,),
    transpose=(0, 1, 2),
    preprocessor="GenericPreprocessor",
    **overrides,
):
    has_ct = "CT" in modalities
    return {
        "num_stages": len(stages),
        "num_modalities": len(modalities),
        "modalities": dict(enumerate(modalities)),
        "normalization_schemes": OrderedDict(enumerate(schemes)),
        "dataset_properties": {
            "all_sizes": [(26, 24, 28)],
            "all_spacings": [np.array([4.0, 4.5, 4.2])],
            "all_classes": list(classes),
            "modalities": dict(enumerate(modalities)),
            "intensityproperties": _statistics(modalities) if has_ct else None,
            "size_reductions": OrderedDict([("case", np.float64(1.0))]),
        },
        "list_of_npz_files": ["nnUNet_cropped_data/Task001_Painted/case.npz"],
        "original_spacings": [np.array([4.0, 4.5, 4.2])],
        "original_sizes": [(26, 24, 28)],
        "preprocessed_data_folder": "nnUNet_preprocessed/Task001_Painted",
        "num_classes": len(classes),
        "all_classes": list(classes),
        "base_num_features": 4,
        "use_mask_for_norm": OrderedDict(enumerate(masked)),
        "keep_only_largest_region": None,
        "min_region_size_per_class": None,
        "min_size_per_class": None,
        "transpose_forward": list(transpose),
        "transpose_backward": [transpose.index(axis) for axis in range(3)],
        "data_identifier": "nnUNetData_plans_v2.1",
        "plans_per_stage": dict(enumerate(stages)),
        "preprocessor_name": preprocessor,
        "conv_per_stage": 2,
        **overrides,
    }


def stage(patch_size=(16, 16, 16), spacing=(5.0, 5.0, 5.0), pools=None, kernels=None):
    axes = len(patch_size)
    pools = pools or [[2] * axes] * 2
    return {
        "batch_size": 2,
        "num_pool_per_axis": [sum(pool[axis] == 2 for pool in pools) for axis in range(axes)],
        "patch_size": np.array(patch_size),
        "median_patient_size_in_voxels": np.array([21, 22, 24]),
        "current_spacing": np.array(spacing),
        "original_spacing": np.array([4.0, 4.5, 4.2]),
        "do_dummy_2D_data_aug": False,
        "pool_op_kernel_sizes": pools,
        "conv_kernel_sizes": kernels or [[3] * axes] * (len(pools) + 1),
    }


def old_stage(**settings):
    """As before the planner wrote kernels down."""
    made = stage(**settings)
    del made["pool_op_kernel_sizes"], made["conv_kernel_sizes"]
    return made


def _statistics(modalities):
    made = OrderedDict()
    for channel, modality in enumerate(modalities):
        known = {name: np.float32(value) for name, value in STATISTICS[modality].items()}
        made[channel] = OrderedDict(known, median=np.float32(1), mn=np.float32(-1024), mx=np.float32(3000))
        made[channel]["local_props"] = OrderedDict([("case", OrderedDict(known))])
    return made
