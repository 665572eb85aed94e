"""Bones approximated from the body's landmarks."""

import numpy as np

from . import organs as o
from .shapes import bounding_box, distance_outside, stamp_balls, stamp_tube


def draw_skeleton(organs, body, rng, spacing):
    """Bool masks [z,y,x] of `spine` (vertebral bodies) and `bones` (all others); parts are left out at times."""
    mm = 1 / spacing
    spine = np.zeros(organs.shape, bool)
    bones = np.zeros(organs.shape, bool)
    spine_y = _draw_spine(spine, bones, body, rng, mm)
    if rng.random() < 0.85:
        bones |= _ribs(organs, body, rng, mm)
    if rng.random() < 0.85:
        _draw_pelvis(bones, body, spine_y, rng, mm)
    if rng.random() < 0.85:
        _draw_limbs(bones, body, rng, mm)
    if rng.random() < 0.9:
        bones |= _skull(organs, rng, mm)
    inside = body.outline & (organs == 0)
    return spine & inside, bones & inside & ~spine


def _draw_spine(spine, bones, body, rng, mm):
    """Vertebral bodies with discs between them, and spinous processes; gives the y of the column per slice."""
    z = np.arange(len(body.centre))
    back = body.centre[:, 0] + body.half[:, 0]
    depth = rng.uniform(45, 65) * mm
    y_column = np.maximum(back - depth, body.centre[:, 0])
    radius = rng.uniform(15, 23) * mm * np.interp(z, [body.levels["kidneys"], body.levels["lung_top"] + 30 * mm], [1, 0.6])
    pitch, phase = rng.uniform(24, 38) * mm, rng.uniform(0, 10)
    discs = rng.random() < 0.7
    process = rng.random() < 0.8
    low, high = body.levels["pelvis"] + 20 * mm, min(len(z), body.levels["head_bottom"] + 20 * mm)
    y, x = np.ogrid[: spine.shape[1], : spine.shape[2]]
    for k in range(max(0, int(low)), int(high)):
        if discs and (k + phase) % pitch < 6 * mm:
            continue
        r, cy, cx = radius[k], y_column[k], body.centre[k, 1]
        spine[k] = ((y - cy) / r) ** 2 + ((x - cx) / (1.2 * r)) ** 2 < 1
        if process:
            bones[k] |= (np.abs(x - cx) < 5 * mm) & (y > cy + 1.6 * r) & (y < min(cy + 3 * r, back[k] - 8 * mm))
    return y_column


def _ribs(organs, body, rng, mm):
    lung = organs == o.LUNG
    away = distance_outside(lung, 16 * mm)
    gap = rng.uniform(2, 6) * mm
    shell = (away > gap) & (away < gap + rng.uniform(7, 10) * mm)
    z, y, x = np.ogrid[tuple(slice(0, n) for n in organs.shape)]
    dy = (y - body.centre[:, 0, None, None]) / body.half[:, 0, None, None]
    dx = (x - body.centre[:, 1, None, None]) / body.half[:, 1, None, None]
    outer = dy**2 + dx**2 > 0.35
    pitch = rng.uniform(22, 32) * mm
    slope = rng.uniform(0.2, 0.6)
    striped = (z - slope * (y - organs.shape[1] / 2) + 1000 * pitch) % pitch < 0.45 * pitch
    sternum = (dy < -0.6) & (np.abs(dx) < 0.1)
    return shell & outer & (striped | sternum)


def _draw_pelvis(bones, body, spine_y, rng, mm):
    level = body.levels["pelvis"]
    y, x = np.ogrid[: bones.shape[1], : bones.shape[2]]
    height = rng.uniform(110, 150) * mm
    for z in range(max(0, int(level)), min(len(bones), int(level + height))):
        up = (z - level) / height
        (cy, cx), (depth, width) = body.centre[z], body.half[z]
        dy, dx = (y - cy) / depth, (x - cx) / width
        ring = np.hypot(dy / (0.5 + 0.1 * up), dx / (0.5 + 0.2 * up))
        bones[z] |= (np.abs(ring - 1) < 0.13) & (np.abs(dx) > 0.2) & (dy > -0.45 + 0.2 * up)
        if up < 0.75:
            bones[z] |= (np.abs(x - cx) < (50 - 40 * (1 - up)) * mm) & (np.abs(y - spine_y[z] - 8 * mm) < 12 * mm)


def _draw_limbs(bones, body, rng, mm):
    row = int(np.clip(body.levels["crotch"], 0, len(body.centre) - 1))
    for side in (-1, 1):
        head = np.array([body.levels["pelvis"] - 10 * mm, body.centre[row, 0], body.centre[row, 1] + side * 88 * mm])
        stamp_balls(bones, [head], [24 * mm])
        stamp_tube(bones, [head, head + [-40 * mm, 0, side * 30 * mm], (-20, head[1], head[2] + side * 5)], 14 * mm)
    top = body.levels["lung_top"] - 15 * mm
    row = int(np.clip(top, 0, len(body.centre) - 1))
    for side in (-1, 1):
        joint = np.array([top, body.centre[row, 0], body.centre[row, 1] + side * (body.half[row, 1] - 12 * mm)])
        stamp_balls(bones, [joint], [23 * mm])
        blade = joint + np.array([[0, 20, -15 * side], [-110, 45, -50 * side]]) * mm
        stamp_tube(bones, blade, 7 * mm)
        stamp_tube(bones, [joint + [15 * mm, -25 * mm, -20 * side * mm], joint + [5 * mm, -60 * mm, -110 * side * mm]], 6 * mm)
    for z in range(len(bones)):
        for half in (slice(None, bones.shape[2] // 2), slice(bones.shape[2] // 2, None)):
            arm = body.arms[z, :, half]
            if arm.any():
                ys, xs = np.nonzero(arm)
                stamp_balls(bones[z : z + 1], [(0, ys.mean(), xs.mean() + (half.start or 0))], [11 * mm])


def _skull(organs, rng, mm):
    brain = organs == o.BRAIN
    away = distance_outside(brain, 14 * mm)
    skull = (away > 0.5 * mm) & (away < rng.uniform(6, 10) * mm)
    box = bounding_box(brain)
    if box is not None:
        x = (box[2].start + box[2].stop) / 2
        bottom, front = box[0].start - 45 * mm, box[1].start + 5 * mm
        for side in (-1, 1):
            jaw = [(bottom, front, x), (bottom + 8 * mm, front + 45 * mm, x + side * 42 * mm),
                   (bottom + 45 * mm, front + 65 * mm, x + side * 48 * mm)]
            stamp_tube(skull, jaw, 7 * mm)
    return skull
