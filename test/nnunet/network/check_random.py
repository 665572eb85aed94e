"""Imports randomly drawn U-Nets and compares them with PyTorch; no part of `npm test`.

    pip install torch nnunetv2==2.8.1 onnx onnxruntime
    npm run build && python test/nnunet/network/check_random.py [count] [first seed]

Each draw is a plans configuration, random weights and a way to store them. `autopet import` turns the
model folder into ONNX, which the reference checker validates (shape inference included) and onnxruntime
runs. Logits may differ by 1e-4 of their largest value; the first draw that does not fit ends the run.
"""
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from make_fixtures import LIBRARY, architecture, build, is_duplicate

CLI = Path(__file__).parents[3] / "dist" / "cli.js"
TOLERANCE = 1e-4


def draw(rng):
    dimension = rng.choice([2, 3])
    stages = rng.randint(2, 5)
    network = rng.choice(["PlainConvUNet", "ResidualEncoderUNet", "ResidualUNet"])
    per_axis = lambda choices: [rng.choice(choices) for _ in range(dimension)]
    per_stage = lambda low, high, n=stages: rng.choice([rng.randint(low, high), [rng.randint(low, high) for _ in range(n)]])
    strides = [[1] * dimension] + [per_axis([1, 2, 2, 3] if stages < 4 else [1, 2]) for _ in range(stages - 1)]
    multiple = np.prod(strides, axis=0)
    kwargs = {
        "n_stages": stages,
        "features_per_stage": [rng.randint(2, 9) for _ in range(stages)],
        "kernel_sizes": rng.choice([3, [per_axis([1, 3, 3, 5]) for _ in range(stages)]]),
        "strides": strides,
        "n_conv_per_stage_decoder": per_stage(1, 2, stages - 1),
        "conv_bias": rng.random() < 0.7,
        **draw_norm(rng, dimension, residual=network != "PlainConvUNet"),
        **draw_nonlin(rng),
    }
    if rng.random() < 0.3:
        kwargs |= {"dropout_op": f"torch.nn.Dropout{dimension}d", "dropout_op_kwargs": {"p": 0.3}}
    if network == "PlainConvUNet":
        kwargs |= {"n_conv_per_stage": per_stage(1, 3), "nonlin_first": rng.random() < 0.3}
    else:
        kwargs |= {"n_blocks_per_stage": per_stage(1, 3)} | draw_blocks(rng, stages, network)
    patch_size = [int(m) * rng.choice([2, 3] if m > 4 else [4, 6]) for m in multiple]
    return architecture(network, dimension, **kwargs), patch_size


def draw_norm(rng, dimension, residual):
    """The library cannot make residual blocks without a norm that has weights."""
    kind = rng.choice(["instance", "instance", "batch", *([] if residual else [None])])
    if kind is None:
        return {"norm_op": None, "norm_op_kwargs": None}
    suffix = {"instance": f"instancenorm.InstanceNorm{dimension}d", "batch": f"batchnorm.BatchNorm{dimension}d"}[kind]
    options = [{"eps": 1e-5, "affine": True}, {"eps": 1e-3, "affine": True}]
    if not residual:
        options += [None, {}, {"eps": 1e-3}, {"affine": False}]
    return {"norm_op": f"torch.nn.modules.{suffix}", "norm_op_kwargs": rng.choice(options)}


def draw_nonlin(rng):
    name, options = rng.choice(
        [
            ("LeakyReLU", [None, {"inplace": True}, {"negative_slope": 0.2}]),
            ("ReLU", [None, {"inplace": True}]),
            ("ELU", [{"alpha": 0.5}]),
            ("SiLU", [None]),
            ("GELU", [None]),
        ]
    )
    return {"nonlin": f"torch.nn.{name}", "nonlin_kwargs": rng.choice(options)}


def draw_blocks(rng, stages, network):
    drawn = {}
    if rng.random() < 0.3:
        drawn["block"] = f"{LIBRARY}.building_blocks.residual.BottleneckD"
        drawn["bottleneck_channels"] = [rng.randint(1, 5) for _ in range(stages)]
    if rng.random() < 0.3:
        drawn["stem_channels"] = rng.randint(2, 8)
    # Only a derived class of ResidualEncoderUNet passes these on; see make_fixtures.py.
    if network == "ResidualEncoderUNet" and "block" not in drawn and rng.random() < 0.4:
        drawn |= {"squeeze_excitation": True, "squeeze_excitation_reduction_ratio": rng.choice([1 / 16, 0.5])}
    return drawn


