"""Bodies that nothing was trained or chosen on, for calibrating and for checking: painted once each, and what the network makes of them.

Painted at 3 mm onto held-out organ maps with seeds of their own; half of them varied, every sixth without a lesion, every third
cut at an end. Of those from the 21st on the network sees two fifths of the height only, which takes less time. Bodies of the same
patients fall on the same side: what is fitted on the one half is checked on the other.
"""

import json

import numpy as np
import SimpleITK as sitk
import torch

from initial_weights import load_initial_weights
from network import build_network, half_precision
from painting.paint import paint
from predict import predict_logits
from studies.prepare import painted_maps, tumours_of

FIRST_SEED = 8_000_000
SPACING_MM = 3.0
IMAGES = ("pet", "ct", "mask", "liver", "anatomy")
WHOLE = 20


def is_for_checking(number, maps):
    """Whether what was fitted is checked on this body; else it is fitted on it."""
    patients = sorted({_patient(path) for path in maps})
    return patients.index(_patient(_map_of(number, maps))) % 2 == 1


def make_body(number, maps, tumours):
    """The study `number`, as paint.paint gives it."""
    rng = np.random.default_rng([FIRST_SEED, number])
    study = paint(
        _map_of(number, maps), FIRST_SEED + number, SPACING_MM, tumours, number % 6 == 5, fwhm_mm=(3.5, 9), varied=number % 4 >= 2
    )
    if number % 3 != 1:
        return study
    depth = len(study["pet"])
    kept = slice(None, int(rng.uniform(0.7, 0.95) * depth)) if rng.random() < 0.7 else slice(int(rng.uniform(0.1, 0.3) * depth), None)
    return {name: volume[kept] for name, volume in study.items()}


class HeldOutBodies:
    """The bodies and their logits, made when they are asked for and kept in the work folder; the logits anew for other weights."""

    def __init__(self, config, work, weights=None):
        """`weights` a .pt, .pth or .onnx of the configuration's network; none for bodies without logits."""
        self.config = config
        self.folder = work / "held_out_bodies"
        self.maps = painted_maps(config, work / "cache")[1]
        self.tumours = tumours_of(work / "cache" / "cases_validation")
        self.weights = weights
        self.network = None

    def is_for_checking(self, number):
        """See `is_for_checking`."""
        return is_for_checking(number, self.maps)

    def path(self, number, image):
        """Of one image of a body; written unless it is there."""
        path = self.folder / image / f"body_{number:03d}.mha"
        if not path.exists():
            study = make_body(number, self.maps, self.tumours)
            for name in reversed(IMAGES):  # the first comes last, so that it stands for all
                _write(self.folder / name / path.name, study[name])
        return path

    def array(self, number, image):
        """One image of a body, [z,y,x]."""
        return sitk.GetArrayFromImage(sitk.ReadImage(str(self.path(number, image))))

    def shown(self, number, image):
        """What of an image of a body the network is shown, [z,y,x]."""
        volume = self.array(number, image)
        if number < WHOLE:
            return volume
        height = int(0.4 * len(volume))
        start = np.random.default_rng([FIRST_SEED, number, 1]).integers(len(volume) - height + 1)
        return volume[start : start + height]

    def logits(self, number):
        """Lesion less background, float16 [z,y,x] of what it is shown: in PyTorch, with bfloat16 where the processor has it (quick.py)."""
        path = self.folder / "logits" / self._name_of_weights() / f"body_{number:03d}.npy"
        if not path.exists():
            self.path(number, "pet")
            image = np.stack([self.shown(number, "ct"), self.shown(number, "pet")])
            with half_precision(torch.device("cpu")):
                logits = predict_logits(self._loaded(), image, self.config)
            path.parent.mkdir(parents=True, exist_ok=True)
            partial = path.with_suffix(".partial.npy")
            np.save(partial, logits.astype(np.float16))
            partial.replace(path)
        return np.load(path)

    def _loaded(self):
        if self.network is None:
            self.network = build_network(self.config["network"]).eval()
            load_initial_weights(self.network, None, self.weights)
        return self.network

    def _name_of_weights(self):
        described = self.weights.parent.parent / "model.json"
        sums = json.loads(described.read_text()).get("sha256", {}) if described.exists() else {}
        known = sums.get(str(self.weights.relative_to(described.parent)), None) if described.exists() else None
        return (known or str(self.weights.stat().st_mtime_ns))[:16]


def _map_of(number, maps):
    return maps[(5 * number) % len(maps)]


def _patient(path):
    return "_".join(path.stem.split("_")[:2])


def _write(path, volume):
    path.parent.mkdir(parents=True, exist_ok=True)
    image = sitk.GetImageFromArray(volume)
    image.SetSpacing([SPACING_MM] * 3)
    partial = path.with_name(f"partial.{path.name}")
    sitk.WriteImage(image, str(partial), False)
    partial.replace(path)
