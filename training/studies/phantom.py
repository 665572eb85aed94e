"""Phantoms of the project's own generator on the training grid."""

import os
import subprocess
import tempfile
import zlib
from pathlib import Path

import numpy as np
from scipy import ndimage
from skimage.transform import resize

TYPES = {"MET_FLOAT": np.float32, "MET_SHORT": np.int16, "MET_UCHAR": np.uint8}


def make_phantom(seed, spacing):
    """CT (HU), PET (SUV g/ml) and mask, [z,y,x] in LPS at isotropic `spacing` mm. Runs Node.js (the variable NODE, or `node`)."""
    script = Path(__file__).resolve().parents[1] / "make_phantoms.mjs"
    with tempfile.TemporaryDirectory() as folder:
        command = [os.environ.get("NODE", "node"), script, folder, str(seed), str(seed)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        parts = Path(folder) / f"phantom_{seed}"
        ct, pet, mask = (_read(parts / f"{part}.mha") for part in ("ct", "pet", "mask"))
    on_pet = _onto(*ct, *pet[1:], pet[0].shape)
    shape = [round(n * old / spacing) for n, old in zip(pet[0].shape, pet[2])]
    # As nnU-Net resamples images (order 3) and labels (order 1).
    ct, pet = (resize(np.float32(part), shape, 3, mode="edge", anti_aliasing=False) for part in (on_pet, pet[0]))
    return ct, pet, resize(np.float32(mask[0]), shape, 1, mode="edge", anti_aliasing=False) > 0.5


def _read(path):
    """Array [z,y,x], origin and spacing (z, y, x; mm) of a compressed MetaImage whose axes run along the world's."""
    header, _, rest = path.read_bytes().partition(b"ElementDataFile = LOCAL\n")
    fields = dict(line.split(" = ") for line in header.decode().splitlines())
    origin, spacing, size = (np.array(fields[key].split(), float)[::-1] for key in ("Offset", "ElementSpacing", "DimSize"))
    return np.frombuffer(zlib.decompress(rest), TYPES[fields["ElementType"]]).reshape(size.astype(int)), origin, spacing


def _onto(values, origin, spacing, new_origin, new_spacing, shape):
    offset = (new_origin - origin) / spacing
    return ndimage.affine_transform(np.float32(values), new_spacing / spacing, offset, shape, order=1, cval=-1024)
