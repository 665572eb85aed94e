"""A mean of two weights of the configuration's network: python training/mean_weights.py FIRST SECOND.pt OUTPUT.pt --share 0.5

Networks of which one was trained on from the other lie near enough for their mean to be one too; it keeps more of what the first knew than
the second does; of two checkpoints the heads that name the tissue too. To be exported, calibrated and evaluated, or trained on from, like any checkpoint.
"""

import argparse
import json
from pathlib import Path

import torch

from initial_weights import load_initial_weights
from network import build_network


def main():
    """Writes SECOND with the mean of the weights in it."""
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path, help="a .pt, .pth or .onnx")
    parser.add_argument("second", type=Path, help="a checkpoint of train.py")
    parser.add_argument("output", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="weight of SECOND, 0 to 1")
    parser.add_argument("--config", type=Path, default=here / "config-varied.json")
    args = parser.parse_args()
    config = json.loads(args.config.read_text())
    first, second = (_weights(config, path) for path in (args.first, args.second))
    mean = {name: first[name].lerp(value, args.share) if name in first and value.is_floating_point() else value for name, value in second.items()}
    saved = torch.load(args.second, weights_only=True, map_location="cpu")
    saved["average"] = mean
    saved["network"] = {**saved["network"], **mean}
    if args.first.suffix == ".pt":
        heads = torch.load(args.first, weights_only=True, map_location="cpu")["heads"]
        saved["heads"] = {name: heads[name].lerp(value, args.share) for name, value in saved["heads"].items()}
    torch.save(saved, args.output)


def _weights(config, path):
    """The state of the network; of an ONNX file without the heads of the coarser resolutions, which it lacks."""
    network = build_network(config["network"]).eval()
    load_initial_weights(network, None, path)
    heads, last_head = "decoder.seg_layers.", f"decoder.seg_layers.{len(network.decoder.seg_layers) - 1}."
    state = {}
    for name, value in network.state_dict().items():
        if name.startswith(last_head):
            # What is one logit in a file of autopet is two here; only their difference means anything.
            state[name] = value - value[:1]
        elif path.suffix != ".onnx" or not name.startswith(heads):
            state[name] = value
    return state


if __name__ == "__main__":
    main()
