"""MONAI's sliding window over a study that nnU-Net has preprocessed, with nnU-Net's network, on the CPU.

    python monai_window.py MODEL_FOLDER CHANNEL_0 CHANNEL_1 [--threads N]

Prints what the window alone cost, without mirroring, as one line of JSON.
"""

import argparse
import json
import resource
import time

import torch
from monai.inferers import sliding_window_inference
from nnunetv2.imageio.simpleitk_reader_writer import SimpleITKIO
from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor

parser = argparse.ArgumentParser()
parser.add_argument("model")
parser.add_argument("channels", nargs="+")
parser.add_argument("--threads", type=int, default=2)
arguments = parser.parse_args()

torch.set_num_threads(arguments.threads)
predictor = nnUNetPredictor(
    perform_everything_on_device=False, device=torch.device("cpu"), allow_tqdm=False
)
predictor.initialize_from_trained_model_folder(arguments.model, use_folds=(0,))
predictor.network.load_state_dict(predictor.list_of_parameters[0])
network = predictor.network.eval()
image, properties = SimpleITKIO().read_images(arguments.channels)
configuration = predictor.configuration_manager
data = configuration.preprocessor_class(verbose=False).run_case_npy(
    image, None, properties, predictor.plans_manager, configuration, predictor.dataset_json
)[0]
before = time.perf_counter(), time.process_time()
with torch.inference_mode():
    sliding_window_inference(
        torch.from_numpy(data)[None],
        tuple(configuration.patch_size),
        sw_batch_size=1,
        predictor=network,
        overlap=0.5,
        mode="gaussian",
    )
print(
    json.dumps(
        {
            "wall": time.perf_counter() - before[0],
            "cpu": time.process_time() - before[1],
            "rssMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
