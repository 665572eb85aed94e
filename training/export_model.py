"""Writes an nnU-Net v2 model folder from a training checkpoint: python training/export_model.py --config training/config.json.

`autopet import` turns that folder into the one that is shipped.
"""

import argparse
import json
from pathlib import Path

import torch

from network import build_network
from nnunet_files import dataset_json, plans_json

LICENCE = "Apache-2.0"


def main():
    """Exports the averaged weights of `--checkpoint` into `--output`."""
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=here / "config.json")
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--output", type=Path, help="default: nnunet in the configuration's work folder")
    args = parser.parse_args()
    config = json.loads(args.config.read_text())
    work = args.config.resolve().parent / config["work"]
    saved = torch.load(args.checkpoint or work / "last.pt", weights_only=True)
    export_model(config, saved, args.output or work / "nnunet")


def export_model(config, saved, folder):
    """Writes plans.json, dataset.json, fold_0/checkpoint_final.pth and the model.json that autopet reads beside them."""
    network = build_network(config["network"]).eval()
    network.load_state_dict(saved["average"])
    counts = saved["studies"]
    plans, dataset = plans_json(config), dataset_json(sum(counts.values()))
    (folder / "fold_0").mkdir(parents=True, exist_ok=True)
    _write_json(folder / "plans.json", plans)
    _write_json(folder / "dataset.json", dataset)
    _write_json(folder / "model.json", _model_json(config, saved["iteration"], counts))
    _write_checkpoint(network, plans, dataset, saved["iteration"], folder / "fold_0" / "checkpoint_final.pth")


def _model_json(config, iteration, counts):
    before = config.get("trained_before", "Trained at 4 mm")
    made_of = f"{counts['painted']} painted bodies, {counts['cases']} sarcoma patients, {counts['phantoms']} phantoms"
    return {
        "mirror_axes": [],  # mirroring left and right gained nothing, and takes twice the time
        "orientation": "LPS",
        "tracers": ["FDG"],
        **config["postprocessing"],
        "licence": LICENCE,
        "provenance": f"{before}, then on {made_of}; {iteration} iterations of the latter. See MODEL_CARD.md.",
    }


def _write_checkpoint(network, plans, dataset, iteration, path):
    """nnU-Net's own checkpoint dictionary; nnUNetv2_predict_from_modelfolder takes the folder too."""
    torch.save(
        {
            "network_weights": {name: value.contiguous() for name, value in network.state_dict().items()},
            "optimizer_state": {},
            "grad_scaler_state": None,
            "logging": {},
            "_best_ema": None,
            "current_epoch": iteration,
            "init_args": {"plans": plans, "configuration": "3d_fullres", "fold": 0, "dataset_json": dataset},
            "trainer_name": "nnUNetTrainer",
            "inference_allowed_mirroring_axes": None,
        },
        path,
    )


def _write_json(path, value):
    path.write_text(json.dumps(value, indent=2) + "\n")


if __name__ == "__main__":
    main()
