"""nnU-Net's own prediction, as it is and with sums in float32."""
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import SimpleITK as sitk
import torch
from nnunetv2.inference import predict_from_raw_data
from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor
from nnunetv2.inference.sliding_window_prediction import compute_gaussian


def predict(model, kit, paths, previous_stage):
    """Labels [z, y, x] and probabilities [k, z, y, x] on the grid of the files."""
    predictor = nnUNetPredictor(device=torch.device("cpu"), allow_tqdm=False)
    predictor.initialize_from_trained_model_folder(str(model), kit.choose)
    with tempfile.TemporaryDirectory() as folder:
        inputs = [f"{folder}/case_{i:04d}.mha" for i in range(2)]
        for channel, path in zip(kit.channels, inputs):
            shutil.copy(paths[channel], path)
        previous = None
        if previous_stage is not None:
            previous = f"{folder}/previous"
            Path(previous).mkdir()
            write_image(Path(previous) / "case.mha", previous_stage, paths["ct"])
        output = f"{folder}/output/case"
        Path(output).parent.mkdir()
        predictor.predict_from_files_sequential([inputs], [output], True, True, previous)
        segmentation = sitk.GetArrayFromImage(sitk.ReadImage(f"{output}.mha"))
        probabilities = np.load(f"{output}.npz")["probabilities"]
    if "Reorient" in kit.plans["image_reader_writer"]:
        probabilities = _as_stored(probabilities, paths["ct"])
    return segmentation, probabilities


@contextmanager
def float32_sums():
    """Lets nnU-Net sum tiles in float32 instead of float16, with Gaussian weights to match."""

    def gaussian(*args, **kwargs):
        return compute_gaussian.__wrapped__(*args, **{**kwargs, "dtype": torch.float32})

    gaussian.cache_clear = compute_gaussian.cache_clear
    half, torch.half = torch.half, torch.float32
    predict_from_raw_data.compute_gaussian = gaussian
    try:
        yield
    finally:
        torch.half = half
        predict_from_raw_data.compute_gaussian = compute_gaussian


def write_image(path, array, like):
    image = sitk.GetImageFromArray(array)
    image.CopyInformation(sitk.ReadImage(like))
    sitk.WriteImage(image, path, True)


def _as_stored(probabilities, path):
    """nnU-Net brings only labels back to the orientation of the file."""
    stored = sitk.ReadImage(path)
    letters = sitk.DICOMOrientImageFilter.GetOrientationFromDirectionCosines(stored.GetDirection())
    grid = sitk.DICOMOrient(stored, "RAS")
    channels = []
    for channel in probabilities:
        image = sitk.GetImageFromArray(channel)
        image.CopyInformation(grid)
        channels.append(sitk.GetArrayFromImage(sitk.DICOMOrient(image, letters)))
    return np.stack(channels)
