"""Writes the held-out studies as image files: python training/make_held_out.py --config training/config.json --shared ../shared/data.

Needs the cache that train.py prepares.

Held-out real patients as they are; bodies painted onto held-out organ maps with other seeds, at 3 mm and with other
parameters than those trained on, some without a lesion; phantoms; and one real whole body that came without a CT, with three
that are made up. Each goes into `work`/held_out/<set>/ as pet/<name>.mha, ct/<name>.mha and mask/<name>.mha, with a
liver/<name>.mha where the liver is known and an anatomy/<name>.mha where every tissue is.
"""

import argparse
import json
from pathlib import Path

import SimpleITK as sitk

from made_up_ct import KINDS, make_up_ct
from painting.paint import paint
from studies.prepare import painted_maps, tumours_of

SPACING_MM = 3.0
FIRST_SEED = 5_000_000


def main():
    """Writes what is asked for; files that are there are written again."""
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=here / "config.json")
    parser.add_argument("--shared", type=Path, default=here.parents[1] / "shared" / "data")
    parser.add_argument("--painted", type=int, default=12)
    parser.add_argument("--negatives", type=int, default=6)
    parser.add_argument("--bodies", type=int, nargs="+", help="only the painted bodies of these numbers")
    args = parser.parse_args()
    config = json.loads(args.config.read_text())
    work = args.config.resolve().parent / config["work"]
    _real(config, args.shared, work / "held_out" / "real")
    _whole_body(args.shared, work / "held_out" / "wholebody")
    _phantoms(config, work)
    _painted(config, args, work)


def _real(config, shared, target):
    for name in config["cases"]["validation"]:
        source = shared / "sts" / name
        images = {"pet": "suv.nii.gz", "ct": "ct_2mm.nii.gz", "mask": "seg.nii.gz"}
        _write(target, name, {kind: sitk.ReadImage(str(source / file)) for kind, file in images.items()})


def _whole_body(shared, target):
    source = shared / "dicom" / "sts_001_wholebody" / "derived"
    pet, mask = (
        sitk.DICOMOrient(sitk.ReadImage(str(source / f"STS_001_{kind}.nii.gz")), "LPS") for kind in ("PET_SUVbw", "GTV_mask")
    )
    for kind in KINDS:
        ct = sitk.GetImageFromArray(make_up_ct(sitk.GetArrayFromImage(pet), pet.GetSpacing()[::-1], kind))
        ct.CopyInformation(pet)
        _write(target, f"sts_001_{kind.replace(' ', '_')}", {"pet": pet, "ct": ct, "mask": mask})


def _phantoms(config, work):
    for name in config["phantoms"]["validation"]:
        source = work / "phantoms" / name
        if (source / "mask.mha").exists():
            images = {kind: sitk.ReadImage(str(source / f"{kind}.mha")) for kind in ("pet", "ct", "mask")}
            _write(work / "held_out" / "phantoms", name, images)


def _painted(config, args, work):
    maps = painted_maps(config, work / "cache")[1]
    tumours = tumours_of(work / "cache" / "cases_validation", config["spacing_mm"] / SPACING_MM)
    total = args.painted + args.negatives
    for k in range(total) if args.bodies is None else args.bodies:
        negative = k >= args.painted
        study = paint(maps[k * len(maps) // total], FIRST_SEED + k, SPACING_MM, tumours, negative, fwhm_mm=(3.5, 9))
        name, kind = f"body_{k:02d}", "negatives" if negative else "painted"
        images = {part: _image(study[part]) for part in ("pet", "ct", "mask", "liver", "anatomy")}
        _write(work / "held_out" / kind, name, images)
        print(kind, name, flush=True)


def _image(volume):
    image = sitk.GetImageFromArray(volume)
    image.SetSpacing([SPACING_MM] * 3)
    return image


def _write(folder, name, images):
    for kind, image in images.items():
        (folder / kind).mkdir(parents=True, exist_ok=True)
        if kind in ("mask", "liver"):
            image = sitk.Cast(image > 0, sitk.sitkUInt8)
        for key in image.GetMetaDataKeys():  # NIfTI header fields mean nothing in a MetaImage
            image.EraseMetaData(key)
        sitk.WriteImage(image, str(folder / kind / f"{name}.mha"), True)


if __name__ == "__main__":
    main()
