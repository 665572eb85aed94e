"""Scores of a checkpoint on the held-out studies, with mirroring: python training/report.py --config training/config.json."""

import argparse
import json
from pathlib import Path

import torch

from network import build_network
from validate import SOURCES, validate


def main():
    """Prints one line per source and per study, and writes `work`/report.json."""
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=here / "config.json")
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--no-mirror", action="store_true")
    args = parser.parse_args()
    config = json.loads(args.config.read_text())
    work = args.config.resolve().parent / config["work"]
    network = build_network(config["network"]).eval()
    network.load_state_dict(torch.load(args.checkpoint or work / "last.pt", weights_only=True)["average"])
    report = validate(network, config, work / "cache", mirror=not args.no_mirror)
    for source in SOURCES:
        if source in report:
            rows = report[source].pop("studies")
            print(source, json.dumps(report[source]))
            for row in rows:
                print("  ", json.dumps(row))
            report[source]["studies"] = rows
    (work / "report.json").write_text(json.dumps(report, indent=2) + "\n")


if __name__ == "__main__":
    main()
