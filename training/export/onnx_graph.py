"""The network as an ONNX graph with only a few plain operators."""

import copy

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

OPSET = 17
TOLERANCE = 1e-4


class DepthToSpace(nn.Module):
    """A transposed convolution whose kernel equals its stride, as a 1x1x1 convolution and a reordering.

    WebGPU has no 3-D transposed convolution in onnxruntime; the results are the same.
    """

    def __init__(self, transposed):
        super().__init__()
        self.stride = transposed.stride
        weight = transposed.weight  # [in, out, kz, ky, kx]
        inputs, self.outputs = weight.shape[:2]
        self.conv = nn.Conv3d(inputs, self.outputs * int(np.prod(self.stride)), 1)
        self.conv.weight.data = weight.permute(1, 2, 3, 4, 0).reshape(-1, inputs, 1, 1, 1).clone()
        self.conv.bias.data = transposed.bias.repeat_interleave(int(np.prod(self.stride)))

    def forward(self, x):
        depth, height, width = (int(n) for n in x.shape[2:])
        a, b, c = self.stride
        # The innermost axis goes first: then the second transposition moves whole rows.
        rows = self.conv(x).reshape(self.outputs * a * b, c, -1).transpose(1, 2)
        blocks = rows.reshape(self.outputs, a, b, depth, height, width * c).permute(0, 3, 1, 4, 2, 5)
        return blocks.reshape(1, self.outputs, depth * a, height * b, width * c)


def export_onnx(network, patch_size, path):
    """Writes the graph: `input` [1,2,*patch] float32 to `logits` [1,1,*patch], logit(lesion) - logit(background).

    Gives the largest difference to the torch network on random input, and raises ValueError above 1e-4.
    """
    inference = _for_inference(network)
    example = torch.randn(1, 2, *patch_size)
    torch.onnx.export(
        inference, (example,), str(path), input_names=["input"], output_names=["logits"], opset_version=OPSET, dynamo=False
    )
    model = onnx.load(str(path))
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    worst = 0.0
    for seed in range(2):
        torch.manual_seed(seed)
        x = torch.randn(1, 2, *patch_size) * 2
        with torch.inference_mode():
            expected = network(x)
        got = session.run(["logits"], {"input": x.numpy()})[0]
        worst = max(worst, float(np.abs(got - (expected[:, 1:] - expected[:, :1]).numpy()).max()))
    if worst > TOLERANCE:
        raise ValueError(f"the ONNX graph differs from torch by {worst:.2e}, more than {TOLERANCE}")
    return worst


def _for_inference(network):
    """A copy with the difference head, without transposed convolutions and unused heads."""
    network = copy.deepcopy(network)
    decoder = network.decoder
    decoder.transpconvs = nn.ModuleList(DepthToSpace(layer) for layer in decoder.transpconvs)
    head = decoder.seg_layers[-1]
    difference = nn.Conv3d(head.in_channels, 1, 1)
    difference.weight.data = head.weight.data[1:] - head.weight.data[:1]
    difference.bias.data = head.bias.data[1:] - head.bias.data[:1]
    decoder.seg_layers[-1] = difference
    return network.eval()
