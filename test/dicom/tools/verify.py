"""Reads what autopet wrote with highdicom, pydicom and rt-utils, and compares it with what was measured.

    python test/dicom/tools/verify.py FOLDER     (as make-studies.mjs left it; highdicom 0.28, pydicom 3, rt-utils 1.2)
"""

import json
import sys
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom
from rt_utils import RTStructBuilder

VOLUME, SUV, TLG = "118565006", "126401", "126033"
MAXIMUM, MINIMUM, MEAN, PEAK = "56851009", "255605001", "373098007", "126031"
DIAMETER, DISTANCE = "L0JK", "121206"
REGIONS = {"head-neck": "774007", "chest": "816094009", "abdomen": "818981001", "pelvis": "816092008", "leg": "61685007",
           "arm": "53120007"}
SIDES = {"left": "7771000", "right": "24028007"}
COUNT, METABOLIC_VOLUME = "246206008", "126032"


def same(found, expected, what, tolerance=0.0):
    assert abs(found - expected) <= tolerance, f"{what}: {found}, expected {expected}"


def check_identity(dataset, pet):
    for keyword in ("PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyInstanceUID", "StudyDate",
                    "AccessionNumber", "ReferringPhysicianName", "StudyDescription"):
        assert dataset[keyword].value == pet[keyword].value, keyword
    assert dataset.SeriesDate == pet.SeriesDate and dataset.SOPInstanceUID.startswith("2.25.")
    assert str(dataset.PatientName) == "Müller^Jürgen=山田^太郎"


def check_seg(path, expected, labels):
    """The very mask by highdicom, and each lesion's centre by the positions in the SEG alone."""
    seg = hd.seg.segread(path)
    numbers = [lesion["number"] for lesion in expected["lesions"]]
    assert list(seg.segment_numbers) == numbers
    uids = [s["sopInstanceUID"] for s in expected["slices"]]
    if "frame" in expected["slices"][0]:
        frames = [s["frame"] for s in expected["slices"]]
        read = seg.get_pixels_by_source_frame(uids[0], frames, assert_missing_frames_are_empty=True)
    else:
        read = seg.get_pixels_by_source_instance(uids, assert_missing_frames_are_empty=True)
    for number in numbers:
        assert np.array_equal(read[..., number - 1], labels == number), f"segment {number}"
    shared = seg.SharedFunctionalGroupsSequence[0]
    down, right = (float(v) for v in shared.PixelMeasuresSequence[0].PixelSpacing)
    cosines = np.array(shared.PlaneOrientationSequence[0].ImageOrientationPatient, float)
    world = {number: [] for number in numbers}
    for pixels, groups in zip(seg.pixel_array.reshape(-1, seg.Rows, seg.Columns), seg.PerFrameFunctionalGroupsSequence):
        position = np.array(groups.PlanePositionSequence[0].ImagePositionPatient, float)
        rows, columns = np.nonzero(pixels)
        places = position + np.outer(columns * right, cosines[:3]) + np.outer(rows * down, cosines[3:])
        world[groups.SegmentIdentificationSequence[0].ReferencedSegmentNumber].append(places)
    for lesion in expected["lesions"]:
        centre = np.concatenate(world[lesion["number"]]).mean(0)
        # Slices jitter by 0.02 mm.
        assert np.linalg.norm(centre - lesion["centre"]["world"]) < 0.03, lesion["number"]
    return seg


def number_of(group, name, modifier=None):
    """The value of a group's measurement with that name and derivation."""
    for item in group.ContentSequence:
        if item.ValueType != "NUM" or item.ConceptNameCodeSequence[0].CodeValue != name:
            continue
        modifiers = [m.ConceptCodeSequence[0].CodeValue for m in item.get("ContentSequence", [])]
        if modifiers == ([] if modifier is None else [modifier]):
            measured = item.MeasuredValueSequence[0]
            return float(measured.get("FloatingPointValue", measured.NumericValue))
    raise AssertionError(f"no {name} {modifier}")


