"""Which lesions of the held-out painted bodies are found: python training/missed.py --config training/config.json.

Needs the masks that evaluate.py wrote. Prints one table by volume and one by how far a lesion stands out: its SUVmax over
what 95 % of the voxels from 4 to 15 mm round it stay below, other lesions left out.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import SimpleITK as sitk
from scipy import ndimage

from studies.components import NEIGHBOURS

VOLUMES_ML = (0, 0.3, 0.8, 2.7, np.inf)
CONTRASTS = (0, 1.5, 2, 3, 5, np.inf)
NEAR_MM, FAR_MM = 4, 15


def main():
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=Path(__file__).resolve().parent / "config.json")
    parser.add_argument("--set", default="painted")
    args = parser.parse_args()
    work = args.config.resolve().parent / json.loads(args.config.read_text())["work"]
    folder = work / "held_out" / args.set
    lesions = np.array([lesion for path in sorted((folder / "mask").glob("*.mha")) for lesion in _lesions(folder, path.name)])
    volume, contrast, found = lesions.T
    _table("volume, ml", VOLUMES_ML, volume, found)
    _table("SUVmax over its surroundings", CONTRASTS, contrast, found)


def _lesions(folder, name):
    """Volume (ml), contrast, and whether it was found (1 or 0) of each lesion of a body."""
    mask, network, pet = (sitk.ReadImage(str(folder / kind / name)) for kind in ("mask", "network", "pet"))
    spacing = mask.GetSpacing()[::-1]
    truth, predicted, suv = (sitk.GetArrayFromImage(image) for image in (mask, network, pet))
    labels, _ = ndimage.label(truth > 0, NEIGHBOURS)
    margin = [int(np.ceil(FAR_MM / mm)) + 1 for mm in spacing]
    for number, box in enumerate(ndimage.find_objects(labels), 1):
        wide = tuple(slice(max(0, s.start - m), s.stop + m) for s, m in zip(box, margin))
        lesion = labels[wide] == number
        away = ndimage.distance_transform_edt(~lesion, sampling=spacing)
        around = suv[wide][(away > NEAR_MM) & (away <= FAR_MM) & (truth[wide] == 0)]
        contrast = suv[wide][lesion].max() / max(0.01, np.percentile(around, 95))
        yield lesion.sum() * np.prod(spacing) / 1000, contrast, float((predicted[wide][lesion] > 0).any())


def _table(title, edges, values, found):
    print(f"| {title} | lesions | found |\n|---|---|---|")
    for low, high in zip(edges, edges[1:]):
        inside = (values >= low) & (values < high)
        label = f"{low} or more" if np.isinf(high) else f"{low} to {high}"
        print(f"| {label} | {inside.sum()} | {int(found[inside].sum())} |")


if __name__ == "__main__":
    main()
