"""Writes the checkpoints in fixtures/ and expected.json, what torch itself reads from them.

Needs torch, numpy and dynamic-network-architectures. The tests only need what it writes.
"""

import json
import math
from collections import OrderedDict
from pathlib import Path

import numpy as np
import torch
from dynamic_network_architectures.architectures.unet import PlainConvUNet

folder = Path(__file__).parent / "fixtures"
plans = {
    "dataset_name": "Dataset001_Tiny",
    "plans_name": "nnUNetPlans",
    "transpose_forward": [0, 1, 2],
    "configurations": {"3d_fullres": {"patch_size": [4, 4, 4], "spacing": [3.0, 2.0, 2.0]}},
    "max_intensity": 2**40,
    "label_manager": None,
    "note": "Größe µm 肿瘤",
}
dataset_json = {
    "channel_names": {"0": "CT", "1": "PET"},
    "labels": {"background": 0, "tumor": 1},
    "file_ending": ".mha",
}


def main():
    folder.mkdir(exist_ok=True)
    torch.manual_seed(0)
    expected = {}
    trained = trained_checkpoint()
    for protocol in (2, 3, 4, 5):
        expected["protocols"] = save(f"protocol-{protocol}", trained, pickle_protocol=protocol)
    expected["layouts"] = save("layouts", bare_checkpoint(layouts()))
    expected["prefixes"] = save("prefixes", prefixed_checkpoint())
    write_expected(expected)

    torch.save(OrderedDict(weight=torch.ones(2), bias=torch.zeros(2)), folder / "state-dict.pth")
    torch.save(
        {"epoch": 3, "state_dict": {"conv.weight": torch.ones(2)}, "plot_stuff": ([], [], [], [])},
        folder / "nnunet-v1.pth",
    )
    torch.save(
        bare_checkpoint({"weight": torch.ones(2)}),
        folder / "legacy.pth",
        _use_new_zipfile_serialization=False,
    )
    torch.save(
        bare_checkpoint({"weight": torch.ones(2)}),
        folder / "legacy-protocol-4.pth",
        pickle_protocol=4,
        _use_new_zipfile_serialization=False,
    )


def trained_checkpoint():
    """What nnUNetTrainer.save_checkpoint stores, after one step of a two-stage PlainConvUNet."""
    network = PlainConvUNet(
        1, 2, [2, 3], torch.nn.Conv2d, [1, 1], [1, 2], 1, 2, 1, conv_bias=True,
        norm_op=torch.nn.BatchNorm2d, nonlin=torch.nn.LeakyReLU,
    )  # fmt: skip
    optimizer = torch.optim.SGD(network.parameters(), 0.01, momentum=0.99, nesterov=True)
    network(torch.randn(2, 1, 4, 4)).square().mean().backward()
    optimizer.step()
    return {
        "network_weights": network.state_dict(),
        "optimizer_state": optimizer.state_dict(),
        "grad_scaler_state": {"scale": 65536.0, "growth_factor": 2.0, "_growth_tracker": 1},
        "logging": {
            "train_losses": [np.float32(0.5), np.float64(-0.25)],
            "dice_per_class_or_region": [[np.float64(math.nan)], [np.float16(0.5)]],
            "epochs": np.arange(3),
            "counts": [np.int64(2**60), np.uint8(200), np.bool_(True)],
            "seen": {1, 2},
        },
        "_best_ema": np.float64(0.75),
        "current_epoch": 1,
        "init_args": {
            "plans": plans,
            "configuration": "3d_fullres",
            "fold": 0,
            "dataset_json": dataset_json,
            "unpack_dataset": True,
            "device": torch.device("cuda", 0),
        },
        "trainer_name": "nnUNetTrainer",
        "inference_allowed_mirroring_axes": (0, 1, 2),
    }


def bare_checkpoint(weights):
    """The least that an old checkpoint holds: no mirroring axes, no init_args."""
    return {"network_weights": OrderedDict(weights), "trainer_name": "nnUNetTrainer"}


def layouts():
    """Each dtype, and each way in which a tensor can lie in its storage."""
    numbers = torch.tensor([0.0, -1.0, 1 / 3, 65504.0, 6e-8, math.inf, -math.inf, math.nan])
    volume = torch.arange(2 * 3 * 4 * 5 * 6, dtype=torch.float32).reshape(2, 3, 4, 5, 6)
    shared = torch.arange(12, dtype=torch.float32)
    return {
        "float32": numbers,
        "float16": numbers.half(),
        "bfloat16": numbers.bfloat16(),
        "float64": numbers.double() + 1e-9,
        "int64": torch.tensor([-(2**62), -1, 0, 2**53 + 1]),
        "int32": torch.tensor([-(2**31), 2**31 - 1], dtype=torch.int32),
        "int16": torch.tensor([-(2**15), 2**15 - 1], dtype=torch.int16),
        "int8": torch.tensor([-128, 127], dtype=torch.int8),
        "uint8": torch.tensor([0, 255], dtype=torch.uint8),
        "bool": torch.tensor([True, False, True]),
        "scalar": torch.tensor(7.5),
        "empty": torch.zeros(0, 3),
        "parameter": torch.nn.Parameter(torch.tensor([1.5])),
        "channelsLast": volume[:, :, 0].contiguous(memory_format=torch.channels_last),
        "channelsLast3d": volume[:1].contiguous(memory_format=torch.channels_last_3d),
        "transposed": volume[0, 0].permute(2, 0, 1),
        "slice": volume[1, 1:, ::2, 1:4, 5],
        "halfSlice": volume[0, :, 1, ::3].half()[:, :, 1],
        "sharedWhole": shared,
        "sharedHead": shared[:5],
        "sharedTail": shared[7:].reshape(5, 1),
        "oddStrideOfOneLongAxis": torch.arange(3.0).as_strided((1, 3), (17, 1)),
    }


def prefixed_checkpoint():
    """Saved from a compiled network in DDP: prefixed names, fold "all", mirroring switched off."""
    return {
        "network_weights": {
            "module._orig_mod.encoder.weight": torch.tensor([1.0]),
            "_orig_mod.encoder.bias": torch.tensor([2.0]),
            "module.decoder.module.weight": torch.tensor([3.0]),
        },
        "init_args": {"configuration": "2d", "fold": "all"},
        "trainer_name": "nnUNetTrainerNoMirroring",
        "inference_allowed_mirroring_axes": None,
    }


def save(name, checkpoint, **options):
    """Returns what torch reads back."""
    path = folder / f"{name}.pth"
    torch.save(checkpoint, path, **options)
    loaded = torch.load(path, weights_only=False)["network_weights"]
    return {key: described(tensor.detach()) for key, tensor in loaded.items()}


def described(tensor):
    values = tensor.to(torch.float32).flatten().tolist()
    return {
        "shape": list(tensor.shape),
        "dtype": str(tensor.dtype).removeprefix("torch."),
        "values": [value if math.isfinite(value) else script_number(value) for value in values],
    }


def script_number(value):
    """JSON has no such numbers: their JavaScript names."""
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def write_expected(expected):
    """One line per tensor."""
    files = (
        f"{json.dumps(name)}: {{\n"
        + ",\n".join(f"{json.dumps(key)}: {json.dumps(tensor)}" for key, tensor in tensors.items())
        + "\n}"
        for name, tensors in expected.items()
    )
    (folder / "expected.json").write_text("{\n" + ",\n".join(files) + "\n}\n")


if __name__ == "__main__":
    main()
