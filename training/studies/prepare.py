"""Filling the cache: organ maps, real cases, phantoms, painted bodies. What is there already is kept."""

import json
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from painting.carve import cut_tumour
from painting.paint import paint

from .by_the_way import ByTheWay
from .phantom import make_phantom
from .store import is_stored, load_studies, save_study


def prepare_studies(config, shared, work, processes):
    """Prepares organ maps, real cases and the studies held out for validation in `work`/cache, in so many processes.

    `shared` is the shared data folder (with `organs/` and `sts/`); it is not needed again afterwards. Phantoms for
    validation are read from `work`/phantoms, if that is there: one folder per case with pet.mha, ct.mha and mask.mha.
    """
    cache = work / "cache"
    _name_maps(shared, cache)
    with ProcessPoolExecutor(processes) as workers:
        list(workers.map(_run, _organ_jobs(config, shared, cache) + _case_jobs(config, shared, cache)))
        list(workers.map(_run, _phantom_jobs(config, work, cache) + _validation_jobs(config, cache)))


def start_making(config, cache, processes):
    """Starts processes that make the training bodies and phantoms that are missing; with none, training makes them by the way.

    Gives the pool of processes and the jobs' futures, in the order in which training takes the studies in; each gives
    (source, name).
    """
    painted, phantoms = config["painted"]["count"], config["phantoms"]["count"]
    jobs = [(k / painted, _painted_job(config, cache, k)) for k in range(painted)]
    jobs += [((k + 0.5) / phantoms, _made_phantom_job(config, cache, k)) for k in range(phantoms)]
    workers = ProcessPoolExecutor(processes, get_context("spawn")) if processes else ByTheWay()
    return workers, [workers.submit(_run, job) for _, job in sorted(jobs, key=lambda entry: entry[0])]


def _name_maps(shared, cache):
    """Writes down which organ maps there are, for only those that are used are prepared."""
    names = [path.name.removesuffix(".nii.gz") for path in sorted((shared / "organs").glob("*.nii.gz"))]
    cache.mkdir(parents=True, exist_ok=True)
    if names:
        (cache / "organs.json").write_text(json.dumps(names))


@lru_cache(1)
def _maps(cache, validation_maps):
    maps = [cache / "organs" / f"{name}.npz" for name in json.loads((cache / "organs.json").read_text())]
    patients = sorted({_patient(path) for path in maps})
    step = len(patients) // validation_maps
    held_out = set(patients[::step][:validation_maps])
    return [p for p in maps if _patient(p) not in held_out], [p for p in maps if _patient(p) in held_out]


def painted_maps(config, cache):
    """Organ maps for training and for validation; both scans of one patient fall on the same side."""
    return _maps(cache, config["painted"]["validation_maps"])


def _patient(path):
    return "_".join(path.stem.split("_")[:2])


def _organ_jobs(config, shared, cache):
    training, validation = painted_maps(config, cache)
    wanted = training[: config["painted"]["count"]] + validation
    files = [shared / "organs" / f"{path.stem}.nii.gz" for path in wanted]
    return [("organs", cache / "organs", path.stem, file) for path, file in zip(wanted, files) if file.exists()]


def _painted_job(config, cache, number):
    maps = painted_maps(config, cache)[0]
    seed, varied = config["seed"] * 1000 + number, config["painted"].get("varied", False)
    source = (maps[number % len(maps)], seed, config["spacing_mm"], cache / "cases", None, varied)
    return "paint", cache / "painted", f"painted_{number:04d}", source


def _made_phantom_job(config, cache, number):
    seed = config["phantoms"]["first_seed"] + number
    return "phantom", cache / "phantoms", f"phantom_{seed}", (seed, config["spacing_mm"])


def _validation_jobs(config, cache):
    maps = painted_maps(config, cache)[1]
    count = config["painted"]["validation_count"]
    first_seed, tumours = config["seed"] * 1000 + 900_000, cache / "cases_validation"
    jobs = []
    for k in range(count):
        negative = k % 3 == 2
        folder = "negatives_validation" if negative else "painted_validation"
        source = (maps[k * len(maps) // count], first_seed + k, config["spacing_mm"], tumours, negative, False)
        jobs.append(("paint", cache / folder, f"{folder}_{k:04d}", source))
    return jobs


def _case_jobs(config, shared, cache):
    files = ("suv.nii.gz", "ct_2mm.nii.gz", "seg.nii.gz")
    left_out = config["cases"].get("left_out", [])
    folders = [folder for folder in sorted((shared / "sts").glob("STS_*")) if folder.name not in left_out]
    return _resample_jobs(config, "cases", folders, files, cache)


def _phantom_jobs(config, work, cache):
    folders = [work / "phantoms" / name for name in config["phantoms"]["validation"]]
    there = [folder for folder in folders if (folder / "mask.mha").exists()]
    return _resample_jobs(config, "phantoms", there, ("pet.mha", "ct.mha", "mask.mha"), cache)


def _resample_jobs(config, source, folders, files, cache):
    jobs = []
    for folder in folders:
        target = f"{source}_validation" if folder.name in config[source]["validation"] else source
        paths = [folder / name for name in files]
        jobs.append(("resample", cache / target, folder.name, (*paths, config["spacing_mm"])))
    return jobs


def _run(job):
    """Makes one study unless it is there; gives its source and name."""
    kind, folder, name, source = job
    if is_stored(folder, name):
        return folder.name, name
    if kind == "paint":
        organ_map, seed, spacing, tumour_folder, negative, varied = source
        study = paint(organ_map, seed, spacing, tumours_of(tumour_folder), negative, varied=varied)
        save_study(folder, name, study["ct"], study["pet"], study["mask"], study["anatomy"])
    elif kind == "phantom":
        save_study(folder, name, *make_phantom(*source))
    else:
        _read(kind, folder, name, source)
    return folder.name, name


def _read(kind, folder, name, source):
    # What reads image files is needed here alone, so that training goes on where it is not installed.
    from .organ_map import save_organ_map
    from .resample import resample_study

    if kind == "organs":
        save_organ_map(source, folder / f"{name}.npz")
    else:
        save_study(folder, name, *resample_study(*source))


@lru_cache(2)
def tumours_of(folder, zoom=1.0):
    """The tumours of the prepared patients in `folder`, `zoom` times as many voxels on every axis."""
    cut = [cut_tumour(*study.image, study.mask, zoom) for study in load_studies(folder)]
    return [tumour for tumour in cut if tumour is not None]
