"""Batches of training patches, drawn and augmented on the training device."""

import numpy as np
import torch
from painting.anatomy import AIR

from .augment import REACH, augment, keep_only_box
from .field import centre_at_cut, cut_field, whole_field
from .normalise import normalise
from .pool import SOURCES
from .poor_ct import make_poor
from .uptake import vary_uptake


def draw_batch(pool, config, number):
    """Batch `number`: image [b,2,*patch] normalised float32, mask and anatomy [b,*patch] int64.

    A function of the configuration's seed, the number, and how many studies of each source the pool holds by now.
    """
    rng = np.random.default_rng([config["seed"], number])
    torch.manual_seed(int(rng.integers(2**62)))
    size = np.array(config["training_patch_size"])
    half = np.ceil(size / 2 * REACH).astype(int)
    sources = [_source(pool, config, rng) for _ in range(config["batch_size"])]
    boxes, poor_heads = [], []
    shares = config.get("variations", {})
    for source in sources:
        study = pool.studies[source][rng.integers(len(pool.studies[source]))]
        of_head = len(study.brain) > 0 and rng.random() < shares.get("poor_head", 0)
        poor_heads.append(of_head)
        cut_share = 1 if of_head else shares.get("field", 0)
        centre, field = _place(study, size, rng, cut_share, config["spacing_mm"], at_head=of_head)
        boxes.append(_box(study, centre - half, centre + half, field))
    image, labels = (torch.stack(parts) for parts in zip(*boxes))
    image, labels = augment(image, labels, config["training_patch_size"], rng)
    for sample, source in enumerate(sources):
        if source == "painted" and rng.random() < shares.get("uptake", 0):
            vary_uptake(image[sample, 1], labels[sample, 0], labels[sample, 1], rng)
        if poor_heads[sample] or rng.random() < shares.get("ct", 0) * (0.5 if source == "cases" else 1):
            make_poor(image[sample, 0], image[sample, 1], rng, made_up_share=0.8 if poor_heads[sample] else 0.4)
        if source != "cases" and rng.random() < 0.1:
            keep_only_box(image[sample], labels[sample, 0], labels[sample, 1], rng, config["spacing_mm"])
    return normalise(image, config["normalisation"]), labels[:, 0].long(), labels[:, 1].long()


def _source(pool, config, rng):
    shares = np.array([config["shares"][name] if pool.studies[name] else 0 for name in SOURCES])
    return SOURCES[rng.choice(len(SOURCES), p=shares / shares.sum())]


def _place(study, size, rng, cut_share, spacing, at_head):
    """Centre voxel of a patch, and the field of view of the study, which in `cut_share` of cases is cut."""
    if rng.random() >= cut_share:
        return _centre(study, size, rng), whole_field(study)
    field, place, side = cut_field(study, rng, spacing, at_head)
    if at_head or rng.random() < 0.75:
        return centre_at_cut(field, place, side, size, rng), field
    return _centre(study, size, rng), field


def _centre(study, size, rng):
    """Centre voxel: on a random lesion, on uptake that is no lesion, or anywhere."""
    shape = np.array(study.image.shape[1:])
    draw = rng.random()
    if study.lesions and draw < 0.45:
        lesion = study.lesions[rng.integers(len(study.lesions))]
        return lesion[rng.integers(len(lesion))] + rng.integers(-size // 3, size // 3 + 1)
    if len(study.hot) and draw < 0.65:
        return study.hot[rng.integers(len(study.hot))] + rng.integers(-size // 3, size // 3 + 1)
    low = np.minimum(size // 2, shape // 2)
    return rng.integers(low, np.maximum(shape - low, low + 1))


def _box(study, low, high, field):
    """Float32 image and uint8 labels (mask, anatomy) of the box low..high; air where it leaves the field of view."""
    shape, device = high - low, study.image.device
    image = torch.zeros((2, *shape), device=device)
    image[0] = -1000
    labels = torch.zeros((2, *shape), dtype=torch.uint8, device=device)
    labels[1] = AIR
    inner_low = np.clip(low, field.low, field.high)
    inner_high = np.clip(high, field.low, field.high)
    if (inner_high > inner_low).all():
        source = tuple(slice(a, b) for a, b in zip(inner_low, inner_high))
        target = tuple(slice(a, b) for a, b in zip(inner_low - low, inner_high - low))
        image[(slice(None), *target)] = study.image[(slice(None), *source)].float()
        labels[(slice(None), *target)] = study.labels[(slice(None), *source)]
    if np.isfinite(field.ct_reach):
        y, x = (torch.arange(a, b, device=device) - n / 2 for a, b, n in zip(low[1:], high[1:], study.image.shape[2:]))
        image[0].masked_fill_(y[:, None] ** 2 + x**2 > field.ct_reach**2, -1000)
    return image, labels
