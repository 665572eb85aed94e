"""The body's outline, grown round the organs of a map."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from . import organs as o
from .shapes import bounding_box, stamp_balls, stamp_tube


@dataclass
class Body:
    """A body outline with the landmarks that the tissues are placed by (all in voxels)."""

    outline: np.ndarray  # bool [z,y,x]
    arms: np.ndarray  # bool [z,y,x]
    centre: np.ndarray  # [z,2]: y and x of the trunk's axis
    half: np.ndarray  # [z,2]: half depth and half width of the trunk
    levels: dict  # z of: crotch, pelvis, kidneys, lung_bottom, lung_top, head_bottom


def grow_body(organs, rng, spacing):
    """Body whose trunk, neck, head, arms and thighs enclose the organ labels [z,y,x]."""
    mm = 1 / spacing
    levels = _landmarks(organs, mm)
    centre, half = _trunk_profile(organs, levels, rng, mm)
    y, x = np.ogrid[: organs.shape[1], : organs.shape[2]]
    power = rng.uniform(2.0, 2.8)
    outline = np.zeros(organs.shape, bool)
    for z in range(max(0, int(levels["crotch"])), organs.shape[0]):
        depth, width = half[z]
        outline[z] = np.abs((y - centre[z, 0]) / depth) ** power + np.abs((x - centre[z, 1]) / width) ** power < 1
    _add_thighs(outline, centre, half, levels, rng, mm)
    _add_face(outline, organs, rng, mm)
    near_organs = ndimage.gaussian_filter((organs > 0).astype(np.float32), rng.uniform(8, 14) * mm)
    outline |= near_organs > 0.08
    arms = _arms(outline.shape, centre, half, levels, rng, mm)
    return Body(outline | arms, arms & ~outline, centre, half, levels)


def _landmarks(organs, mm):
    depth = organs.shape[0]

    def extent(label, low, high):
        box = bounding_box(organs == label)
        return (box[0].start, box[0].stop) if box else (low * depth, high * depth)

    lung = extent(o.LUNG, 0.5, 0.7)
    kidneys = extent(o.KIDNEYS, 0.35, 0.45)
    bladder = extent(o.BLADDER, 0.1, 0.15)
    brain = extent(o.BRAIN, max(0.88, min(1.2, lung[1] / depth + 0.15)), 1.3)
    pelvis = min(sum(bladder) / 2, min(kidneys) - 100 * mm)
    return {
        "crotch": pelvis - 55 * mm,
        "pelvis": pelvis,
        "kidneys": sum(kidneys) / 2,
        "lung_bottom": lung[0],
        "lung_top": lung[1],
        "head_bottom": max(brain[0] - 10 * mm, lung[1] + 60 * mm),
    }


def _trunk_profile(organs, levels, rng, mm):
    """Centre and half size of the trunk per slice, interpolated between landmark levels."""
    chest = bounding_box(organs == o.LUNG) or bounding_box(organs > 0)
    middle_y, middle_x = [(s.start + s.stop) / 2 for s in chest[1:]]
    wall = rng.uniform(18, 50) * mm
    chest_half = np.array([(s.stop - s.start) / 2 for s in chest[1:]]) + wall
    chest_half = np.clip(chest_half, [85 * mm, 125 * mm], [165 * mm, 250 * mm])
    belly = chest_half * rng.uniform(0.88, 1.12, 2)
    hips = chest_half * rng.uniform([0.85, 0.9], [1.05, 1.12])
    neck = rng.uniform([52, 52], [75, 72]) * mm
    shoulders = np.array([chest_half[0] * 0.8, chest_half[1] * rng.uniform(1.0, 1.15)])
    brain = bounding_box(organs == o.BRAIN)
    head_half = np.array([(s.stop - s.start) / 2 for s in brain[1:]]) + 12 * mm if brain else neck * 1.3
    head_y, head_x = [(s.start + s.stop) / 2 for s in brain[1:]] if brain else (middle_y, middle_x)
    lung_mid = (levels["lung_bottom"] + levels["lung_top"]) / 2
    knots = [
        (levels["crotch"], (middle_y, middle_x), hips * 0.95),
        (levels["pelvis"], (middle_y, middle_x), hips),
        (levels["kidneys"], (middle_y, middle_x), belly),
        (lung_mid, (middle_y, middle_x), chest_half),
        (levels["lung_top"] - 15 * mm, (middle_y, middle_x), shoulders),
        (levels["lung_top"] + 30 * mm, (middle_y * 0.6 + head_y * 0.4, middle_x), neck * 1.15),
        (levels["head_bottom"], (head_y, head_x), neck),
        (levels["head_bottom"] + 35 * mm, (head_y, head_x), head_half),
        (levels["head_bottom"] + 90 * mm, (head_y, head_x), head_half),
    ]
    if brain:
        knots.append((max(brain[0].stop + 3, knots[-1][0] + 5), (head_y, head_x), head_half * 0.5))
    z = np.arange(organs.shape[0])
    at = [k[0] for k in knots]
    centre = np.stack([np.interp(z, at, [k[1][d] for k in knots]) for d in (0, 1)], 1)
    half = np.stack([np.interp(z, at, [k[2][d] for k in knots]) for d in (0, 1)], 1)
    centre, half = (ndimage.gaussian_filter1d(v, 12 * mm, axis=0, mode="nearest") for v in (centre, half))
    if brain:
        half[min(len(z), brain[0].stop + int(4 * 4 * mm)) :] = 1e-3
    return centre, half


def _add_thighs(outline, centre, half, levels, rng, mm):
    top = levels["crotch"] + 30 * mm
    row = int(np.clip(levels["crotch"], 0, len(centre) - 1))
    spread = half[row, 1] * rng.uniform(0.46, 0.56)
    radius = min(half[row, 0] * 0.95, half[row, 1] * 0.5)
    for side in (-1, 1):
        ends = [(top, centre[row, 0], centre[row, 1] + side * spread)]
        ends.append((-20.0, centre[row, 0] + rng.uniform(-10, 10) * mm, centre[row, 1] + side * spread * 0.85))
        stamp_tube(outline, ends, radius, radius * 0.8)


def _add_face(outline, organs, rng, mm):
    brain = bounding_box(organs == o.BRAIN)
    if brain is None:
        return
    x = (brain[2].start + brain[2].stop) / 2
    front = brain[1].start + rng.uniform(15, 35) * mm
    points = [(brain[0].start + dz * mm, front + dy * mm, x) for dz, dy in ((10, 5), (-20, 10), (-50, 20))]
    stamp_balls(outline, points, [52 * mm, 48 * mm, 42 * mm])


def _arms(shape, centre, half, levels, rng, mm):
    """Both arms raised, both lowered, or none in the field of view."""
    arms = np.zeros(shape, bool)
    posture = rng.choice(["up", "down", "none"], p=[0.55, 0.3, 0.15])
    if posture == "none":
        return arms
    top = levels["lung_top"] - 15 * mm
    row = int(np.clip(top, 0, shape[0] - 1))
    radius = rng.uniform(30, 48) * mm
    for side in (-1, 1):
        y, x = centre[row, 0], centre[row, 1] + side * (half[row, 1] - 10 * mm)
        if posture == "up":
            elbow = (top + rng.uniform(150, 260) * mm, y + rng.uniform(-40, 30) * mm, x + side * rng.uniform(0, 70) * mm)
            hand = (elbow[0] + rng.uniform(40, 200) * mm, elbow[1] - 20 * mm, x - side * rng.uniform(20, 120) * mm)
        else:
            out = half[:, 1].max() + rng.uniform(30, 55) * mm
            elbow = (levels["kidneys"], y + rng.uniform(-10, 30) * mm, centre[row, 1] + side * out)
            inward = rng.uniform(0, 60) * mm
            hand = (levels["pelvis"] - 20 * mm, y - rng.uniform(0, 60) * mm, elbow[2] - side * inward)
        stamp_tube(arms, [(top, y, x), elbow], radius, radius * 0.85)
        stamp_tube(arms, [elbow, hand], radius * 0.85, radius * 0.6)
    return arms
