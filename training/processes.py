"""Training shared among the processes that torchrun started; alone where there is but one."""

import os

import torch
from torch import distributed


def join_processes():
    """This process's rank and how many there are."""
    if int(os.environ.get("WORLD_SIZE", "1")) == 1:
        return 0, 1
    distributed.init_process_group("gloo")
    return distributed.get_rank(), distributed.get_world_size()


@torch.no_grad()
def average_over_processes(tensors):
    """Replaces float tensors by their mean over all processes, in place."""
    if not distributed.is_initialized() or not tensors:
        return
    flat = torch.cat([tensor.flatten() for tensor in tensors])
    distributed.all_reduce(flat)
    flat /= distributed.get_world_size()
    for tensor, mean in zip(tensors, flat.split([tensor.numel() for tensor in tensors])):
        tensor.copy_(mean.view(tensor.shape))
