"""Prepares the studies, trains the network: python training/train.py --config training/config.json.

Run again to go on from the last checkpoint.
"""

import argparse
import copy
import json
import math
import os
import time
from pathlib import Path

import torch

from anatomy_heads import AnatomyHeads
from head_start import teach_new_heads
from initial_weights import load_initial_weights
from loss import deep_supervision_loss
from network import build_network, half_precision
from studies.patches import draw_batch
from studies.pool import Pool
from studies.prepare import prepare_studies, start_making
from supervise import supervised_outputs
from validate import validate

WARM_UP = 200
ANATOMY_WEIGHT = 1.0


def main():
    """The one command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    parser.add_argument("--init-from", type=Path, help="checkpoint (.pt, .pth) or .onnx of the same network to start from")
    parser.add_argument("--minutes", type=float, help="train for that long instead of the configuration's iterations")
    parser.add_argument("--processes", type=int, default=max(1, os.cpu_count() - 2),
                        help="processes that paint bodies beside training; with 0 one thread does everything")
    args = parser.parse_args()
    config = json.loads(args.config.read_text())
    work = args.config.resolve().parent / config["work"]
    prepare_studies(config, args.shared, work, max(1, args.processes))
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.backends.cudnn.benchmark = True
    torch.set_flush_denormal(True)
    if args.processes == 0:
        torch.set_num_threads(1)
    workers, jobs = start_making(config, work / "cache", args.processes)
    try:
        train(config, work, Pool(work / "cache", device, jobs), device, args.init_from, args.minutes)
    finally:
        workers.shutdown(cancel_futures=True)


def train(config, work, pool, device, init_from=None, minutes=None):
    """Trains through config["stages"], for `minutes` if given, from `work`/last.pt where that exists; writes last.pt and log.jsonl.

    A fresh start takes its weights from `init_from`, or at random.
    """
    started, total = time.time(), sum(stage["iterations"] for stage in config["stages"])
    torch.manual_seed(config["seed"])
    network = build_network(config["network"], deep_supervision=True)
    heads = AnatomyHeads(config["network"]["features_per_stage"][-3:0:-1])
    if init_from is not None:
        load_initial_weights(network, heads, init_from)
    network.to(device)
    heads.to(device)
    average = copy.deepcopy(network)
    average.decoder.deep_supervision = False
    learned = [*network.parameters(), *heads.parameters()]
    optimizer = torch.optim.AdamW(learned, weight_decay=config["weight_decay"], fused=True)
    parts = {"network": network, "heads": heads, "average": average, "optimizer": optimizer}
    iteration = _resume(work / "last.pt", parts, device)
    pool.wait_for(config["painted"]["first_pool"])
    if iteration == 0 and init_from is not None and config.get("head_start"):
        teach_new_heads(network, heads, (draw_batch(pool, config, 10**6 + k) for k in range(config["head_start"])))
    for stage in network.encoder.stages[: config.get("fixed_stages", 0)]:
        stage.requires_grad_(False)
    mean_loss, since, progress = None, time.time(), 0.0
    network.train()
    while progress < 1:
        progress = iteration / total if minutes is None else (time.time() - started) / (60 * minutes)
        stage, along = _stage(config["stages"], progress * total)
        if along >= stage["freeze_norm_at"]:
            _freeze_norm(network)
        pool.take_one()
        rate = _learning_rate(stage, along) * min(1, (iteration + 1) / WARM_UP)
        loss = _step(network, heads, optimizer, draw_batch(pool, config, iteration), rate, stage["lesion_weight"])
        iteration += 1
        _average(average, network, config["ema_decay"], iteration)
        mean_loss = loss if mean_loss is None else 0.99 * mean_loss + 0.01 * loss
        if iteration % config["log_every"] == 0:
            row = {"iteration": iteration, "loss": round(mean_loss.item(), 4), "seconds": round(time.time() - since, 1)}
            _log(work, {**row, "progress": round(progress, 3), "studies": pool.sizes()})
            since = time.time()
        if iteration % config["checkpoint_every"] == 0:
            _save(work / "last.pt", parts, pool, iteration)
    _save(work / "last.pt", parts, pool, iteration)
    _log(work, {**validate(average.eval(), config, work / "cache"), "iteration": iteration})


def _resume(path, parts, device):
    if not path.exists():
        return 0
    saved = torch.load(path, weights_only=True, map_location=device)
    for name, part in parts.items():
        part.load_state_dict(saved[name])
    return saved["iteration"]


def _stage(stages, done):
    """The stage that iteration `done` falls into, and which share of that stage lies behind."""
    for stage in stages[:-1]:
        if done < stage["iterations"]:
            return stage, done / stage["iterations"]
        done -= stage["iterations"]
    return stages[-1], min(1, done / stages[-1]["iterations"])


def _step(network, heads, optimizer, batch, rate, lesion_weight):
    image, mask, anatomy = batch
    for group in optimizer.param_groups:
        group["lr"] = rate
    image = image.contiguous(memory_format=torch.channels_last_3d)
    with half_precision(image.device):
        pairs, features = supervised_outputs(network, image, mask)
        loss = deep_supervision_loss(pairs, lesion_weight)
        total = loss + ANATOMY_WEIGHT * heads.loss(features, anatomy, mask)
    optimizer.zero_grad(set_to_none=True)
    total.backward()
    learned = [parameter for group in optimizer.param_groups for parameter in group["params"]]
    torch.nn.utils.clip_grad_norm_(learned, 12.0)
    optimizer.step()
    return loss.detach()


def _learning_rate(stage, along):
    """A cosine down to a hundredth."""
    return stage["learning_rate"] * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * along)))


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
    for means, news in ((average.parameters(), network.parameters()), (average.buffers(), network.buffers())):
        pairs = [(mean, new) for mean, new in zip(means, news) if mean.is_floating_point()]
        torch._foreach_lerp_([mean for mean, _ in pairs], [new for _, new in pairs], 1 - decay)


def _save(path, parts, pool, iteration):
    """Writes beside the file and renames, so that an interrupted run leaves a whole checkpoint."""
    states = {name: part.state_dict() for name, part in parts.items()}
    torch.save({**states, "iteration": iteration, "studies": pool.sizes()}, path.with_suffix(".new"))
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


if __name__ == "__main__":
    main()
