"""The network in PyTorch, with bfloat16 where the processor has it: a third of the program's time, for choosing between weights.

For studies at the training spacing in LPS, such as painted bodies; no resampling. Numbers differ from the program's by bfloat16's
rounding and by where tiles lie.
"""

import json

import numpy as np
import SimpleITK as sitk
import torch
from scipy import ndimage

from initial_weights import load_initial_weights
from network import build_network, half_precision
from predict import predict_logits
from studies.components import NEIGHBOURS


class QuickSegmenter:
    """`weights` (.pt, .pth, .onnx) of the configuration's network, with the `lesion_certainty` of a model.json beside it or of the
    configuration."""

    def __init__(self, config, weights, threads):
        if threads is not None:
            torch.set_num_threads(threads)
        self.config = config
        self.network = build_network(config["network"]).eval()
        load_initial_weights(self.network, None, weights)
        described = weights.parent.parent / "model.json"
        postprocessing = json.loads(described.read_text()) if described.exists() else config["postprocessing"]
        self.steps = postprocessing.get("lesion_certainty", [])

    def segment(self, pet_path, ct_path, target):
        """Writes the mask of one study."""
        pet, ct = (sitk.ReadImage(str(path), sitk.sitkFloat32) for path in (pet_path, ct_path))
        image = np.stack([sitk.GetArrayFromImage(ct), sitk.GetArrayFromImage(pet)])
        with half_precision(torch.device("cpu")):
            logits = predict_logits(self.network, image, self.config)
        mask = sitk.GetImageFromArray(keep_certain(logits, self.config["spacing_mm"], self.steps).astype(np.uint8))
        mask.CopyInformation(pet)
        sitk.WriteImage(mask, str(target), True)


def keep_certain(logits, spacing_mm, steps):
    """Mask of the positive logits [z,y,x] less the components that are nowhere as sure as `steps` (lesion_certainty) ask."""
    mask = logits > 0
    components, _ = ndimage.label(mask, NEIGHBOURS)
    for number, box in enumerate(ndimage.find_objects(components), 1):
        inside = components[box] == number
        ml = inside.sum() * spacing_mm**3 / 1000
        asked = max((step["probability"] for step in steps if ml >= step["from_ml"]), default=0.5)
        if logits[box][inside].max() < np.log(asked / (1 - asked)):
            mask[box][inside] = False
    return mask
