"""How good the organ map is: python training/organs.py --config training/config.json --model weights --bodies 10

Has the built program segment held-out painted bodies (held_out_bodies.py) and compares what it writes with --organs, voxel by voxel, with
what each body was painted as (lesions left out).
"""

import argparse
import json
import subprocess
from pathlib import Path

import numpy as np
import SimpleITK as sitk

from held_out_bodies import HeldOutBodies

ROOT = Path(__file__).resolve().parents[1]


def main():
    """Prints a line a body, then each organ's mean Dice over the bodies that have at least 5 ml of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=ROOT / "training" / "config.json")
    parser.add_argument("--model", type=Path, default=ROOT / "weights")
    parser.add_argument("--bodies", type=int, default=10)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    config = json.loads(args.config.read_text())
    bodies = HeldOutBodies(config, args.config.resolve().parent / config["work"])
    classes = json.loads((args.model / "model.json").read_text())["organs"]
    organs = {name: value for value, name in enumerate(classes) if name is not None}
    scores = {name: [] for name in organs}
    for number in range(args.bodies):
        found = _segment(bodies, number, args)
        truth, lesions = bodies.array(number, "anatomy"), bodies.array(number, "mask") > 0
        row = {name: dice(found == value, (truth == value) & ~lesions) for name, value in organs.items()}
        for name, value in organs.items():
            if (truth == value).sum() * 0.027 >= 5:
                scores[name].append(row[name])
        print(f"body {number}: {', '.join(f'{name} {value:.2f}' for name, value in row.items())}", flush=True)
    for name, values in scores.items():
        print(f"{name}: mean Dice {np.mean(values):.2f}, lowest {min(values):.2f}, {len(values)} bodies" if values else f"{name}: in no body")


def dice(found, truth):
    """2 |A and B| / (|A| + |B|); 1 where neither is."""
    total = found.sum() + truth.sum()
    return 1.0 if total == 0 else 2 * (found & truth).sum() / total


def _segment(bodies, number, args):
    organs, mask = (bodies.folder / name for name in ("organs.mha", "found.mha"))
    command = ["node", str(ROOT / "dist" / "cli.js"), "segment", "--accept-input", "--model", str(args.model), "--threads", str(args.threads)]
    images = [part for image in ("pet", "ct") for part in (f"--{image}", str(bodies.path(number, image)))]
    written = ["--output", str(mask), "--organs", str(organs)]
    subprocess.run([*command, *images, *written], check=True, stdout=subprocess.DEVNULL)
    return sitk.GetArrayFromImage(sitk.ReadImage(str(organs)))


if __name__ == "__main__":
    main()
