"""The model card's pictures: python training/pictures.py --config training/config-varied.json

Of the masks that evaluate.py left: PET seen from the front (maximum projections, SUV 0 to 8), lesions found in red, missed in blue, false ones
in orange. Writes docs/images/weights-painted.png and weights-negatives.png, and prints what each body scores.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import SimpleITK as sitk
from PIL import Image
from scipy import ndimage

from studies.components import NEIGHBOURS

ROOT = Path(__file__).resolve().parents[1]
PICTURES = {"painted": ("body_04", "body_03", "body_05", "body_00", "body_01"), "negatives": ("body_12", "body_13", "body_14", "body_15", "body_16", "body_17")}
FOUND, MISSED, FALSE = (214, 39, 40), (31, 119, 180), (255, 140, 0)
GAP = 6


def main():
    """Writes one picture of each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=ROOT / "training" / "config-varied.json")
    args = parser.parse_args()
    held_out = args.config.resolve().parent / json.loads(args.config.read_text())["work"] / "held_out"
    for name, bodies in PICTURES.items():
        views = [_view(held_out / name, body) for body in bodies]
        height = max(len(view) for view in views)
        columns = [np.pad(view, ((height - len(view), 0), (0, GAP), (0, 0)), constant_values=255) for view in views]
        Image.fromarray(np.concatenate(columns, axis=1)).save(ROOT / "docs" / "images" / f"weights-{name}.png", optimize=True)


def _view(folder, body):
    """One body from the front, uint8 [z,x,3], head up."""
    pet, truth, found = (_read(folder / part / f"{body}.mha") for part in ("pet", "mask", "network"))
    of_truth, lesions = ndimage.label(truth > 0, NEIGHBOURS)
    of_found, parts = ndimage.label(found > 0, NEIGHBOURS)
    hit = set(np.unique(of_truth[found > 0])) - {0}
    true_parts = set(np.unique(of_found[truth > 0])) - {0}
    false_ml = np.isin(of_found, list(true_parts | {0}), invert=True).sum() * 0.027
    dice = 2 * ((truth > 0) & (found > 0)).sum() / max(1, (truth > 0).sum() + (found > 0).sum())
    print(f"{folder.name} {body}: {len(hit)} of {lesions} lesions, {parts - len(true_parts)} false ({false_ml:.1f} ml), Dice {dice:.2f}")
    grey = (255 * (1 - np.clip(pet.max(axis=1) / 8, 0, 1))).astype(np.uint8)
    picture = np.repeat(grey[..., None], 3, axis=2)
    missed = np.isin(of_truth, list(hit | {0}), invert=True)
    false = np.isin(of_found, list(true_parts | {0}), invert=True)
    for mask, colour in ((found > 0, FOUND), (missed, MISSED), (false, FALSE)):
        picture[mask.any(axis=1)] = colour
    return picture[::-1]


def _read(path):
    return sitk.GetArrayFromImage(sitk.ReadImage(str(path)))


if __name__ == "__main__":
    main()
