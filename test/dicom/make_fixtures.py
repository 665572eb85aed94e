"""Makes fixtures/: one made-up volume as DICOM series in many layouts, and what pydicom and SimpleITK read of each.

    pip install pydicom==3.0.2 SimpleITK==2.5.7 python-gdcm==3.2.6 highdicom==0.28.2
    python test/dicom/make_fixtures.py
"""

import base64
import json
import tempfile
import zipfile
from pathlib import Path

import gdcm
import highdicom
import numpy as np
import pydicom
import SimpleITK as sitk
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset

FOLDER = Path(__file__).parent / "fixtures"
# JPEG 2000 as GDCM writes it needs more than 32 pixels a side.
COLUMNS, ROWS, SLICES = 35, 34, 3
UID = "1.2.826.0.1.3680043.10.1"

SYNTAXES = {
    "jpeg-lossless": gdcm.TransferSyntax.JPEGLosslessProcess14,
    "jpeg-lossless-sv1": gdcm.TransferSyntax.JPEGLosslessProcess14_1,
    "jpeg-ls": gdcm.TransferSyntax.JPEGLSLossless,
    "jpeg-2000": gdcm.TransferSyntax.JPEG2000Lossless,
    "rle": gdcm.TransferSyntax.RLELossless,
    "implicit": gdcm.TransferSyntax.ImplicitVRLittleEndian,
    "big-endian": gdcm.TransferSyntax.ExplicitVRBigEndian,
    "deflated": gdcm.TransferSyntax.DeflatedExplicitVRLittleEndian,
}

PLAIN = ("implicit", "big-endian", "deflated")

OBLIQUE = ([0.8, 0.6, 0.0], [-0.48, 0.64, 0.6])
LAYOUTS = {
    "axial-12-bit": dict(along=[1, 0, 0], down=[0, 1, 0], bits=12, signed=0, slope="1", intercept="-1024"),
    "oblique-signed": dict(along=OBLIQUE[0], down=OBLIQUE[1], bits=16, signed=1, slope="0.5", intercept="3"),
    "coronal-8-bit": dict(along=[1, 0, 0], down=[0, 0, -1], bits=8, signed=0, slope="2", intercept="0"),
}


def stored_values(bits, signed):
    k, j, i = np.indices((SLICES, ROWS, COLUMNS))
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
    wave = np.sin(i / 5.0) * np.cos(j / 4.0 + k) * 0.49 + 0.5
    values = low + np.round(wave * (high - low))
    values[:, 0, :2] = low, high
    return values.astype(np.int16 if signed else np.uint8 if bits == 8 else np.uint16)


def slice_of(k, values, along, down, bits, signed, slope, intercept, modality="CT"):
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1." + ("2" if modality == "CT" else "128")
    meta.MediaStorageSOPInstanceUID = f"{UID}.3.{k + 1}"
    d = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    d.SOPClassUID, d.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    d.Modality, d.ImageType = modality, ["ORIGINAL", "PRIMARY", "AXIAL"]
    d.StudyInstanceUID, d.SeriesInstanceUID, d.FrameOfReferenceUID = UID + ".1", UID + ".2", UID + ".9"
    d.PatientName, d.PatientID, d.PatientBirthDate, d.PatientSex = "NOBODY^NO", "P1", "", "O"
    d.StudyDate = d.SeriesDate = d.AcquisitionDate = d.ContentDate = "20240305"
    d.StudyTime = d.SeriesTime = d.AcquisitionTime = d.ContentTime = "110000"
    d.AccessionNumber, d.ReferringPhysicianName, d.StudyID, d.Manufacturer = "", "", "", "autopet"
    d.SeriesNumber, d.InstanceNumber = 1, SLICES - k
    normal = np.cross(along, down)
    d.ImageOrientationPatient = [*along, *down]
    d.ImagePositionPatient = [round(float(mm), 6) for mm in np.array([-31.5, 12.25, -400]) + 2.5 * k * normal]
    d.PixelSpacing, d.SliceThickness = [1.5, 1.25], "2.5"
    d.SamplesPerPixel, d.PhotometricInterpretation = 1, "MONOCHROME2"
    d.Rows, d.Columns = ROWS, COLUMNS
    d.BitsAllocated, d.BitsStored, d.HighBit = (8 if bits == 8 else 16), bits, bits - 1
    d.PixelRepresentation, d.RescaleSlope, d.RescaleIntercept = signed, slope, intercept
    d.PixelData = values[k].tobytes()
    return d


def convert(source, target, syntax):
    reader = gdcm.ImageReader()
    reader.SetFileName(str(source))
    assert reader.Read()
    change = gdcm.ImageChangeTransferSyntax()
    change.SetTransferSyntax(gdcm.TransferSyntax(syntax))
    change.SetInput(reader.GetImage())
    assert change.Change()
    writer = gdcm.ImageWriter()
    writer.SetFile(reader.GetFile())
    writer.SetImage(change.GetOutput())
    writer.SetFileName(str(target))
    assert writer.Write()


