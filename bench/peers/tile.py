"""Times one network's tiles with PyTorch as nnU-Net runs them, copies to and from the device included.

    python tile.py MODEL_FOLDER [--device cuda] [--compile] [--runs 20]

Prints one line of JSON.
"""

import argparse
import contextlib
import json
import os
import time

import torch

parser = argparse.ArgumentParser()
parser.add_argument("model")
parser.add_argument("--device", default="cuda")
parser.add_argument("--compile", action="store_true")
parser.add_argument("--runs", type=int, default=20)
arguments = parser.parse_args()
os.environ["nnUNet_compile"] = str(arguments.compile)

from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor  # noqa: E402

device = torch.device(arguments.device)
start = time.perf_counter()
predictor = nnUNetPredictor(device=device, perform_everything_on_device=False, allow_tqdm=False)
predictor.initialize_from_trained_model_folder(arguments.model, use_folds=(0,))
network = predictor.network
network.load_state_dict(predictor.list_of_parameters[0])
network = network.to(device).eval()
if arguments.compile:
    network = torch.compile(network)
patch = predictor.configuration_manager.patch_size
half = torch.autocast("cuda") if device.type == "cuda" else contextlib.nullcontext()
torch.backends.cudnn.benchmark = True
tile = torch.rand(1, 2, *patch)


def send():
    return network(tile.to(device)).float().cpu()


seconds = []
with torch.inference_mode(), half:
    send()
    to_first = time.perf_counter() - start
    send()
    for _ in range(arguments.runs):
        begin = time.perf_counter()
        send()
        seconds.append(time.perf_counter() - begin)
seconds.sort()
peak = torch.cuda.max_memory_allocated() / 2**20 if device.type == "cuda" else None
print(
    json.dumps(
        {
            "secondsToFirst": to_first,
            "secondsPerTile": seconds[len(seconds) // 2],
            "fastest": seconds[0],
            "runs": arguments.runs,
            "peakMbOfTorch": peak,
        }
    )
)
