"""Compares the masks that plastimatch made of RTSTRUCTs with those that they were made from, by places in the patient.

    python test/dicom/tools/compare_plastimatch.py MASKS STUDIES     (numpy, pydicom; STUDIES as make-studies.mjs left them)
"""

import gzip
import json
import re
import sys
from pathlib import Path

import numpy as np
import pydicom


def read_nrrd(path):
    """Places of the voxels that are not 0, LPS, mm."""
    header, data = path.read_bytes().split(b"\n\n", 1)
    fields = dict(line.split(": ", 1) for line in header.decode().splitlines() if ": " in line)
    assert fields["space"] == "left-posterior-superior" and fields["type"] in ("unsigned char", "uint8", "uchar")
    vectors = np.array([[float(v) for v in group.split(",")] for group in re.findall(r"\(([^)]*)\)", fields["space directions"])])
    origin = np.array([float(v) for v in fields["space origin"].strip("()").split(",")])
    size = [int(v) for v in fields["sizes"].split()]
    raw = data if fields["encoding"] == "raw" else gzip.decompress(data)
    voxels = np.frombuffer(raw, np.uint8).reshape(size[::-1])
    return np.argwhere(voxels)[:, ::-1] @ vectors + origin


masks, studies = Path(sys.argv[1]), Path(sys.argv[2])
for folder in sorted(masks.iterdir()):
    expected = json.loads((studies / folder.name / "expected.json").read_text())
    labels = np.array(expected["labels"]).reshape(expected["shape"])
    first = pydicom.dcmread(sorted((studies / folder.name / "pet").iterdir())[0])
    cosines = np.array(first.ImageOrientationPatient, float)
    normal = np.cross(cosines[:3], cosines[3:])
    down, right = (float(v) for v in first.PixelSpacing)
    positions = np.array([s["imagePositionPatient"] for s in expected["slices"]])
    for lesion in expected["lesions"]:
        away = read_nrrd(folder / f"Lesion {lesion['number']}.nrrd") - positions[0]
        k = np.abs((away @ normal)[:, None] - ((positions - positions[0]) @ normal)[None]).argmin(1)
        j, i = np.rint(away @ cosines[3:] / down).astype(int), np.rint(away @ cosines[:3] / right).astype(int)
        found = np.zeros(labels.shape, bool)
        found[k, j, i] = True
        wanted = labels == lesion["number"]
        dice = 2 * (found & wanted).sum() / (found.sum() + wanted.sum())
        assert dice >= 0.99, f"{folder.name}: Dice of lesion {lesion['number']} is {dice:.4f}"
        print(f"plastimatch: {folder.name}: lesion {lesion['number']}: Dice {dice:.4f}")
