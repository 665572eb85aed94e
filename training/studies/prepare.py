"""Filling the cache: real cases, phantoms, painted bodies. What is there already is kept."""

from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path

from painting.carve import cut_tumour
from painting.paint import paint

from .resample import resample_study
from .store import is_stored, load_studies, save_study


def prepare_studies(config, shared, work):
    """Prepares every missing study under `work`/cache that validation or the start of training needs.

    `shared` is the shared data folder (with `organs/` and `sts/`). Phantoms are read from `work`/phantoms, if that
    is there: one folder per case with pet.mha, ct.mha and mask.mha. Later painted bodies follow while training goes
    on (`paint_missing`).
    """
    cache = work / "cache"
    _run_all(_case_jobs(config, shared, cache) + _phantom_jobs(config, work, cache), config["threads"])
    first = [_painted_job(config, shared, cache, k) for k in range(config["painted"]["first_pool"])]
    _run_all(_validation_jobs(config, shared, cache) + first, config["threads"])


def paint_missing(config, shared, work):
    """Paints the training bodies in order, for a process of its own that keeps ahead of the training."""
    cache = work / "cache"
    _run_all([_painted_job(config, shared, cache, k) for k in range(config["painted"]["count"])], 1)


def ensure_painted(config, shared, cache, number):
    """Paints training body `number` unless it is there; gives its name."""
    job = _painted_job(config, shared, cache, number)
    _run_all([job], 1)
    return job[2]


@lru_cache(1)
def _maps(shared, validation_maps):
    maps = sorted((shared / "organs").glob("*.nii.gz"))
    patients = sorted({_patient(path) for path in maps})
    step = len(patients) // validation_maps
    held_out = set(patients[::step][:validation_maps])
    return [p for p in maps if _patient(p) not in held_out], [p for p in maps if _patient(p) in held_out]


def painted_maps(config, shared):
    """Organ maps for training and for validation; both scans of one patient fall on the same side."""
    return _maps(shared, config["painted"]["validation_maps"])


def _patient(path):
    return "_".join(path.name.split("_")[:2])


def _painted_job(config, shared, cache, number):
    maps = painted_maps(config, shared)[0]
    source = (maps[number % len(maps)], config["seed"] * 1000 + number, config["spacing_mm"], cache / "cases", None)
    return "paint", cache / "painted", f"painted_{number:04d}", source


def _validation_jobs(config, shared, cache):
    maps = painted_maps(config, shared)[1]
    count = config["painted"]["validation_count"]
    first_seed, tumours = config["seed"] * 1000 + 900_000, cache / "cases_validation"
    jobs = []
    for k in range(count):
        negative = k % 3 == 2
        folder = "negatives_validation" if negative else "painted_validation"
        source = (maps[k * len(maps) // count], first_seed + k, config["spacing_mm"], tumours, negative)
        jobs.append(("paint", cache / folder, f"{folder}_{k:04d}", source))
    return jobs


def _case_jobs(config, shared, cache):
    files = ("suv.nii.gz", "ct_2mm.nii.gz", "seg.nii.gz")
    return _resample_jobs(config, "cases", sorted((shared / "sts").glob("STS_*")), files, cache)


def _phantom_jobs(config, work, cache):
    folders = sorted(p for p in (work / "phantoms").glob("*") if (p / "mask.mha").exists())
    return _resample_jobs(config, "phantoms", folders, ("pet.mha", "ct.mha", "mask.mha"), cache)


def _resample_jobs(config, source, folders, files, cache):
    jobs = []
    for folder in folders:
        target = f"{source}_validation" if folder.name in config[source]["validation"] else source
        paths = [folder / name for name in files]
        jobs.append(("resample", cache / target, folder.name, (*paths, config["spacing_mm"])))
    return jobs


def _run_all(jobs, processes):
    missing = [job for job in jobs if not is_stored(job[1], job[2])]
    if processes == 1:
        for job in missing:
            _run(job)
        return
    with ProcessPoolExecutor(processes) as pool:
        for done, name in enumerate(pool.map(_run, missing), 1):
            print(f"prepared {name} ({done}/{len(missing)})", flush=True)


def _run(job):
    kind, folder, name, source = job
    if is_stored(folder, name):
        return name
    if kind == "paint":
        organ_map, seed, spacing, tumour_folder, negative = source
        study = paint(organ_map, seed, spacing, tumours_of(tumour_folder), negative)
        save_study(Path(folder), name, study["ct"], study["pet"], study["mask"], study["anatomy"])
    else:
        save_study(Path(folder), name, *resample_study(*source))
    return name


@lru_cache(2)
def tumours_of(folder, zoom=1.0):
    """The tumours of the prepared patients in `folder`, `zoom` times as many voxels on every axis."""
    cut = [cut_tumour(*study.image, study.mask, zoom) for study in load_studies(folder)]
    return [tumour for tumour in cut if tumour is not None]