def stored(rng, weights):
    """The weights as they might lie in a checkpoint, and how that is called."""
    dtype = rng.choice([torch.float32, torch.float32, torch.float16, torch.bfloat16, torch.float64])
    prefix = rng.choice(["", "", "module.", "_orig_mod.", "module._orig_mod."])
    layout = rng.choice(["contiguous", "channels_last"])
    duplicates = rng.random() < 0.7

    def convert(tensor):
        tensor = tensor.to(dtype) if tensor.is_floating_point() else tensor
        formats = {4: torch.channels_last, 5: torch.channels_last_3d}
        if layout == "channels_last" and tensor.ndim in formats:
            return tensor.contiguous(memory_format=formats[tensor.ndim])
        return tensor

    kept = {k: convert(w) for k, w in weights.items() if duplicates or not is_duplicate(k)}
    return {prefix + k: w for k, w in kept.items()}, f"{dtype} {layout} {prefix or 'no prefix'}"


def check(seed, folder):
    rng = random.Random(seed)
    torch.manual_seed(seed)
    configuration, patch_size = draw(rng)
    classes = rng.randint(2, 4)
    network = build(configuration, patch_size, classes).eval()
    for key, tensor in network.state_dict().items():
        if key.endswith("running_var"):
            tensor.uniform_(0.5, 2)
        elif tensor.ndim == 1:
            tensor.normal_(0.5, 0.5)
    weights, how = stored(rng, network.state_dict())
    with torch.no_grad():
        for key, tensor in network.state_dict().items():
            same = [w for k, w in weights.items() if k.endswith(key)]
            if same:
                tensor.copy_(same[0])
    write_model(folder / "model", configuration, patch_size, classes, weights)
    command = ["node", str(CLI), "import", str(folder / "model"), str(folder / "imported")]
    subprocess.run(command, check=True, capture_output=True)
    path = folder / "imported" / "fold_0" / "checkpoint_final.onnx"
    onnx.checker.check_model(path, full_check=True)
    image = torch.randn(1, 2, *patch_size)
    with torch.no_grad():
        expected = network(image).numpy()
    if classes == 2:
        expected = expected[:, 1:] - expected[:, :1]
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {"input": image.numpy()})
    error = float(np.abs(found - expected).max() / max(1e-3, np.abs(expected).max()))
    summary = configuration["architecture"]
    kwargs = summary["arch_kwargs"]
    name = summary["network_class_name"].split(".")[-1]
    print(f"{seed}: {name} {patch_size}, {kwargs['norm_op']}, {kwargs['nonlin']}, {how}: {error:.1e}", flush=True)
    assert found.shape == expected.shape and error <= TOLERANCE, json.dumps(configuration)
    return error


def write_model(folder, configuration, patch_size, classes, weights):
    resampler = "resample_data_or_seg_to_shape"
    full = {
        **configuration,
        "preprocessor_name": "DefaultPreprocessor",
        "patch_size": patch_size,
        "spacing": [2.0] * len(patch_size),
        "normalization_schemes": ["CTNormalization", "ZScoreNormalization"],
        "use_mask_for_norm": [False, False],
    }
    for what in ("data", "seg", "probabilities"):
        full[f"resampling_fn_{what}"] = resampler
        full[f"resampling_fn_{what}_kwargs"] = {"is_seg": what == "seg", "order": 1, "order_z": 0, "force_separate_z": None}
    statistics = {"mean": 0.0, "std": 1.0, "percentile_00_5": -1.0, "percentile_99_5": 1.0}
    name = f"{len(patch_size)}d" if len(patch_size) == 2 else "3d_fullres"
    plans = {
        "dataset_name": "Dataset001_Random",
        "plans_name": "nnUNetPlans",
        "image_reader_writer": "SimpleITKIO",
        "transpose_forward": [0, 1, 2],
        "transpose_backward": [0, 1, 2],
        "configurations": {name: full},
        "foreground_intensity_properties_per_channel": {"0": statistics, "1": statistics},
    }
    labels = {"background": 0, **{f"label{i}": i for i in range(1, classes)}}
    dataset = {"channel_names": {"0": "CT", "1": "PET"}, "labels": labels, "file_ending": ".nii.gz"}
    (folder / "fold_0").mkdir(parents=True)
    (folder / "plans.json").write_text(json.dumps(plans))
    (folder / "dataset.json").write_text(json.dumps(dataset))
    checkpoint = {
        "network_weights": weights,
        "trainer_name": "nnUNetTrainer",
        "init_args": {"configuration": name, "fold": 0, "plans": plans, "dataset_json": dataset},
        "inference_allowed_mirroring_axes": None,
    }
    torch.save(checkpoint, folder / "fold_0" / "checkpoint_final.pth")


def main():
    count, first = (int(argument) for argument in (*sys.argv[1:], *("48", "1")[len(sys.argv) - 1 :]))
    torch.set_num_threads(1)
    errors = []
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as folder:
            errors.append(check(seed, Path(folder)))
    print(f"{count} networks agree with PyTorch: at most {max(errors):.1e} of the largest logit apart")


if __name__ == "__main__":
    main()
