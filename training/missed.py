"""Which lesions of the held-out painted bodies are found: python training/missed.py --config training/config.json.

Needs the masks that evaluate.py wrote. Prints a table by volume, one by how far a lesion stands out (its SUVmax over
what 95 % of the voxels from 4 to 15 mm round it stay below, other lesions left out), one by region of the body and one by
the tissue it lies in or beside.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import SimpleITK as sitk
from scipy import ndimage

from painting.anatomy import AIR, BODY, BONE, FIRST_ORGAN, OTHER_UPTAKE
from painting.organs import BLADDER, BRAIN, HEAD_GLANDS, HEART, KIDNEYS, LIVER, LUNG, PROSTATE, SPLEEN, STOMACH
from studies.components import NEIGHBOURS

VOLUMES_ML = (0, 0.3, 0.8, 2.7, np.inf)
CONTRASTS = (0, 1.5, 2, 3, 5, np.inf)
NEAR_MM, FAR_MM = 4, 15
REGIONS = ("head and neck", "chest", "abdomen", "pelvis and legs")
TISSUES = {BODY: "fat or muscle alone", BONE: "bone", OTHER_UPTAKE: "gut, vessel or other uptake"}
ORGANS = {SPLEEN: "spleen", KIDNEYS: "kidney", LIVER: "liver", BLADDER: "bladder", LUNG: "lung", BRAIN: "brain", HEART: "heart",
          STOMACH: "stomach", PROSTATE: "prostate", HEAD_GLANDS: "gland of the head"}
TISSUES.update({FIRST_ORGAN - 1 + organ: name for organ, name in ORGANS.items()})


def main():
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=Path(__file__).resolve().parent / "config.json")
    parser.add_argument("--set", default="painted")
    args = parser.parse_args()
    work = args.config.resolve().parent / json.loads(args.config.read_text())["work"]
    folder = work / "held_out" / args.set
    lesions = [lesion for path in sorted((folder / "mask").glob("*.mha")) for lesion in _lesions(folder, path.name)]
    volume, contrast, region, tissue, found = (np.array(column) for column in zip(*lesions))
    _table("volume, ml", _intervals(VOLUMES_ML, volume), found)
    _table("SUVmax over its surroundings", _intervals(CONTRASTS, contrast), found)
    _table("region", ((name, region == name) for name in REGIONS), found)
    _table("in or beside", ((name, tissue == name) for name in TISSUES.values() if (tissue == name).any()), found)


def _lesions(folder, name):
    """Volume (ml), contrast, region, tissue, and whether it was found of each lesion of a body."""
    images = (sitk.ReadImage(str(folder / kind / name)) for kind in ("mask", "network", "pet", "anatomy"))
    mask, network, pet, anatomy = images
    spacing = mask.GetSpacing()[::-1]
    truth, predicted, suv, tissues = (sitk.GetArrayFromImage(image) for image in (mask, network, pet, anatomy))
    labels, _ = ndimage.label(truth > 0, NEIGHBOURS)
    margin = [int(np.ceil(FAR_MM / mm)) + 1 for mm in spacing]
    levels = _levels(tissues)
    for number, box in enumerate(ndimage.find_objects(labels), 1):
        wide = tuple(slice(max(0, s.start - m), s.stop + m) for s, m in zip(box, margin))
        lesion = labels[wide] == number
        away = ndimage.distance_transform_edt(~lesion, sampling=spacing)
        around = suv[wide][(away > NEAR_MM) & (away <= FAR_MM) & (truth[wide] == 0)]
        contrast = suv[wide][lesion].max() / max(0.01, np.percentile(around, 95))
        volume = lesion.sum() * np.prod(spacing) / 1000
        region = REGIONS[np.searchsorted(levels, -(box[0].start + box[0].stop) / 2)]
        yield volume, contrast, region, _tissue(tissues[wide][away <= NEAR_MM]), bool((predicted[wide][lesion] > 0).any())


def _levels(tissues):
    """Minus the slices (from the head down) where chest, abdomen and pelvis begin, by lungs and bladder; the pelvis ends 15 % of
    the way from the bladder's top up to the lungs."""
    lung, bladder = (np.flatnonzero((tissues == FIRST_ORGAN - 1 + organ).any((1, 2))) for organ in (LUNG, BLADDER))
    top, bottom = (lung[-1], lung[0]) if lung.size else (len(tissues), len(tissues))
    pelvis = bladder[-1] + 0.15 * (bottom - bladder[-1]) if bladder.size else 0
    return [-top, -bottom, -pelvis]


def _tissue(classes):
    """What a lesion with its rim of 4 mm lies in or beside: the commonest organ, else other uptake, bone, or plain tissue."""
    counts = np.bincount(classes[classes != AIR], minlength=OTHER_UPTAKE + 1)
    organs = counts[FIRST_ORGAN:OTHER_UPTAKE]
    if organs.any():
        return TISSUES[FIRST_ORGAN + int(organs.argmax())]
    return TISSUES[OTHER_UPTAKE if counts[OTHER_UPTAKE] else BONE if counts[BONE] else BODY]


def _intervals(edges, values):
    for low, high in zip(edges, edges[1:]):
        yield f"{low} or more" if np.isinf(high) else f"{low} to {high}", (values >= low) & (values < high)


def _table(title, rows, found):
    print(f"| {title} | lesions | found |\n|---|---|---|")
    for label, inside in rows:
        print(f"| {label} | {inside.sum()} | {int(found[inside].sum())} |")


if __name__ == "__main__":
    main()