def check_sr(path, expected, seg):
    report = hd.sr.srread(path).content
    groups = report.get_volumetric_roi_measurement_groups()
    assert len(groups) == len(expected["lesions"])
    for group, lesion, place in zip(groups, expected["lesions"], expected["places"]):
        described = seg.get_segment_description(lesion["number"])
        assert (group.tracking_uid, group.tracking_identifier) == (described.tracking_uid, described.tracking_id)
        assert group.referenced_segment.referenced_sop_instance_uid == seg.SOPInstanceUID
        uptake = lesion["uptake"]
        item = group[0]
        same(number_of(item, VOLUME), lesion["volumeMl"], "volume")
        same(number_of(item, SUV, MAXIMUM), uptake["suvMax"], "SUVmax")
        same(number_of(item, SUV, MEAN), uptake["suvMean"], "SUVmean")
        same(number_of(item, SUV, PEAK), uptake["suvPeak"], "SUVpeak")
        same(number_of(item, TLG), uptake["tlg"], "TLG")
        same(number_of(item, DIAMETER), lesion["longestDiameterMm"], "longest diameter")
        if lesion["nearestMm"] is not None:
            same(number_of(item, DISTANCE, MINIMUM), lesion["nearestMm"], "nearest")
        assert len(group.get_measurements()) == 6 + (lesion["nearestMm"] is not None)
        check_place(group, place)
    imaging = [i for i in report[0].ContentSequence if i.ValueType == "CONTAINER"][0]
    totals = [g for g in imaging.ContentSequence if g.ContentTemplateSequence[0].TemplateIdentifier == "1501"]
    assert len(totals) == 1
    same(number_of(totals[0], COUNT), len(expected["lesions"]), "number of lesions")
    same(number_of(totals[0], METABOLIC_VOLUME), expected["totals"]["tmtvMl"], "TMTV")
    same(number_of(totals[0], TLG), expected["totals"]["tlg"], "total TLG")
    if expected["lesions"]:
        same(number_of(totals[0], SUV, MAXIMUM), expected["totals"]["suvMax"], "SUVmax")
        same(number_of(totals[0], SUV, PEAK), expected["totals"]["suvPeak"], "SUVpeak")
        same(number_of(totals[0], DISTANCE, MAXIMUM), expected["totals"]["dmaxMm"], "Dmax")
    else:
        assert any(i.ValueType == "TEXT" and i.TextValue == "No lesion was found." for i in totals[0].ContentSequence)


def check_place(group, place):
    found = [(site.value.value, site.laterality and site.laterality.value) for site in group.finding_sites]
    side = SIDES.get(place["side"])
    assert found == ([] if place["region"] is None else [(REGIONS[place["region"]], side)]), (found, place)


def inside(points, columns, rows):
    """Even-odd rule at the centres of pixels."""
    x, y = np.meshgrid(np.arange(columns), np.arange(rows))
    hits = np.zeros((rows, columns), bool)
    for (x0, y0), (x1, y1) in zip(points, np.roll(points, -1, axis=0)):
        if y0 == y1:
            continue
        crosses = (y >= min(y0, y1)) & (y < max(y0, y1))
        hits ^= crosses & (x < x0 + (y - y0) / (y1 - y0) * (x1 - x0))
    return hits


def check_rtstruct(path, series, expected, labels):
    dataset = pydicom.dcmread(path)
    down, right = (float(v) for v in series[0].PixelSpacing)
    cosines = np.array(series[0].ImageOrientationPatient, float)
    by_uid = {s["sopInstanceUID"]: k for k, s in enumerate(expected["slices"])}
    rows, columns = labels.shape[1:]
    for roi, lesion in zip(dataset.ROIContourSequence, expected["lesions"]):
        mask = np.zeros(labels.shape, bool)
        for contour in roi.ContourSequence:
            k = by_uid[contour.ContourImageSequence[0].ReferencedSOPInstanceUID]
            away = np.array(contour.ContourData, float).reshape(-1, 3) - np.array(series[k].ImagePositionPatient, float)
            normal = np.cross(cosines[:3], cosines[3:])
            assert np.abs(away @ normal).max() < 1e-3
            mask[k] ^= inside(np.stack([away @ cosines[:3] / right, away @ cosines[3:] / down], 1), columns, rows)
        assert np.array_equal(mask, labels == lesion["number"]), f"region {lesion['number']}"
    names = RTStructBuilder.create_from(str(Path(series[0].filename).parent), str(path)).get_roi_names()
    assert names == [f"Lesion {lesion['number']}" for lesion in expected["lesions"]]


def check_study(folder):
    expected = json.loads((folder / "expected.json").read_text())
    labels = np.array(expected["labels"]).reshape(expected["shape"])
    series = [pydicom.dcmread(f) for f in sorted((folder / "pet").iterdir())]
    objects = {f.stem: f for f in sorted((folder / "objects").iterdir())}
    has_lesions = bool(expected["lesions"])
    assert set(objects) == ({"seg", "sr", "rtstruct", "picture"} if has_lesions else {"sr", "picture"})
    for path in objects.values():
        check_identity(pydicom.dcmread(path), series[0])
    seg = check_seg(objects["seg"], expected, labels) if has_lesions else None
    check_sr(objects["sr"], expected, seg)
    # rt-utils and the planes of a single file per slice; a multi-frame PET has no series of files.
    if has_lesions and len(series) == labels.shape[0]:
        check_rtstruct(objects["rtstruct"], series, expected, labels)
    picture = pydicom.dcmread(objects["picture"]).pixel_array
    red = picture[..., 0].astype(int) > picture[..., 1]
    assert picture.ndim == 3 and red.any() == has_lesions
    print(f"verify: {folder.name}: {len(expected['lesions'])} lesions, as measured")


for study in sorted(Path(sys.argv[1]).iterdir()):
    check_study(study)
