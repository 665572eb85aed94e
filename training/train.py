"""Prepares the studies, trains the network, keeps the best: python training/train.py --config training/config.json.

Run again to go on from the last checkpoint.
"""

import argparse
import copy
import json
import math
import multiprocessing
import os
import time
from pathlib import Path

import torch
from torch.utils.data import DataLoader

from anatomy_heads import AnatomyHeads
from initial_weights import load_initial_weights
from loss import deep_supervision_loss
from network import build_network
from processes import average_over_processes, join_processes
from studies.patches import Patches
from studies.prepare import paint_missing, prepare_studies
from supervise import supervised_outputs
from validate import validate

WARM_UP = 100
ANATOMY_WEIGHT = 1.0


def main():
    """The one command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    parser.add_argument("--init-from", type=Path, help="checkpoint (.pth) or .onnx of the same network to start from")
    args = parser.parse_args()
    config = json.loads(args.config.read_text())
    work = args.config.resolve().parent / config["work"]
    rank, processes = join_processes()
    if rank == 0:
        prepare_studies(config, args.shared, work)
        multiprocessing.Process(target=_paint_ahead, args=(config, args.shared, work), daemon=True).start()
    torch.set_num_threads(config["threads"])
    torch.set_flush_denormal(True)
    train(config, args.shared, work, args.init_from, rank, processes)


def _paint_ahead(config, shared, work):
    os.nice(14)
    paint_missing(config, shared, work)


def train(config, shared, work, init_from=None, rank=0, processes=1):
    """Trains to config["iterations"], from `work`/last.pt where that exists; writes last.pt, best.pt and log.jsonl.

    A fresh start takes its weights from `init_from`, or at random. Each of several processes
    trains on its part of every batch; the first of them keeps the books.
    """
    torch.manual_seed(config["seed"])
    network = build_network(config["network"], deep_supervision=True)
    if init_from is not None:
        load_initial_weights(network, init_from)
    average = copy.deepcopy(network)
    average.decoder.deep_supervision = False
    heads = AnatomyHeads(config["network"]["features_per_stage"][-3:0:-1])
    learned = [*network.parameters(), *heads.parameters()]
    optimizer = torch.optim.AdamW(learned, weight_decay=config["weight_decay"], fused=True)
    state = {"iteration": 0, "best": -1.0}
    if (work / "last.pt").exists():
        saved = torch.load(work / "last.pt", weights_only=True)
        network.load_state_dict(saved["network"])
        heads.load_state_dict(saved["heads"])
        average.load_state_dict(saved["average"])
        optimizer.load_state_dict(saved["optimizer"])
        state = saved["state"]
    batch = config["batch_size"]
    patches = Patches(config, shared, work / "cache", state["iteration"] * batch, config["iterations"] * batch)
    mine = range(rank, len(patches), processes)
    loader = DataLoader(
        patches, batch // processes, sampler=mine, num_workers=1, prefetch_factor=6, worker_init_fn=_single_thread
    )
    mean_loss, since = None, time.time()
    network.train()
    for sample in loader:
        if state["iteration"] >= config["freeze_norm_at"] * config["iterations"]:
            _freeze_norm(network)
        loss = _step(network, heads, optimizer, sample, _learning_rate(config, state["iteration"]))
        state["iteration"] += 1
        _average(average, network, config["ema_decay"], state["iteration"])
        mean_loss = loss if mean_loss is None else 0.98 * mean_loss + 0.02 * loss
        if rank > 0:
            continue
        if state["iteration"] % config["checkpoint_every"] == 0:
            seconds, since = time.time() - since, time.time()
            _log(work, {"iteration": state["iteration"], "loss": round(mean_loss, 4), "seconds": round(seconds, 1)})
            _save(work / "last.pt", network, heads, average, optimizer, state)
        if state["iteration"] % config["validate_every"] == 0 or state["iteration"] == config["iterations"]:
            _keep_best(config, work, network, heads, average, optimizer, state)
            since = time.time()


def _step(network, heads, optimizer, sample, rate):
    image, mask, anatomy = sample
    for group in optimizer.param_groups:
        group["lr"] = rate
    pairs, features = supervised_outputs(network, image.contiguous(memory_format=torch.channels_last_3d), mask)
    loss = deep_supervision_loss(pairs)
    total = loss + ANATOMY_WEIGHT * heads.loss(features, anatomy, mask)
    optimizer.zero_grad(set_to_none=True)
    total.backward()
    learned = [parameter for group in optimizer.param_groups for parameter in group["params"]]
    average_over_processes([parameter.grad for parameter in learned if parameter.grad is not None])
    torch.nn.utils.clip_grad_norm_(learned, 12.0)
    optimizer.step()
    average_over_processes([buffer for buffer in network.buffers() if buffer.is_floating_point()])
    return loss.item()


def _learning_rate(config, iteration):
    """Linear warm-up, then a cosine down to a hundredth."""
    progress = iteration / config["iterations"]
    cosine = 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * progress))
    return config["learning_rate"] * cosine * min(1, (iteration + 1) / WARM_UP)


def _freeze_norm(network):
    """From here on batch normalisation uses its running statistics, as inference does.

    Batches are small and unlike each other (a head, a thigh, a crop): their own statistics would mislead.
    """
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm3d):
            module.eval()


@torch.no_grad()
def _average(average, network, decay, iteration):
    """Exponential moving average of the weights and the running statistics, shorter at the start."""
    decay = min(decay, (1 + iteration) / (10 + iteration))
    for mean, new in zip(average.state_dict().values(), network.state_dict().values()):
        if mean.is_floating_point():
            mean.lerp_(new, 1 - decay)
        else:
            mean.copy_(new)


def _keep_best(config, work, network, heads, average, optimizer, state):
    report = validate(average.eval(), config, work / "cache", most=config["validate_at_most"])
    report["iteration"] = state["iteration"]
    _log(work, report)
    if report["score"] > state["best"]:
        state["best"] = report["score"]
        _save(work / "best.pt", network, heads, average, optimizer, state)
    _save(work / "last.pt", network, heads, average, optimizer, state)


def _save(path, network, heads, average, optimizer, state):
    """Writes beside the file and renames, so that an interrupted run leaves a whole checkpoint."""
    parts = {"network": network, "heads": heads, "average": average, "optimizer": optimizer}
    states = {name: part.state_dict() for name, part in parts.items()}
    torch.save({**states, "state": state}, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def _log(work, row):
    with (work / "log.jsonl").open("a") as log:
        log.write(json.dumps(row) + "\n")
    brief = {name: _without_studies(part) for name, part in row.items()}
    print(json.dumps(brief), flush=True)


def _without_studies(part):
    if not isinstance(part, dict):
        return part
    return {key: round(value, 3) if isinstance(value, float) else value for key, value in part.items() if key != "studies"}


def _single_thread(_):
    torch.set_num_threads(1)


if __name__ == "__main__":
    main()
