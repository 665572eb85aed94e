"""The model card's tables: python training/evaluate.py --config training/config.json --model weights.

Segments the held-out studies (make_held_out.py) with the built program, thresholds them as a user without a network
would, and has `autopet evaluate` score all masks. Writes `work`/evaluation.json and prints the tables.
"""

import argparse
import json
import subprocess
from pathlib import Path

import numpy as np
import SimpleITK as sitk

from disturb import DISTURBANCES, disturb

ROOT = Path(__file__).resolve().parents[1]
SETS = ("real", "painted", "negatives", "phantoms")
BASELINES = ("SUV 2.5", "SUV 4.0", "41 % of SUVmax", "PERCIST")


def main():
    """Scores the network and the baselines on every set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=ROOT / "training" / "config.json")
    parser.add_argument("--model", type=Path, default=ROOT / "weights")
    parser.add_argument("--sets", nargs="+", default=SETS)
    parser.add_argument("--methods", nargs="+", default=("network", *BASELINES))
    parser.add_argument("--robustness", action="store_true", help="the network on disturbed studies instead")
    parser.add_argument("--tta", default="auto")
    args = parser.parse_args()
    work = args.config.resolve().parent / json.loads(args.config.read_text())["work"]
    sets = [work / "held_out" / name for name in args.sets if (work / "held_out" / name).exists()]
    if args.robustness:
        _robustness(sets, args)
    else:
        _comparison(sets, args, work)


def _comparison(sets, args, work):
    path = work / "evaluation.json"
    for folder in sets:
        for method in args.methods:
            if method == "network":
                _segment(folder / "pet", folder / "ct", folder / "network", args)
            elif not _threshold(folder, method):
                continue
            row = _evaluate(folder, method)
            print(_row(f"{folder.name} | {method}", row), flush=True)
            results = json.loads(path.read_text()) if path.exists() else {}
            results.setdefault(folder.name, {})[method] = row
            path.write_text(json.dumps(results, indent=2) + "\n")


def _robustness(sets, args):
    for folder in sets:
        if folder.name not in ("real", "painted"):
            continue
        for kind in DISTURBANCES:
            changed = folder / "disturbed"
            disturb(folder, changed, kind)
            _segment(changed / "pet", changed / "ct", changed / "network", args)
            print(_row(f"{folder.name} | {kind}", _evaluate(folder, "disturbed/network")), flush=True)


def _segment(pets, cts, target, args):
    target.mkdir(parents=True, exist_ok=True)
    for pet in sorted(pets.glob("*.mha")):
        files = ["--pet", pet, "--ct", cts / pet.name, "--output", target / pet.name, "--model", args.model]
        _autopet("segment", *files, "--tta", args.tta, "--report", target / f"{pet.stem}.json")


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


def _evaluate(folder, method):
    output = folder / method / "metrics.json"
    _autopet("evaluate", "--predictions", folder / method, "--references", folder / "mask", "--output", output)
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
