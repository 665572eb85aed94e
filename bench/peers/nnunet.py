"""Segments one study with nnU-Net v2 and prints what it cost as one line of JSON.

    python nnunet.py MODEL_FOLDER OUTPUT CHANNEL_0 CHANNEL_1
        [--no-mirroring] [--outside-only] [--threads N] [--device cpu] [--compile]

--outside-only times reading, preprocessing and export, with zeros for logits in place of a network.
"""

import argparse
import json
import os
import resource
import time
from pathlib import Path

import numpy as np
import torch
from nnunetv2.imageio.simpleitk_reader_writer import SimpleITKIO
from nnunetv2.inference.export_prediction import (
    convert_predicted_logits_to_segmentation_with_correct_shape,
)
from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor
from nnunetv2.utilities.label_handling.label_handling import LabelManager
from nnunetv2.utilities.plans_handling.plans_handler import PlansManager

parser = argparse.ArgumentParser()
parser.add_argument("model", type=Path)
parser.add_argument("output")
parser.add_argument("channels", nargs="+")
parser.add_argument("--no-mirroring", action="store_true")
parser.add_argument("--outside-only", action="store_true")
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--device", default="cpu")
parser.add_argument("--compile", action="store_true")
arguments = parser.parse_args()

# nnU-Net compiles the network when it is told so by the environment.
os.environ["nnUNet_compile"] = str(arguments.compile)
on_gpu = arguments.device != "cpu"
if not on_gpu:
    torch.set_num_threads(arguments.threads)
started = last = time.perf_counter()
stages = {}


def stage(name):
    global last
    now = time.perf_counter()
    stages[name] = now - last
    last = now


def outside_only():
    plans = PlansManager(json.loads((arguments.model / "plans.json").read_text()))
    dataset = json.loads((arguments.model / "dataset.json").read_text())
    configuration = plans.get_configuration("3d_fullres")
    image, properties = SimpleITKIO().read_images(arguments.channels)
    stage("read")
    preprocessor = configuration.preprocessor_class(verbose=False)
    data = preprocessor.run_case_npy(
        image, None, properties, plans, configuration, dataset
    )[0]
    del image
    stage("preprocess")
    labels = LabelManager(dataset["labels"], None)
    logits = torch.zeros((2, *data.shape[1:]), dtype=torch.float32)
    stage("network")
    segmentation = convert_predicted_logits_to_segmentation_with_correct_shape(
        logits, plans, configuration, labels, properties
    )
    stage("postprocess")
    return segmentation, properties


def whole():
    predictor = nnUNetPredictor(
        use_mirroring=not arguments.no_mirroring,
        perform_everything_on_device=on_gpu,
        device=torch.device(arguments.device),
        allow_tqdm=False,
    )
    folds = sorted(
        int(f.name[5:]) for f in arguments.model.glob("fold_*") if f.name[5:].isdigit()
    )
    predictor.initialize_from_trained_model_folder(
        str(arguments.model), use_folds=tuple(folds)
    )
    stage("model")
    image, properties = SimpleITKIO().read_images(arguments.channels)
    stage("read")
    segmentation = predictor.predict_single_npy_array(image, properties)
    stage("predict")
    return segmentation, properties


segmentation, properties = outside_only() if arguments.outside_only else whole()
SimpleITKIO().write_seg(np.asarray(segmentation), arguments.output, properties)
stage("write")
usage = resource.getrusage(resource.RUSAGE_SELF)
print(
    json.dumps(
        {
            "wall": time.perf_counter() - started,
            "cpu": usage.ru_utime + usage.ru_stime,
            "rssMb": usage.ru_maxrss / 1024,
            "stages": stages,
        }
    )
)
