"""Makes an nnU-Net model folder with random weights from a plans.json, and one tile with PyTorch's logits.

    pip install nnunetv2==2.8.1
    python bench/import/make_checkpoint.py plans.json out [--organ-head 11] [--float64]

`out` then holds plans.json, dataset.json and fold_0/checkpoint_final.pth, optimiser state included as
training leaves it, and in tile/ the input and the logits of PyTorch (float32; with --float64 also
computed in float64, in slabs so that a patch of 192^3 fits into 8 GiB). measure.mjs takes it from there.
"""
import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from nnunetv2.utilities.get_network_from_plans import get_network_from_plans
from nnunetv2.utilities.plans_handling.plans_handler import PlansManager
from torch import nn
from torch.nn import functional as F

LARGEST_COLUMNS = 2**25  # values that one convolution may unfold at once


def main():
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    plans = json.loads(args.plans.read_text())
    configuration = PlansManager(plans).get_configuration(args.configuration)
    network = get_network_from_plans(
        configuration.network_arch_class_name,
        configuration.network_arch_init_kwargs,
        configuration.network_arch_init_kwargs_req_import,
        args.channels,
        args.classes,
        deep_supervision=True,
    )
    # As after training: affine parameters are not ones and zeros, the channels not all alike.
    for name, parameter in network.named_parameters():
        if ".norm." in name or ".all_modules.1." in name:
            nn.init.normal_(parameter, mean=float(name.endswith("weight")), std=0.2)
    write_model(args, plans, network)
    network.decoder.deep_supervision = False
    write_tile(args, network.eval(), configuration.patch_size)


def write_model(args, plans, network):
    folder = args.out / "fold_0"
    folder.mkdir(parents=True, exist_ok=True)
    channels = ["CT", "PET", *(f"extra{i}" for i in range(2, args.channels))]
    dataset = {
        "channel_names": dict(enumerate(channels)),
        "labels": {"background": 0, **{f"label{i}": i for i in range(1, args.classes)}},
        "numTraining": 1,
        "file_ending": ".nii.gz",
    }
    (args.out / "plans.json").write_text(json.dumps(plans))
    (args.out / "dataset.json").write_text(json.dumps(dataset))
    modalities = ["CT", *["PET"] * (args.channels - 1)]
    (args.out / "model.json").write_text(json.dumps({"channels": modalities}))
    weights = network.state_dict()
    for i, layer in enumerate(network.decoder.seg_layers):
        if args.organ_head:
            organs = nn.Conv3d(layer.in_channels, args.organ_head, 1).state_dict()
            weights.update({f"decoder.organ_seg_layers.{i}.{key}": value for key, value in organs.items()})
    momenta = {i: {"momentum_buffer": torch.zeros_like(p)} for i, p in enumerate(network.parameters())}
    checkpoint = {
        "network_weights": weights,
        "optimizer_state": {"state": momenta, "param_groups": []},
        "grad_scaler_state": None,
        "logging": {},
        "_best_ema": 0.5,
        "current_epoch": 1000,
        "init_args": {"plans": plans, "configuration": args.configuration, "fold": 0, "dataset_json": dataset},
        "trainer_name": "autoPET3_Trainer" if args.organ_head else "nnUNetTrainer",
        "inference_allowed_mirroring_axes": (0, 1, 2),
    }
    torch.save(checkpoint, folder / "checkpoint_final.pth")


def write_tile(args, network, patch_size):
    """Noise over smooth shapes with an empty margin: channel means that are not zero, as in images."""
    folder = args.out / "tile"
    folder.mkdir(exist_ok=True)
    grid = torch.meshgrid(*[torch.linspace(-1, 1, n) for n in patch_size], indexing="ij")
    body = (sum(g**2 for g in grid) < 0.8).float()
    tile = torch.stack([body * (c + 1 + torch.randn(*patch_size)) - 1.2 for c in range(args.channels)])[None]
    save(folder, "input", tile)
    with torch.inference_mode():
        logits = timed("float32", lambda: network(tile))
        save(folder, "logits", logits)
        if args.float64:
            exact = timed("float64", lambda: forward64(network.double(), tile.double()))
            save(folder, "exact", exact)
            error = (logits - exact).abs().max()
            print(f"PyTorch's float32 is off by {error:.1e}, logits up to {exact.abs().max():.2f}")


def save(folder, name, tensor):
    tensor[0].numpy().astype("<f4").tofile(folder / f"{name}.f32")


def timed(name, run):
    start = time.perf_counter()
    result = run()
    print(f"{name}: {time.perf_counter() - start:.1f} s")
    return result


def forward64(network, x):
    """The network in float64: convolutions in slabs along z, the rest in place."""
    for module in network.modules():
        if isinstance(module, nn.Conv3d):
            module.forward = lambda *parts, conv=module: slab_conv(conv, parts)
        elif isinstance(module, nn.InstanceNorm3d):
            module.forward = lambda x, norm=module: norm_in_place(norm, x)
    skips = network.encoder(x)
    decoder = network.decoder
    x = skips.pop()
    for up, stage in zip(decoder.transpconvs, decoder.stages):
        first, *others = stage.convs
        x = first.norm(first.conv(up(x), skips.pop()))
        x = first.nonlin(x)
        for block in others:
            x = block(x)
    return decoder.seg_layers[-1](x)


def slab_conv(conv, parts):
    """A convolution of the concatenated parts; slow_conv3d would unfold a whole image at once."""
    (kernel, *_), (stride, *_), (pad, *rest) = conv.kernel_size, conv.stride, conv.padding
    depth = parts[0].shape[2]
    length = (depth + 2 * pad - kernel) // stride + 1
    row = conv.in_channels * np.prod(conv.kernel_size) * np.prod(parts[0].shape[3:]) / np.prod(conv.stride[1:])
    step = max(1, int(LARGEST_COLUMNS / row))
    slabs = None
    for z in range(0, length, step):
        end = min(length, z + step)
        first, last = z * stride - pad, (end - 1) * stride - pad + kernel
        slab = torch.cat([part[:, :, max(0, first) : min(depth, last)] for part in parts], 1)
        slab = F.pad(slab, (0, 0, 0, 0, max(0, -first), max(0, last - depth)))
        y = F.conv3d(slab, conv.weight, conv.bias, conv.stride, (0, *rest))
        if slabs is None:
            slabs = y.new_empty(1, y.shape[1], length, *y.shape[3:])
        slabs[:, :, z:end] = y
    return slabs


def norm_in_place(norm, x):
    for channel, weight, bias in zip(x[0], norm.weight, norm.bias):
        channel -= channel.mean()
        channel *= weight / torch.sqrt((channel.square()).mean() + norm.eps)
        channel += bias
    return x


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plans", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--configuration", default="3d_fullres")
    parser.add_argument("--channels", type=int, default=2)
    parser.add_argument("--classes", type=int, default=2)
    parser.add_argument("--organ-head", type=int, default=0, help="channels of a second head, as autoPET3_Trainer adds")
    parser.add_argument("--float64", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
