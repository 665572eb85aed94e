"""Gives a model an organ map: python training/add_organ_head.py --model weights --checkpoint training/work/varied/last.pt

The head that names the tissue at half the resolution (anatomy_heads.py) becomes a second output, `organs`, of the imported ONNX file:
float32 [1,c,z/2,y/2,x/2], one logit per class of painting/anatomy.py. model.json gets the classes' names and the file's new checksum.
"""

import argparse
import hashlib
import json
from pathlib import Path

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from painting.anatomy import CLASSES, FIRST_ORGAN
from painting.organs import BLADDER, BRAIN, HEART, KIDNEYS, LIVER, LUNG, SPLEEN, STOMACH

WEIGHTS = "fold_0/checkpoint_final.onnx"
OUTPUT = "organs"
# Those that are good enough to be shown (MODEL_CARD.md).
NAMES = {
    SPLEEN: "spleen", KIDNEYS: "kidneys", LIVER: "liver", BLADDER: "bladder", LUNG: "lungs", BRAIN: "brain", HEART: "heart",
    STOMACH: "stomach",
}  # fmt: skip


def main():
    """Writes the model's ONNX file and model.json anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True, help="a checkpoint of train.py")
    args = parser.parse_args()
    heads = torch.load(args.checkpoint, weights_only=True, map_location="cpu")["heads"]
    path = args.model / WEIGHTS
    network = with_organs(onnx.load(path), heads["layers.1.weight"], heads["layers.1.bias"])
    onnx.checker.check_model(network)
    onnx.save(network, path)
    described = args.model / "model.json"
    content = json.loads(described.read_text())
    content["organs"] = [NAMES.get(k - FIRST_ORGAN + 1) for k in range(CLASSES)]
    content.setdefault("sha256", {})[WEIGHTS] = hashlib.sha256(path.read_bytes()).hexdigest()
    described.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def with_organs(network, weight, bias):
    """The network with a 1x1x1 convolution on what its last transposed convolution takes; a head that it has is replaced."""
    graph = network.graph
    without = [node for node in graph.node if OUTPUT not in node.output]
    last = [node for node in without if node.name.startswith("decoder.transpconvs.") and node.op_type == "Conv"][-1]
    logits = [dim.dim_value for dim in graph.output[0].type.tensor_type.shape.dim]
    head = helper.make_node("Conv", [last.input[0], f"{OUTPUT}.weight", f"{OUTPUT}.bias"], [OUTPUT], OUTPUT, kernel_shape=[1, 1, 1])
    constants = [tensor for tensor in graph.initializer if not tensor.name.startswith(f"{OUTPUT}.")]
    constants.append(numpy_helper.from_array(weight.numpy(), f"{OUTPUT}.weight"))
    constants.append(numpy_helper.from_array(bias.numpy(), f"{OUTPUT}.bias"))
    shape = [1, len(bias), *(length // 2 for length in logits[2:])]
    answers = [graph.output[0], helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, shape)]
    for field, values in (("node", [*without, head]), ("initializer", constants), ("output", answers)):
        kept = [type(value).FromString(value.SerializeToString()) for value in values]
        del getattr(graph, field)[:]
        getattr(graph, field).extend(kept)
    return network


if __name__ == "__main__":
    main()
