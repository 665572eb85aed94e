"""The model card's tables: python training/evaluate.py --config training/config.json --model weights.

Segments the held-out studies (make_held_out.py) with the built program, thresholds them as a user without a network
would, and has `autopet evaluate` score all masks. Writes `work`/evaluation.json and prints the tables; with --robustness
instead the network on changed studies: other protocols, a field of view that is cut, poor CTs.
"""

import argparse
import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import SimpleITK as sitk

from disturb import DISTURBANCES, disturb
from fields import FIELDS
from quick import QuickSegmenter

ROOT = Path(__file__).resolve().parents[1]
SETS = ("real", "wholebody", "painted", "negatives", "phantoms")
BASELINES = ("SUV 2.5", "SUV 4.0", "41 % of SUVmax", "PERCIST")


def main():
    """Scores the network and the baselines on every set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=ROOT / "training" / "config.json")
    parser.add_argument("--model", type=Path, default=ROOT / "weights")
    parser.add_argument("--sets", nargs="+", default=SETS)
    parser.add_argument("--methods", nargs="+", default=("network", *BASELINES))
    parser.add_argument("--names", nargs="+", help="only the studies of these names; with --robustness")
    parser.add_argument("--robustness", nargs="*", choices=DISTURBANCES, help="the network on changed studies (all ways by default)")
    parser.add_argument("--tta", default="auto")
    parser.add_argument("--threads", type=int, help="processor threads (default: all)")
    parser.add_argument("--quick", type=Path, help="run these weights in PyTorch instead (quick.py); painted bodies only")
    args = parser.parse_args()
    if args.names is not None and args.robustness is None:
        parser.error("--names goes with --robustness; 'as it is' is one of its kinds")
    config = json.loads(args.config.read_text())
    work = args.config.resolve().parent / config["work"]
    args.quick = args.quick and QuickSegmenter(config, args.quick, args.threads)
    sets = [work / "held_out" / name for name in args.sets if (work / "held_out" / name).exists()]
    if args.robustness is not None:
        _robustness(sets, args, work)
    else:
        _comparison(sets, args, work)


def _comparison(sets, args, work):
    for folder in sets:
        for method in args.methods:
            if method == "network":
                _segment(folder, folder / "network", args)
            elif not _threshold(folder, method):
                continue
            row = _evaluate(folder / method, folder / "mask")
            print(_row(f"{folder.name} | {method}", row), flush=True)
            _keep(work / "evaluation.json", folder.name, method, row)


def _robustness(sets, args, work):
    for folder in sets:
        for kind in args.robustness or DISTURBANCES:
            if kind in FIELDS and not (folder / "anatomy").exists():
                continue
            changed = folder / "disturbed"
            disturb(folder, changed, kind, args.names)
            _segment(changed, changed / "network", args)
            row = _evaluate(changed / "network", changed / "mask")
            print(_row(f"{folder.name} | {kind}", row), flush=True)
            _keep(work / "robustness.json", folder.name, kind, row)


def _keep(path, name, kind, row):
    """Puts a row into the JSON file of all rows."""
    results = json.loads(path.read_text()) if path.exists() else {}
    results.setdefault(name, {})[kind] = row
    path.write_text(json.dumps(results, indent=2) + "\n")


def _segment(folder, target, args):
    """Masks of the folder's studies in `target`, in place of what is there."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    threads = [] if args.threads is None else ["--threads", args.threads]
    for pet in sorted((folder / "pet").glob("*.mha")):
        if args.names is not None and pet.stem not in args.names:
            continue
        if args.quick:
            args.quick.segment(pet, folder / "ct" / pet.name, target / pet.name)
            continue
        files = ["--pet", pet, "--ct", folder / "ct" / pet.name, "--output", target / pet.name, "--model", args.model]
        _autopet("segment", *files, *threads, "--tta", args.tta, "--report", target / f"{pet.stem}.json")


def _threshold(folder, method):
    """Writes the masks of a threshold; false where the set does not have what it needs."""
    if method == "PERCIST" and not (folder / "liver").exists():
        return False
    (folder / method).mkdir(exist_ok=True)
    for path in sorted((folder / "pet").glob("*.mha")):
        image = sitk.ReadImage(str(path))
        pet = sitk.GetArrayViewFromImage(image)
        mask = sitk.GetImageFromArray((pet >= _limit(pet, path, method)).astype(np.uint8))
        mask.CopyInformation(image)
        sitk.WriteImage(mask, str(folder / method / path.name), True)
    return True


def _limit(pet, path, method):
    """Threshold in SUV (g/ml). PERCIST 1.0: 1.5 times the liver's mean plus twice its spread."""
    if method == "41 % of SUVmax":
        return 0.41 * pet.max()
    if method == "PERCIST":
        liver = sitk.GetArrayFromImage(sitk.ReadImage(str(path.parent.parent / "liver" / path.name))) > 0
        values = pet[liver] if liver.any() else np.array([2.0])
        return 1.5 * values.mean() + 2 * values.std()
    return float(method.split()[1])


def _evaluate(predictions, references):
    output = predictions / "metrics.json"
    _autopet("evaluate", "--predictions", predictions, "--references", references, "--output", output)
    aggregates = json.loads(output.read_text())["aggregates"]
    lesions = aggregates["reference_lesions"]["sum"]
    return {
        "studies": aggregates["fpv_ml"]["defined"],
        "dice": aggregates["dice"]["mean"],
        "fpv_ml": aggregates["fpv_ml"]["mean"],
        "fnv_ml": aggregates["fnv_ml"]["mean"],
        "lesions": lesions,
        "found": aggregates["detected_lesions"]["sum"],
        "false_lesions": aggregates["false_lesions"]["mean"],
    }


def _row(name, row):
    def show(value, digits):
        return "-" if value is None else f"{value:.{digits}f}"

    found = f"{row['found']} of {row['lesions']}" if row["lesions"] else "-"
    values = (show(row["dice"], 2), show(row["fpv_ml"], 1), show(row["fnv_ml"], 1), found, show(row["false_lesions"], 1))
    return f"| {name} | {row['studies']} | {' | '.join(values)} |"


def _autopet(*arguments):
    command = ["node", str(ROOT / "dist" / "cli.js"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")


if __name__ == "__main__":
    main()
