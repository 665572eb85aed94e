"""Writes the nnU-Net model folder from a training checkpoint: python training/export_model.py --config training/config.json."""

import argparse
import hashlib
import json
from pathlib import Path

import torch

from export.nnunet_files import dataset_json, plans_json
from export.onnx_graph import export_onnx
from network import build_network

FILES = ("plans.json", "dataset.json", "fold_0/checkpoint_final.onnx")
LICENCE = "Apache-2.0"


def main():
    """Exports the averaged weights of `--checkpoint` (the best one by default) into `--output`."""
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=here / "config.json")
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--output", type=Path, default=here.parent / "weights")
    args = parser.parse_args()
    config = json.loads(args.config.read_text())
    work = args.config.resolve().parent / config["work"]
    checkpoint = args.checkpoint or work / "best.pt"
    export_model(config, torch.load(checkpoint, weights_only=True), args.output, work)


def export_model(config, saved, output, work):
    """Writes plans.json, dataset.json, the ONNX file and model.json to `output`, and nnU-Net's .pth to `work`/nnunet."""
    network = build_network(config["network"]).eval()
    network.load_state_dict(saved["average"])
    counts = {s: len(list((work / "cache" / s).glob("*.image.npy"))) for s in ("painted", "cases", "phantoms")}
    plans, dataset = plans_json(config), dataset_json(sum(counts.values()))
    (output / "fold_0").mkdir(parents=True, exist_ok=True)
    _write_json(output / "plans.json", plans)
    _write_json(output / "dataset.json", dataset)
    worst = export_onnx(network, config["patch_size"], output / FILES[2])
    print(f"ONNX differs from torch by at most {worst:.2e}")
    _write_json(output / "model.json", _model_json(config, saved["state"], counts, output))
    _write_checkpoint(network, plans, dataset, saved["state"], work / "nnunet")


def _model_json(config, state, counts, output):
    made_of = f"{counts['painted']} painted bodies, {counts['cases']} sarcoma patients, {counts['phantoms']} phantoms"
    return {
        "mirror_axes": [0, 1, 2],
        "orientation": "LPS",
        **config["postprocessing"],
        "licence": LICENCE,
        "provenance": f"Trained from scratch on {made_of}; {state['iteration']} iterations. See MODEL_CARD.md.",
        "sha256": {name: hashlib.sha256((output / name).read_bytes()).hexdigest() for name in FILES},
    }


def _write_checkpoint(network, plans, dataset, state, folder):
    """nnU-Net's own checkpoint dictionary, in a model folder that nnUNetv2_predict_from_modelfolder takes."""
    (folder / "fold_0").mkdir(parents=True, exist_ok=True)
    _write_json(folder / "plans.json", plans)
    _write_json(folder / "dataset.json", dataset)
    torch.save(
        {
            "network_weights": network.state_dict(),
            "optimizer_state": {},
            "grad_scaler_state": None,
            "logging": {},
            "_best_ema": state["best"],
            "current_epoch": state["iteration"],
            "init_args": {"plans": plans, "configuration": "3d_fullres", "fold": 0, "dataset_json": dataset},
            "trainer_name": "nnUNetTrainer",
            "inference_allowed_mirroring_axes": (0, 1, 2),
        },
        folder / "fold_0" / "checkpoint_final.pth",
    )


def _write_json(path, value):
    path.write_text(json.dumps(value, indent=2) + "\n")


if __name__ == "__main__":
    main()
