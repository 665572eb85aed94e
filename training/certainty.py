"""How sure the network is of true and of false lesions: python training/certainty.py --config training/config-varied.json.

For choosing `lesion_certainty`. Paints bodies with seeds of their own onto held-out organ maps, two of three of them varied, every
other one cut at an end, every fourth with a CT made up from its PET, and segments them. Prints how sure the network is of
predicted components at their surest voxel, by volume, and what asking for more would drop.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from scipy import ndimage

from initial_weights import load_initial_weights
from made_up_ct import make_up_ct
from network import build_network, half_precision
from painting.paint import paint
from predict import predict_logits
from studies.components import NEIGHBOURS
from studies.prepare import painted_maps, tumours_of

FIRST_SEED = 7_100_000
VOLUMES_ML = (0, 1, 3, 10, np.inf)


def main():
    """Prints the tables."""
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=here / "config.json")
    parser.add_argument("--checkpoint", type=Path, help="a .pt, .pth or .onnx (default: last.pt of the work folder)")
    parser.add_argument("--bodies", type=int, default=12)
    parser.add_argument("--first", type=int, default=0, help="number of the first body")
    args = parser.parse_args()
    config = json.loads(args.config.read_text())
    work = args.config.resolve().parent / config["work"]
    torch.set_num_threads(1)
    network = build_network(config["network"]).eval()
    load_initial_weights(network, None, args.checkpoint or work / "last.pt")
    maps = painted_maps(config, work / "cache")[1]
    tumours = tumours_of(work / "cache" / "cases_validation")
    rows, lesions = [], 0
    for number in range(args.first, args.first + args.bodies):
        study = _body(maps[(5 * number + 2) % len(maps)], number, config["spacing_mm"], tumours)
        found, count, fresh = _components(network, study, config)
        lesions += count
        print(f"body {number}: {count} lesions, {found} found", flush=True)
        rows += [(number, *row) for row in fresh]
    _tables(np.array(rows), lesions)


def _body(organ_map, number, spacing, tumours):
    rng = np.random.default_rng([FIRST_SEED, number])
    study = paint(organ_map, FIRST_SEED + number, spacing, tumours, number % 4 == 3, varied=number % 3 != 0)
    if number % 2:
        depth = len(study["pet"])
        end = slice(None, int(rng.uniform(0.75, 0.98) * depth)) if rng.random() < 0.7 else slice(int(0.2 * depth), None)
        study = {name: volume[end] for name, volume in study.items()}
    elif number % 4 == 2:
        study["ct"] = make_up_ct(study["pet"], [spacing] * 3, "crude")
    return study


def _components(network, study, config):
    """How many lesions were found, how many there are, and of each component: volume (ml), surest logit, 1 for a true one."""
    with half_precision(torch.device("cpu")):
        logits = predict_logits(network, np.stack([study["ct"], study["pet"]]), config)
    truth = study["mask"] > 0
    lesions, count = ndimage.label(truth, NEIGHBOURS)
    parts, number = ndimage.label(logits > 0, NEIGHBOURS)
    rows = []
    for k, box in enumerate(ndimage.find_objects(parts), 1):
        inside = parts[box] == k
        met = np.unique(lesions[box][inside])
        volume = inside.sum() * config["spacing_mm"] ** 3 / 1000
        rows.append((volume, logits[box][inside].max(), len(met[met > 0])))
    return len(np.setdiff1d(np.unique(lesions[logits > 0]), [0])), count, rows


def _tables(rows, lesions):
    _, volume, logit, true = rows.T
    print(f"{lesions} lesions; by volume (ml): logits of true components at 0, 5, 25, 50 %; of false ones at 50, 75, 95, 100 %")
    for low, high in zip(VOLUMES_ML, VOLUMES_ML[1:]):
        inside = (volume >= low) & (volume < high)
        good, bad = inside & (true > 0), inside & (true == 0)
        print(f"{low} to {high}: {good.sum()} true: {_show(logit[good], (0, 5, 25, 50))}; "
              f"{bad.sum()} false, {volume[bad].sum():.1f} ml: {_show(logit[bad], (50, 75, 95, 100))}")
        for asked in range(9):
            lost, left = good & (logit < asked), bad & (logit >= asked)
            print(f"  from {asked}: {lost.sum()} true lost, {volume[lost].sum():.1f} ml; "
                  f"{left.sum()} false left, {volume[left].sum():.1f} ml")


def _show(values, shares):
    return " ".join(f"{value:.1f}" for value in np.percentile(values, shares)) if len(values) else "-"


if __name__ == "__main__":
    main()
