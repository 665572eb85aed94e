"""CT numbers and FDG uptake of the normal body."""

from dataclasses import dataclass

import numpy as np

from . import organs as o
from .body import Body, grow_body
from .shapes import distance_outside, smooth_noise, stamp_tube
from .skeleton import draw_skeleton
from scipy import ndimage


@dataclass
class Canvas:
    """A study being painted; all volumes [z,y,x] on the training grid."""

    organs: np.ndarray  # uint8 labels
    body: Body
    spine: np.ndarray
    bones: np.ndarray
    hu: np.ndarray  # float32, HU
    suv: np.ndarray  # float32, g/ml
    liver_suv: float
    spacing: float  # mm


def paint_tissues(organs, rng, spacing):
    """Canvas with fat, muscle, bone, lungs and the plain uptake of every organ label."""
    body = grow_body(organs, rng, spacing)
    spine, bones = draw_skeleton(organs, body, rng, spacing)
    hu = np.full(organs.shape, -1000, np.float32)
    suv = np.full(organs.shape, rng.uniform(0, 0.03), np.float32)
    liver = float(rng.uniform(1.4, 3.6))
    canvas = Canvas(organs, body, spine, bones, hu, suv, liver, spacing)
    texture = smooth_noise(rng, organs.shape, rng.uniform(3, 8))
    _paint_soft_tissue(canvas, texture, rng)
    _paint_bone(canvas, texture, rng)
    _paint_organs(canvas, texture, rng)
    _paint_airway(canvas, rng)
    return canvas


def _paint_soft_tissue(canvas, texture, rng):
    body, mm = canvas.body, 1 / canvas.spacing
    sigma = 14 * mm
    depth = ndimage.gaussian_filter(body.outline.astype(np.float32), sigma)
    fat_mm = rng.uniform(5, 32) * (1 + 0.25 * smooth_noise(rng, depth.shape, 20))
    skin_to_fat = body.outline & (depth < 0.5 + 0.5 * np.tanh(0.8 * fat_mm * mm / sigma))
    fat_suv, muscle_suv = rng.uniform(0.15, 0.5), rng.uniform(0.45, 1.1)
    canvas.hu[body.outline] = rng.uniform(35, 65)
    canvas.suv[body.outline] = muscle_suv
    fatty = skin_to_fat | (_inner_trunk(canvas) & (texture > rng.uniform(-0.4, 1.6)))
    canvas.hu[fatty] = rng.uniform(-115, -90)
    canvas.suv[fatty] = fat_suv
    canvas.suv[body.outline] *= 1 + 0.12 * texture[body.outline]
    if rng.random() < 0.2:
        strained = ~fatty & (smooth_noise(rng, depth.shape, rng.uniform(10, 25)) > 1.0)
        canvas.suv[strained] *= rng.uniform(1.3, 3)


def _inner_trunk(canvas):
    """Belly and mediastinum: where fat lies between the organs."""
    body = canvas.body
    _, y, x = np.ogrid[tuple(slice(0, n) for n in canvas.organs.shape)]
    dy = (y - body.centre[:, 0, None, None]) / body.half[:, 0, None, None]
    dx = (x - body.centre[:, 1, None, None]) / body.half[:, 1, None, None]
    z = np.arange(canvas.organs.shape[0])[:, None, None]
    level = (z > body.levels["pelvis"]) & (z < body.levels["lung_top"])
    return ((dy / 0.62) ** 2 + (dx / 0.68) ** 2 < 1) & level


def _paint_bone(canvas, texture, rng):
    marrow = rng.uniform(0.6, 2.0) if rng.random() < 0.85 else rng.uniform(2, 4.5)
    canvas.hu[canvas.spine] = rng.uniform(130, 300) + 40 * texture[canvas.spine]
    canvas.suv[canvas.spine] = marrow * (1 + 0.12 * texture[canvas.spine])
    canvas.hu[canvas.bones] = rng.uniform(200, 700) + 120 * texture[canvas.bones]
    canvas.suv[canvas.bones] = marrow * rng.uniform(0.4, 0.9) * (1 + 0.15 * texture[canvas.bones])


def _paint_organs(canvas, texture, rng):
    liver = canvas.liver_suv
    enhanced = rng.uniform(20, 60) if rng.random() < 0.6 else 0.0
    bladder = float(np.exp(rng.uniform(np.log(2), np.log(70))))
    look = {  # label: (HU, SUV, share of slow variation)
        o.SPLEEN: (50 + enhanced, liver * rng.uniform(0.7, 1.15), 0.06),
        o.KIDNEYS: (35 + 2.5 * enhanced, rng.uniform(1.8, 6), 0.15),
        o.LIVER: (rng.uniform(35, 65) + enhanced, liver, 0.07),
        o.BLADDER: (rng.uniform(0, 20), bladder, 0.1),
        o.LUNG: (rng.uniform(-880, -720), rng.uniform(0.25, 0.7), 0.25),
        o.BRAIN: (rng.uniform(28, 42), rng.uniform(4, 15), 0.25),
        o.HEART: (40 + 1.5 * enhanced, rng.uniform(1.2, 2.3), 0.08),
        o.STOMACH: (rng.uniform(10, 45), float(np.exp(rng.uniform(np.log(0.8), np.log(5)))), 0.25),
        o.PROSTATE: (rng.uniform(30, 50), rng.uniform(1, 2.8), 0.15),
        o.HEAD_GLANDS: (rng.uniform(0, 55), rng.uniform(1.2, 7), 0.15),
    }
    for label, (hu, suv, spread) in look.items():
        region = canvas.organs == label
        canvas.hu[region] = hu + (60 if label == o.LUNG else 5) * texture[region]
        canvas.suv[region] = suv * np.maximum(0.2, 1 + spread * texture[region])
    brain = canvas.organs == o.BRAIN
    if brain.any() and rng.random() < 0.8:
        inner = distance_outside(~brain, 6) > rng.uniform(2, 4)
        canvas.suv[brain & inner & (texture < 0.6)] *= rng.uniform(0.4, 0.8)


def _paint_airway(canvas, rng):
    """Trachea from the neck to the middle of the lungs, stomach gas."""
    body, mm = canvas.body, 1 / canvas.spacing
    top = int(np.clip(body.levels["head_bottom"], 0, len(body.centre) - 1))
    carina = int(0.35 * body.levels["lung_bottom"] + 0.65 * body.levels["lung_top"])
    if 0 <= carina < top:
        airway = np.zeros(body.outline.shape, bool)
        path = [(z, body.centre[z, 0] - 5 * mm, body.centre[z, 1]) for z in range(carina, top, 3)]
        stamp_tube(airway, path + path[-1:], rng.uniform(6, 10) * mm)
        airway &= canvas.organs == 0
        canvas.hu[airway] = -950
        canvas.suv[airway] = 0.2
    if rng.random() < 0.5:
        stomach = canvas.organs == o.STOMACH
        rows = np.flatnonzero(stomach.any(axis=(0, 2)))
        if rows.size:
            gas = stomach & (np.arange(stomach.shape[1])[None, :, None] < np.quantile(rows, rng.uniform(0.1, 0.5)))
            canvas.hu[gas] = -950
            canvas.suv[gas] *= 0.4
