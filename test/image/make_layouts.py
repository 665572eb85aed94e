"""Makes fixtures/layouts.{json,bin.gz}: small volumes as SimpleITK, nibabel and pynrrd write them.

    python test/image/make_layouts.py      (numpy, SimpleITK 2.5, nibabel 5.4, pynrrd 1.1)

Every file is read back by all of the three that can read it; they must agree on voxels and world
coordinates before it is kept. The manifest has, per layout: its files (name, bytes), the SHA-256 of
the voxels as little-endian float32 in [z,y,x] order, and four corners in LPS mm.
"""

import gzip
import hashlib
import json
import random
import tempfile
import zlib
from pathlib import Path

import nibabel as nib
import nrrd
import numpy as np
import SimpleITK as sitk

OUT = Path(__file__).parent / "fixtures"
SIZE = (5, 4, 3)
TYPES = ["u1", "i1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"]
TO_LPS = np.diag([-1.0, -1, 1, 1])


def rotation(a, b):
    """A rotation by two angles in degrees, about z and x."""
    a, b = np.deg2rad([a, b])
    z = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    x = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    return z @ x


# Columns are the LPS directions of the index axes.
DIRECTIONS = {
    "LPS": np.eye(3),
    "RAS": np.diag([-1.0, -1, 1]),
    "LAS": np.diag([1.0, -1, 1]),
    "LPI": np.diag([1.0, 1, -1]),
    "coronal": np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]]),
    "sagittal": np.array([[0.0, 0, 1], [1, 0, 0], [0, 1, 0]]),
    "oblique": rotation(17, 9),
    "oblique, mirrored": rotation(-33, 170) @ np.diag([1.0, 1, -1]),
    "half turn": rotation(180, 0),
}


def values(rng, kind, span=None):
    """Random voxels, x fastest when written; within the type, and exact in float32."""
    if kind[0] == "f":
        return rng.integers(-4000, 4000, SIZE).astype(kind) / 8
    info = np.iinfo(kind)
    low, high = max(info.min, -4000), min(info.max, 4000)
    return rng.integers(low, high, SIZE, endpoint=True).astype(kind)


def place(rng, direction):
    """An affine from the index to LPS mm."""
    affine = np.eye(4)
    affine[:3, :3] = DIRECTIONS[direction] * rng.uniform(0.7, 5, 3).round(3)
    affine[:3, 3] = rng.uniform(-400, 400, 3).round(2)
    return affine


def by_sitk(path):
    image = sitk.ReadImage(str(path))
    data = sitk.GetArrayFromImage(image)
    assert data.squeeze().shape == SIZE[::-1], (path, data.shape)
    n = image.GetDimension()
    affine = np.eye(4)
    direction = np.array(image.GetDirection()).reshape(n, n)[:3, :3]
    affine[:3, :3] = direction * np.array(image.GetSpacing()[:3])
    affine[:3, 3] = image.GetOrigin()[:3]
    return data.reshape(SIZE[::-1]), affine


def by_nibabel(path):
    image = nib.load(path)
    data = np.asanyarray(image.dataobj).reshape(SIZE, order="F")
    return data.transpose(2, 1, 0), TO_LPS @ image.affine


def by_pynrrd(path):
    data, _ = nrrd.read(str(path))
    return data.reshape(SIZE, order="F").transpose(2, 1, 0), None


class Layouts:
    def __init__(self):
        self.rows, self.blob = [], bytearray()

    def add(self, name, files, data, affine, sitk_reads=True):
        """Keeps a layout. `files`: what was written, the one to open first."""
        first = files[0]
        readers = [by_sitk] if sitk_reads else []
        readers += [by_nibabel] if ".nii" in first.name else []
        readers += [by_pynrrd] if first.suffix in (".nrrd", ".nhdr") else []
        truth = data.transpose(2, 1, 0).astype("<f4")
        for reader in readers:
            found, where = reader(first)
            assert np.array_equal(np.asarray(found).astype("<f4"), truth), (name, reader.__name__)
            if where is not None:
                assert np.allclose(where, affine, atol=1e-4), (name, reader.__name__, where, affine)
        corners = [affine @ [*c, 1] for c in [(0, 0, 0), (4, 0, 0), (0, 3, 0), (0, 0, 2)]]
        kept = []
        for file in files:
            content = file.read_bytes()
            kept.append([file.name, len(content)])
            self.blob += content
        self.rows.append({
            "name": name,
            "files": kept,
            "sha256": hashlib.sha256(np.ascontiguousarray(truth).tobytes()).hexdigest()[:16],
            "corners": [round(float(v), 4) for c in corners for v in c[:3]],
        })

    def save(self):
        lines = ",\n".join(json.dumps(row, separators=(",", ":"), ensure_ascii=False) for row in self.rows)
        (OUT / "layouts.json").write_text(f"[\n{lines}\n]\n", encoding="utf8")
        (OUT / "layouts.bin.gz").write_bytes(gzip.compress(bytes(self.blob), 9, mtime=0))


