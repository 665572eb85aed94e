"""A mean of two weights of the configuration's network: python training/mean_weights.py FIRST SECOND.pt OUTPUT.pt --share 0.5

Networks of which one was trained on from the other lie near enough for their mean to be one too; it keeps more of what the first knew than
the second does. To be exported, calibrated and evaluated, or trained on from, like any checkpoint.
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
    if args.first.suffix == ".onnx":  # which lacks the heads of the coarser resolutions
        heads = [name for name in first if name.startswith("decoder.seg_layers.")]
        for name in heads:
            if not name.startswith(_last_head(config)):
                del first[name]
    mean = {name: first[name].lerp(value, args.share) if name in first and value.is_floating_point() else value for name, value in second.items()}
    saved = torch.load(args.second, weights_only=True, map_location="cpu")
    saved["average"] = mean
    saved["network"] = {**saved["network"], **mean}
    torch.save(saved, args.output)


def _weights(config, path):
    network = build_network(config["network"]).eval()
    load_initial_weights(network, None, path)
    state = network.state_dict()
    # What is one logit in a file of autopet is two here; only their difference means anything.
    last_head = _last_head(config)
    return {name: value - value[:1] if name.startswith(last_head) else value for name, value in state.items()}


def _last_head(config):
    return f"decoder.seg_layers.{len(config['network']['n_conv_per_stage_decoder']) - 1}."


if __name__ == "__main__":
    main()