def zip_of(name, paths):
    with zipfile.ZipFile(FOLDER / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as out:
        for path in paths:
            out.writestr(zipfile.ZipInfo(f"disk/{path.name}", (2024, 3, 5, 11, 0, 0)), path.read_bytes())


def read_as_others(paths):
    """Voxels by pydicom, slice by slice; geometry by SimpleITK."""
    sets = [pydicom.dcmread(path) for path in paths]
    normal = np.cross(sets[0].ImageOrientationPatient[:3], sets[0].ImageOrientationPatient[3:])
    order = np.argsort([np.dot(d.ImagePositionPatient, normal) for d in sets])
    data = [
        sets[i].pixel_array * float(sets[i].RescaleSlope) + float(sets[i].RescaleIntercept) for i in order
    ]
    image = sitk.ReadImage([str(paths[i]) for i in order])
    return {
        "size": image.GetSize(),
        "spacing": image.GetSpacing(),
        "origin": image.GetOrigin(),
        "direction": image.GetDirection(),
        "float32": base64.b64encode(np.array(data, np.float32).tobytes()).decode(),
    }


def pet_slices():
    values = stored_values(15, 0).astype(np.uint16)
    for k in range(SLICES):
        d = slice_of(k, values, [1, 0, 0], [0, 1, 0], 16, 0, str(1.25 + k), "0", "PT")
        d.PatientWeight, d.PatientSize = "70", "1.75"
        d.Units, d.DecayCorrection, d.CountsSource = "BQML", "START", "EMISSION"
        d.CorrectedImage, d.SeriesType = ["DECY", "ATTN"], ["WHOLE BODY", "IMAGE"]
        d.ActualFrameDuration, d.FrameReferenceTime, d.ImageIndex = "120000", "60000", k + 1
        d.NumberOfSlices, d.CollimatorType, d.RandomsCorrectionMethod = SLICES, "NONE", "DLYD"
        d.PatientPosition, d.PositionReferenceIndicator = "HFS", ""
        tracer, nuclide = Dataset(), Dataset()
        nuclide.CodeValue, nuclide.CodingSchemeDesignator, nuclide.CodeMeaning = "C-111A1", "SRT", "^18^Fluorine"
        tracer.Radiopharmaceutical, tracer.RadiopharmaceuticalStartTime = "FDG", "100000"
        tracer.RadionuclideTotalDose, tracer.RadionuclideHalfLife = "370000000", "6586.2"
        tracer.RadionuclideCodeSequence = [nuclide]
        d.RadiopharmaceuticalInformationSequence = [tracer]
        yield d


def main():
    FOLDER.mkdir(exist_ok=True)
    expected = {}
    with tempfile.TemporaryDirectory() as made:
        made = Path(made)
        for layout, options in LAYOUTS.items():
            values = stored_values(options["bits"], options["signed"])
            plain = []
            for k in range(SLICES):
                plain.append(made / f"{layout}-{k}.dcm")
                slice_of(k, values, **options).save_as(plain[-1], enforce_file_format=True)
            expected[layout] = read_as_others(plain)
            for name, syntax in SYNTAXES.items():
                if name in PLAIN and layout != "oblique-signed":
                    continue
                paths = [made / f"{name}-{path.name}" for path in plain]
                for source, target in zip(plain, paths):
                    convert(source, target, syntax)
                zip_of(f"{layout}_{name}", paths)
        for layout in ("axial-12-bit", "oblique-signed"):
            sets = [pydicom.dcmread(made / f"{layout}-{k}.dcm") for k in range(SLICES)]
            enhanced = highdicom.legacy.LegacyConvertedEnhancedCTImage(sets, UID + ".6", 1, UID + ".7", 1)
            enhanced.compress(pydicom.uid.RLELossless)
            enhanced.save_as(made / "enhanced.dcm")
            zip_of(f"{layout}_enhanced-rle", [made / "enhanced.dcm"])
        slices = list(pet_slices())
        paths = []
        for k, d in enumerate(slices):
            paths.append(made / f"pet-{k}.dcm")
            d.save_as(paths[-1], enforce_file_format=True)
        expected["pet"] = read_as_others(paths)
        zip_of("pet", paths)
        enhanced = highdicom.legacy.LegacyConvertedEnhancedPETImage(slices, UID + ".4", 1, UID + ".5", 1)
        enhanced.save_as(made / "enhanced.dcm")
        zip_of("pet-enhanced", [made / "enhanced.dcm"])
    (FOLDER / "expected.json").write_text(json.dumps(expected) + "\n")


main()