def sitk_image(data, affine):
    image = sitk.GetImageFromArray(np.ascontiguousarray(data.transpose(2, 1, 0)))
    spacing = np.linalg.norm(affine[:3, :3], axis=0)
    image.SetSpacing(spacing.tolist())
    image.SetOrigin(affine[:3, 3].tolist())
    image.SetDirection((affine[:3, :3] / spacing).ravel().tolist())
    return image


def written_by_sitk(out, rng, pick, folder):
    endings = [".mha", ".mhd", ".nii", ".nii.gz", ".nrrd", ".nhdr"]
    cases = [(kind, ending) for kind in TYPES for ending in endings]
    cases += [(pick.choice(TYPES), pick.choice(endings)) for _ in range(40)]
    for i, (kind, ending) in enumerate(cases):
        direction, packed = pick.choice(list(DIRECTIONS)), pick.random() < 0.6
        data, affine = values(rng, kind), place(rng, direction)
        path = folder / f"s{i}{ending}"
        sitk.WriteImage(sitk_image(data, affine), str(path), packed)
        files = [path, *sorted(f for f in folder.glob(f"s{i}.*") if f != path)]
        name = f"SimpleITK {ending} {kind} {direction}{' packed' if packed else ''}"
        out.add(name, files, data, affine)


def written_by_nibabel(out, rng, pick, folder):
    cases = [(kind, order) for kind in TYPES for order in "<>"]
    cases = cases * 4 + [(pick.choice(TYPES), pick.choice("<>")) for _ in range(50)]
    for i, (kind, order) in enumerate(cases):
        version, ending = pick.choice([1, 1, 2]), pick.choice([".nii", ".nii.gz"])
        direction, forms = pick.choice(list(DIRECTIONS)), pick.choice(["both", "sform", "qform"])
        scale = pick.choice([None, None, (0.5, 0), (2, -16), (-0.25, 3), (1, 7)])
        rank, extended = pick.choice([3, 3, 4, 5]), pick.random() < 0.25
        raw, affine = values(rng, kind), place(rng, direction)
        klass = nib.Nifti1Image if version == 1 else nib.Nifti2Image
        head = klass.header_class(endianness=order)
        head.set_data_dtype(np.dtype(order + kind))
        slope, inter = scale or (1, 0)
        data = raw.astype("f8") * slope + inter
        # With a slope and an intercept set, nibabel stores what it is given, as it is.
        stored = raw.reshape(SIZE + (1,) * (rank - 3))
        image = klass(stored, TO_LPS @ affine, head)
        image.set_sform(TO_LPS @ affine, 0 if forms == "qform" else 1)
        image.set_qform(TO_LPS @ affine, 0 if forms == "sform" else 1)
        image.header.set_xyzt_units(pick.choice(["mm", "unknown"]))
        if scale:
            image.header.set_slope_inter(*scale)
        if extended:
            image.header.extensions.append(nib.nifti1.Nifti1Extension("comment", b"moves the voxels"))
        path = folder / f"n{i}{ending}"
        nib.save(image, path)
        name = f"nibabel {version} {ending} {order}{kind} {direction} {forms} scale {scale} {rank}-D{' extended' if extended else ''}"
        out.add(name, [path], data, affine, sitk_reads=version == 1)


def written_by_pynrrd(out, rng, pick, folder):
    spaces = {
        "left-posterior-superior": (1, 1, 1),
        "LPS": (1, 1, 1),
        "right-anterior-superior": (-1, -1, 1),
        "RAS": (-1, -1, 1),
        "left-anterior-superior": (1, -1, 1),
    }
    cases = [(kind, order) for kind in TYPES for order in "<>"]
    cases = cases * 3 + [(pick.choice(TYPES), pick.choice("<>")) for _ in range(40)]
    for i, (kind, order) in enumerate(cases):
        direction, space = pick.choice(list(DIRECTIONS)), pick.choice(list(spaces))
        encoding, detached = pick.choice(["raw", "gzip", "gzip", "ascii"]), pick.random() < 0.2
        none_at = pick.choice([None, None, None, 0, 3])
        data, affine = values(rng, kind), place(rng, direction)
        signs = np.diag(spaces[space])
        steps, shape = [list(v) for v in (signs @ affine[:3, :3]).T], list(SIZE)
        kinds = ["domain"] * 3
        if none_at is not None:
            steps.insert(none_at, [np.nan] * 3)
            shape.insert(none_at, 1)
            kinds.insert(none_at, "list")
        header = {
            "space": space,
            "space directions": np.array(steps),
            "space origin": signs @ affine[:3, 3],
            "kinds": kinds,
            "encoding": encoding,
            "a key of its own": "left: alone",
        }
        path = folder / f"p{i}{'.nhdr' if detached else '.nrrd'}"
        stored = np.asfortranarray(data.reshape(shape, order="F").astype(order + kind))
        nrrd.write(str(path), stored, header, detached_header=detached)
        files = [path, *sorted(f for f in folder.glob(f"p{i}.*") if f != path)]
        name = f"pynrrd {encoding} {order}{kind} {direction} {space} none {none_at}{' detached' if detached else ''}"
        out.add(name, files, data, affine)


