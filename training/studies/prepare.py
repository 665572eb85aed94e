"""Filling the cache: painted bodies, real cases, phantoms. What is there already is kept."""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from painting.paint import paint

from .resample import resample_study
from .store import save_study


def prepare_studies(config, shared, work):
    """Prepares every missing study under `work`/cache.

    `shared` is the shared data folder (with `organs/` and `sts/`). Phantoms are read from `work`/phantoms, if that
    is there: one folder per case with pet.mha, ct.mha and mask.mha.
    """
    cache = work / "cache"
    jobs = _painted_jobs(config, shared, cache) + _case_jobs(config, shared, cache) + _phantom_jobs(config, work, cache)
    missing = [job for job in jobs if not (job[1] / f"{job[2]}.image.npy").exists()]
    with ProcessPoolExecutor(config["threads"]) as pool:
        for done, name in enumerate(pool.map(_run, missing), 1):
            print(f"prepared {name} ({done}/{len(missing)})", flush=True)


def painted_maps(config, shared):
    """Organ maps for training and for validation; both scans of one patient fall on the same side."""
    maps = sorted((shared / "organs").glob("*.nii.gz"))
    patients = sorted({_patient(path) for path in maps})
    step = len(patients) // config["painted"]["validation_maps"]
    held_out = set(patients[::step][: config["painted"]["validation_maps"]])
    return [p for p in maps if _patient(p) not in held_out], [p for p in maps if _patient(p) in held_out]


def _patient(path):
    return "_".join(path.name.split("_")[:2])


def _painted_jobs(config, shared, cache):
    train, validation = painted_maps(config, shared)
    first_seed = config["seed"] * 1000
    jobs = [
        ("paint", cache / "painted", f"painted_{k:04d}", (train[k % len(train)], first_seed + k, config["spacing_mm"]))
        for k in range(config["painted"]["count"])
    ]
    step = max(1, len(validation) // config["painted"]["validation_count"])
    for k in range(config["painted"]["validation_count"]):
        source = (validation[k * step], first_seed + 900_000 + k, config["spacing_mm"])
        jobs.append(("paint", cache / "painted_validation", f"painted_validation_{k:04d}", source))
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


def _run(job):
    kind, folder, name, source = job
    if kind == "paint":
        study = paint(*source)
        ct, pet, mask = study["ct"], study["pet"], study["mask"]
    else:
        ct, pet, mask = resample_study(*source)
    save_study(Path(folder), name, ct, pet, mask)
    return name
