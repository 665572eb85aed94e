"""Checks ONNX files that autopet wrote with the reference implementation of the format.

    pip install onnx
    python test/nnunet/onnx/check_onnx.py model.onnx ...

For every file: the checker with strict shape inference, and one float32 input `input` and output
`logits` of static shape. Prints one line per file; the first failure ends with its exception.
"""
import sys

import onnx


def static_shape(value):
    tensor = value.type.tensor_type
    assert tensor.elem_type == onnx.TensorProto.FLOAT, f"{value.name} is not float32"
    shape = [dim.dim_value for dim in tensor.shape.dim]
    assert all(shape), f"{value.name} has no static shape"
    return shape


def check(path):
    onnx.checker.check_model(path, full_check=True)
    model = onnx.load(path)
    (image,), (logits,) = model.graph.input, model.graph.output
    assert (image.name, logits.name) == ("input", "logits")
    print(f"{path}: {static_shape(image)} -> {static_shape(logits)}, {len(model.graph.node)} nodes")


for argument in sys.argv[1:]:
    check(argument)
