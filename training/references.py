"""Where reference regions come to lie: python training/references.py --config training/config.json

Has the built program measure held-out painted bodies (held_out_bodies.py) and looks, in the organ map that each was painted onto, how
many of the liver's spheres lie wholly inside. Lesions are those that were painted.
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
    """Prints a line a body, then the sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=ROOT / "training" / "config.json")
    parser.add_argument("--bodies", type=int, default=54)
    args = parser.parse_args()
    config = json.loads(args.config.read_text())
    bodies = HeldOutBodies(config, args.config.resolve().parent / config["work"])
    inside, outside, refused = [], [], []
    for number in range(args.bodies):
        liver = _measure(bodies, number)["references"]["liver"]
        if "not_found" in liver:
            refused.append(number)
            print(f"body {number}: {liver['not_found']}", flush=True)
            continue
        share = _share_inside(bodies, number, liver)
        (inside if share == 1 else outside).append(number)
        print(f"body {number}: {100 * share:.0f} % inside, SUVmean {liver['suv_mean']:.2f}", flush=True)
    placed = len(inside) + len(outside)
    print(f"{args.bodies} bodies: {placed} placed, {len(inside)} of them wholly inside; {len(refused)} not found {refused}; outside {outside}")


def _measure(bodies, number):
    report = bodies.folder / "report.json"
    pet, ct, mask = (str(bodies.path(number, image)) for image in ("pet", "ct", "mask"))
    command = ["node", str(ROOT / "dist" / "cli.js"), "measure", "--accept-input"]
    subprocess.run([*command, "--pet", pet, "--ct", ct, "--mask", mask, "--report", str(report)], check=True, stdout=subprocess.DEVNULL)
    return json.loads(report.read_text())


def _share_inside(bodies, number, region):
    """Share of the sphere's voxels that are liver, lesions none."""
    liver = sitk.ReadImage(str(bodies.path(number, "liver")))
    labels = sitk.GetArrayFromImage(liver)
    z, y, x = np.indices(labels.shape, sparse=True)
    away = sum(
        (axis * spacing + origin - centre) ** 2
        for axis, spacing, origin, centre in zip((x, y, z), liver.GetSpacing(), liver.GetOrigin(), region["centre_mm"])
    )
    return labels[away <= region["radius_mm"] ** 2].mean()


if __name__ == "__main__":
    main()
