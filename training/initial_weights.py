"""Weights to start from: a checkpoint of train.py, one of nnU-Net, or a network that autopet turned into ONNX, such as the shipped one."""

import torch


def load_initial_weights(network, heads, path):
    """Fills the network from `path`: .pt is of train.py (its moving average), .pth of nnU-Net, .onnx of autopet.

    Only a .pt file holds the `heads` that name the tissue; an ONNX file lacks those of deep supervision too. What is not
    there stays as it is.
    """
    if path.suffix == ".pt":
        saved = torch.load(path, weights_only=True, map_location="cpu")
        if heads is not None:
            heads.load_state_dict(saved["heads"])
        state = saved["average"]
    else:
        state = _from_onnx(path, network) if path.suffix == ".onnx" else _from_checkpoint(path)
    unexpected = network.load_state_dict(state, strict=False).unexpected_keys
    # Named once each, unlike in the state: there the encoder's come again as the decoder's, and so on.
    wanted = [name for name, _ in (*network.named_parameters(), *network.named_buffers())]
    optional = ("decoder.seg_layers.", "num_batches_tracked")
    missing = [name for name in wanted if name not in state and not any(part in name for part in optional)]
    if missing or unexpected:
        raise ValueError(f"{path} is of another network: lacks {missing[:3]}, has {unexpected[:3]}")


def _from_checkpoint(path):
    return torch.load(path, weights_only=False)["network_weights"]


def _from_onnx(path, network):
    """nnU-Net's names and shapes back from autopet's graph (src/network, src/onnx)."""
    import onnx

    last_head = f"decoder.seg_layers.{len(network.decoder.seg_layers) - 1}."
    state = {}
    for tensor in onnx.load(str(path)).graph.initializer:
        if tensor.name.startswith(("ints.", "organs.")):
            continue
        value = torch.from_numpy(onnx.numpy_helper.to_array(tensor).copy()).float()
        if tensor.name.startswith("decoder.transpconvs."):
            value = _transposed_convolution(value)
        if tensor.name.startswith(last_head):
            # One logit, lesion less background: the background's is nought.
            value = torch.cat([torch.zeros_like(value), value])
        state[tensor.name] = value
    return state


def _transposed_convolution(value):
    """Kernel and stride are 2: rows run [c_out, 2, 2, 2]."""
    if value.dim() == 1:
        return value[::8].clone()
    return value.reshape(-1, 2, 2, 2, value.shape[1]).permute(4, 0, 1, 2, 3).contiguous()
