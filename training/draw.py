"""Pictures for the model card: python training/draw.py OUTPUT.png FOLDER NAME [NAME ...], FOLDER a set of make_held_out.py.

One panel per study: PET seen from the front (maximum along the depth, SUV 0 to 8), lesions found in red, lesions missed
in blue, false lesions in orange. For painted bodies and phantoms only: real patients stay where they are.
"""

import sys
from pathlib import Path

import numpy as np
import SimpleITK as sitk
from matplotlib.image import imsave

from studies.components import touching

COLOURS = {"found": (220, 30, 30), "missed": (40, 80, 230), "false": (255, 150, 0)}


def main():
    """Draws the panels side by side."""
    output, folder, *names = sys.argv[1:]
    if Path(folder).name == "real":
        raise SystemExit("pictures of real patients are not drawn")
    panels = [_panel(Path(folder), f"{name}.mha") for name in names]
    height = max(len(panel) for panel in panels)
    padded = [np.pad(p, ((0, height - len(p)), (0, 4), (0, 0)), constant_values=255) for p in panels]
    imsave(output, np.concatenate(padded, 1))


def _panel(folder, name):
    pet, truth, found = (_read(folder / kind / name) for kind in ("pet", "mask", "network"))
    grey = 255 * (1 - np.clip(pet.max(1) / 8, 0, 1))
    picture = np.repeat(grey[..., None], 3, 2).astype(np.uint8)
    kinds = {"found": touching(truth, found), "missed": truth & ~touching(truth, found), "false": found & ~touching(found, truth)}
    for kind, mask in kinds.items():
        flat = mask.any(1)
        picture[flat] = (0.3 * picture[flat] + 0.7 * np.array(COLOURS[kind])).astype(np.uint8)
    return picture[::-1]


def _read(path):
    values = sitk.GetArrayFromImage(sitk.DICOMOrient(sitk.ReadImage(str(path)), "LPS"))
    return values if values.dtype.kind == "f" else values > 0


if __name__ == "__main__":
    main()