def varied_meta_images(out, rng, pick, folder):
    """Headers that MetaIO reads, as other programs write them. What ITK garbles is not asked of it."""
    def write(i, name, fields, body, data, affine, sep=" = ", eol="\n", beside=None, asked=True):
        path = folder / f"m{i}{'.mhd' if beside else '.mha'}"
        path.write_bytes("".join(f"{k}{sep}{v}{eol}" for k, v in fields.items()).encode() + (b"" if beside else body))
        files = [path]
        if beside:
            files.append(folder / beside)
            files[-1].write_bytes(body)
        out.add(f"MetaImage {name}", files, data, affine, sitk_reads=asked)

    for i, direction in enumerate(DIRECTIONS):
        data, affine = values(rng, "i2"), place(rng, direction)
        spacing = np.linalg.norm(affine[:3, :3], axis=0)
        numbers = lambda v: " ".join(repr(float(x)) for x in v)
        base = {
            "ObjectType": "Image", "NDims": 3, "BinaryData": "True", "BinaryDataByteOrderMSB": "False",
            "CompressedData": "False", "TransformMatrix": numbers((affine[:3, :3] / spacing).T.ravel()),
            "Offset": numbers(affine[:3, 3]), "ElementSpacing": numbers(spacing),
            "DimSize": " ".join(map(str, SIZE)), "ElementType": "MET_SHORT", "ElementDataFile": "LOCAL",
        }
        raw, swapped = data.tobytes(order="F"), data.astype(">i2").tobytes(order="F")
        packed = zlib.compress(raw)
        renamed = {{"Offset": "Position", "TransformMatrix": "Orientation"}.get(k, k): v for k, v in base.items()}
        msb = {**base, "BinaryDataByteOrderMSB": "True"}
        long = {**base, "ElementType": "MET_LONG"}
        compressed = {**base, "CompressedData": "True"}
        last = base.pop("ElementDataFile")
        unsized = {**base, "CompressedData": "True", "ElementDataFile": last}
        sized = {**base, "CompressedData": "True", "CompressedDataSize": len(packed), "ElementDataFile": last}
        at_end = {**base, "HeaderSize": -1, "ElementDataFile": last}
        base["ElementDataFile"] = last
        named = lambda name: {**base, "ElementDataFile": name}
        cases = [
            ("tabs", base, raw, dict(sep="\t=\t")),
            ("no blanks", base, raw, dict(sep="=")),
            ("colons, CRLF", base, raw, dict(sep=": ", eol="\r\n")),
            ("other names", renamed, raw, {}),
            ("MSB", msb, swapped, {}),
            ("MET_LONG", long, data.astype("<i4").tobytes(order="F"), {}),
            ("size of stream", sized, packed, {}),
            ("no size of stream", unsized, packed, dict(asked=False)),
            ("size of stream 0", {**sized, "CompressedDataSize": 0}, packed, dict(asked=False)),
            ("at the end", at_end, b"more" + raw, {}),
            ("beside, with a blank", named("my voxels.raw"), raw, dict(beside="my voxels.raw")),
            ("beside, with an umlaut", named("Größe.raw"), raw, dict(beside="Größe.raw")),
            ("beside, ./", named("./plain.raw"), raw, dict(beside="plain.raw")),
        ]
        # A third of them in each direction.
        for j, (name, fields, body, more) in enumerate(cases):
            if j % 3 == i % 3:
                fields = {**fields, "ElementDataFile": fields["ElementDataFile"]}
                order = [k for k in fields if k != "ElementDataFile"] + ["ElementDataFile"]
                write(f"{i}-{j}", f"{name} {direction}", {k: fields[k] for k in order}, body, data, affine, **more)


if __name__ == "__main__":
    rng, pick, out = np.random.default_rng(16), random.Random(16), Layouts()
    with tempfile.TemporaryDirectory() as folder:
        for number, write in enumerate((written_by_sitk, written_by_nibabel, written_by_pynrrd, varied_meta_images)):
            sub = Path(folder) / str(number)
            sub.mkdir()
            write(out, rng, pick, sub)
    out.save()
    sizes = {f.name: f.stat().st_size for f in OUT.glob("layouts.*")}
    print(f"{len(out.rows)} layouts, {sizes}")
