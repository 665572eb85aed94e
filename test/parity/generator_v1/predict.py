"""nnU-Net v1's own prediction: the steps of its predict_cases in its order, in one process."""
import tempfile
from contextlib import contextmanager

import numpy as np
import SimpleITK as sitk
from batchgenerators.augmentations.utils import resize_segmentation
from nnunet.inference import segmentation_export
from nnunet.postprocessing.connected_components import load_postprocessing, load_remove_save
from nnunet.training.model_restore import load_model_and_checkpoint_files
from nnunet.utilities.one_hot_encoding import to_one_hot


def predict(model, folds, paths, previous_stage=None):
    """Labels [z,y,x], and the last label's probability on the same grid (0 outside the crop)."""
    trainer, parameters = load_model_and_checkpoint_files(
        str(model), folds, mixed_precision=False, checkpoint_name="model_final_checkpoint"
    )
    data, _, properties = trainer.preprocess_patient([str(path) for path in paths])
    if previous_stage is not None:
        seg = resize_segmentation(previous_stage.transpose(trainer.plans["transpose_forward"]), data.shape[1:], order=1)
        data = np.vstack((data, to_one_hot(seg, range(1, trainer.num_classes)))).astype(np.float32)
    softmax = 0
    for parameter in parameters:
        trainer.load_checkpoint_ram(parameter, False)
        softmax = softmax + trainer.predict_preprocessed_data_return_seg_and_softmax(
            data,
            do_mirroring=trainer.data_aug_params["do_mirror"],
            mirror_axes=trainer.data_aug_params["mirror_axes"],
            use_sliding_window=True,
            step_size=0.5,
            use_gaussian=True,
            all_in_gpu=False,
            mixed_precision=False,
        )[1]
    softmax /= len(parameters)
    softmax = softmax.transpose([0] + [axis + 1 for axis in trainer.plans["transpose_backward"]])
    return _export(softmax, properties, model)


def _export(softmax, properties, model):
    with tempfile.TemporaryDirectory() as folder, _float32_files():
        name = f"{folder}/case.nii.gz"
        segmentation_export.save_segmentation_nifti_from_softmax(
            softmax, name, properties, 1, None, None, None, f"{folder}/case.npz", None, None, 0
        )
        rules = model / "postprocessing.json"
        if rules.exists():
            load_remove_save(name, name, *load_postprocessing(str(rules)))
        labels = sitk.GetArrayFromImage(sitk.ReadImage(name))
        cropped = np.load(f"{folder}/case.npz")["softmax"][-1]
    probability = np.zeros(labels.shape, np.float32)
    probability[tuple(slice(*bounds) for bounds in properties["crop_bbox"])] = cropped
    return labels, probability


@contextmanager
def _float32_files():
    """Lets nnU-Net keep probabilities as they are; it rounds them to float16 on their way to a file."""
    half, np.float16 = np.float16, np.float32
    try:
        yield
    finally:
        np.float16 = half
