"""Physiological and incidental uptake that is not a lesion."""

import numpy as np
from scipy import ndimage

from . import organs as o
from .shapes import bounding_box, distance_outside, random_voxel, random_walk, smooth_noise, stamp_balls, stamp_tube


def add_physiology(canvas, rng):
    """Paints myocardium, renal pelves, ureters, gut, vessels and the rarer pitfalls onto the canvas."""
    _myocardium(canvas, rng)
    _urinary_tract(canvas, rng)
    _vessels(canvas, rng)
    for part, chance in ((_gut, 0.85), (_throat, 0.6), (_brown_fat, 0.1), (_injection_site, 0.12), (_joints, 0.3),
                         (_oesophagus, 0.2), (_thyroid, 0.15), (_metal, 0.08), (_skin_spill, 0.1)):
        if rng.random() < chance:
            part(canvas, rng)


def _set(canvas, region, hu=None, suv=None):
    region = region & canvas.body.outline
    if hu is not None:
        canvas.hu[region] = hu
    if suv is not None:
        canvas.suv[region] = suv


def _log_uniform(rng, low, high):
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def _myocardium(canvas, rng):
    heart = canvas.organs == o.HEART
    box = bounding_box(heart)
    if box is None or rng.random() < 0.25:
        return
    start, stop = (np.array([getattr(s, k) for s in box], float) for k in ("start", "stop"))
    size = (stop - start).min() * rng.uniform(0.28, 0.42)
    centre = (start + stop) / 2 + (stop - start) * np.array([-0.08, 0.02, 0.15]) + rng.normal(0, 1, 3)
    apex = centre + size * np.array([-0.5, -0.7, 0.7]) * rng.uniform(0.7, 1.2)
    wall, cavity = np.zeros(heart.shape, bool), np.zeros(heart.shape, bool)
    stamp_tube(wall, [centre, apex], size, size * 0.8)
    thickness = rng.uniform(9, 14) / canvas.spacing
    base = centre - 0.4 * (apex - centre)
    stamp_tube(cavity, [base, apex - 0.15 * (apex - centre)], max(size - thickness, 1), max(size * 0.8 - thickness, 1))
    wall &= heart & ~cavity
    patchy = 1 + 0.25 * smooth_noise(rng, heart.shape, 8)[wall]
    canvas.suv[wall] = _log_uniform(rng, 1.5, 16) * np.clip(patchy, 0.3, 2)


def _urinary_tract(canvas, rng):
    kidneys = canvas.organs == o.KIDNEYS
    mm = 1 / canvas.spacing
    halves, count = ndimage.label(kidneys)
    bladder = random_voxel(rng, canvas.organs == o.BLADDER)
    urine = _log_uniform(rng, 3, 40)
    for k in range(1, count + 1):
        kidney = halves == k
        if kidney.sum() < 200 or rng.random() < 0.15:
            continue
        centre = np.array(ndimage.center_of_mass(kidney))
        inward = np.sign(canvas.body.centre[int(centre[0]), 1] - centre[2])
        hilum = centre + np.array([0, -4 * mm, inward * rng.uniform(2, 14) * mm])
        pelvis = np.zeros(kidney.shape, bool)
        for _ in range(rng.integers(1, 6)):
            calyx = hilum + rng.normal(0, 1, 3) * np.array([14, 6, 6]) * mm
            stamp_balls(pelvis, [calyx], [rng.uniform(4, 10) * mm])
        _set(canvas, pelvis, hu=rng.uniform(5, 60), suv=urine * rng.uniform(0.5, 1.2))
        if bladder is not None and rng.random() < 0.5:
            middle = (hilum + bladder) / 2 + rng.normal(0, 8, 3) * mm
            path = np.stack([np.interp(np.linspace(0, 2, 60), range(3), c) for c in np.stack([hilum, middle, bladder], 1)], 1)
            shown = np.repeat(rng.random(10) < rng.uniform(0.2, 0.9), 6)
            ureter = np.zeros(kidney.shape, bool)
            if shown.any():
                stamp_balls(ureter, path[shown], np.full(shown.sum(), rng.uniform(2.5, 5) * mm))
            ureter &= (canvas.organs == 0) | (canvas.organs == o.KIDNEYS)
            _set(canvas, ureter, hu=rng.uniform(0, 60), suv=urine * rng.uniform(0.3, 1.2))


def _vessels(canvas, rng):
    body, mm = canvas.body, 1 / canvas.spacing
    low, high = int(max(0, body.levels["pelvis"] + 70 * mm)), int(body.levels["lung_top"] - 40 * mm)
    blood = rng.uniform(1.0, 2.3)
    for offset, radius in ((14, rng.uniform(9, 15)), (-16, rng.uniform(8, 13))):
        vessel = np.zeros(body.outline.shape, bool)
        path = [(z, body.centre[z, 0] + body.half[z, 0] * 0.22, body.centre[z, 1] + offset * mm)
                for z in range(low, min(high, len(body.centre)), 4)]
        if len(path) > 1:
            stamp_tube(vessel, path, radius * mm)
            _set(canvas, vessel & (canvas.organs == 0) & ~canvas.spine, hu=rng.uniform(40, 190), suv=blood)


def _gut(canvas, rng):
    body, mm = canvas.body, 1 / canvas.spacing
    level = rng.uniform(0.5, 2)
    for _ in range(rng.integers(3, 14)):
        z = rng.uniform(body.levels["pelvis"], body.levels["lung_bottom"])
        row = int(np.clip(z, 0, len(body.centre) - 1))
        start = (z, body.centre[row, 0] + rng.uniform(-0.6, 0.15) * body.half[row, 0],
                 body.centre[row, 1] + rng.uniform(-0.6, 0.6) * body.half[row, 1])
        avid = rng.random() < 0.35
        # An avid loop is long: a short one could not be told from a tumour, on real studies neither.
        path = random_walk(rng, start, int(rng.integers(16 if avid else 5, 45)), 6 * mm, rng.uniform(0.2, 0.6))
        loop, lumen = np.zeros(body.outline.shape, bool), np.zeros(body.outline.shape, bool)
        radius = rng.uniform(6, 18) * mm
        stamp_balls(loop, path, np.full(len(path), radius))
        stamp_balls(lumen, path, np.full(len(path), radius * 0.55))
        free = (canvas.organs == 0) & ~canvas.spine & ~canvas.bones
        suv = _log_uniform(rng, 1.5, 9) if avid else level
        patchy = np.maximum(0.3, 1 + 0.4 * smooth_noise(rng, loop.shape, 4)[loop & free]) if avid else 1.0
        _set(canvas, loop & free, hu=rng.uniform(20, 60))
        canvas.suv[loop & free] = suv * patchy
        if rng.random() < 0.5:
            _set(canvas, lumen & free, hu=rng.choice([-900, -50, 30, 200]), suv=suv * rng.uniform(0.3, 1))


def _throat(canvas, rng):
    """Tonsils, tongue base or larynx: symmetric foci in the neck."""
    body, mm = canvas.body, 1 / canvas.spacing
    z = body.levels["head_bottom"] + rng.uniform(-45, 15) * mm
    row = int(np.clip(z, 0, len(body.centre) - 1))
    foci = np.zeros(body.outline.shape, bool)
    apart = rng.uniform(4, 20) * mm
    points = [(z, body.centre[row, 0] - rng.uniform(0, 25) * mm, body.centre[row, 1] + side * apart) for side in (-1, 1)]
    stamp_balls(foci, points, [rng.uniform(4, 9) * mm] * 2)
    _set(canvas, foci, suv=_log_uniform(rng, 2, 9))


def _brown_fat(canvas, rng):
    body, mm = canvas.body, 1 / canvas.spacing
    top = body.levels["lung_top"] + 15 * mm
    suv = _log_uniform(rng, 2.5, 14)
    pads = np.zeros(body.outline.shape, bool)
    for side in (-1, 1):
        for _ in range(rng.integers(3, 9)):
            z = top + rng.normal(0, 22) * mm
            row = int(np.clip(z, 0, len(body.centre) - 1))
            start = (z, body.centre[row, 0] + rng.normal(0, 15) * mm, body.centre[row, 1] + side * rng.uniform(35, 110) * mm)
            path = random_walk(rng, start, 6, 5 * mm, 0.5)
            stamp_balls(pads, path, np.full(6, rng.uniform(4, 7) * mm))
    pads &= (canvas.organs == 0) & ~canvas.bones
    _set(canvas, pads, hu=rng.uniform(-100, -60), suv=suv)


def _injection_site(canvas, rng):
    spot = random_voxel(rng, canvas.body.arms)
    if spot is None:
        return
    site = np.zeros(canvas.hu.shape, bool)
    path = random_walk(rng, spot, int(rng.integers(1, 8)), 2, 0.2)
    stamp_balls(site, path, np.full(len(path), rng.uniform(4, 10) / canvas.spacing))
    _set(canvas, site & canvas.body.arms, suv=_log_uniform(rng, 5, 80))


def _joints(canvas, rng):
    """Diffuse capsular uptake of shoulders and hips."""
    body, mm = canvas.body, 1 / canvas.spacing
    hips = rng.random() < 0.5
    level = body.levels["pelvis"] - 10 * mm if hips else body.levels["lung_top"] - 15 * mm
    row = int(np.clip(level, 0, len(body.centre) - 1))
    reach = 88 * mm if hips else body.half[row, 1] - 12 * mm
    for side in (-1, 1):
        outer, inner = np.zeros(body.outline.shape, bool), np.zeros(body.outline.shape, bool)
        point = [(level, body.centre[row, 0], body.centre[row, 1] + side * reach)]
        stamp_balls(outer, point, [32 * mm])
        stamp_balls(inner, point, [22 * mm])
        _set(canvas, outer & ~inner, suv=rng.uniform(1.2, 2.6))


def _oesophagus(canvas, rng):
    body, mm = canvas.body, 1 / canvas.spacing
    low, high = int(max(0, body.levels["lung_bottom"])), int(min(body.levels["lung_top"], len(body.centre) - 1))
    tube = np.zeros(body.outline.shape, bool)
    path = [(z, body.centre[z, 0] + 0.12 * body.half[z, 0], body.centre[z, 1]) for z in range(low, high, 3)]
    if len(path) > 1:
        stamp_tube(tube, path, rng.uniform(4, 8) * mm)
        _set(canvas, tube & (canvas.organs == 0) & ~canvas.spine, hu=40, suv=rng.uniform(1.6, 3.5))


def _thyroid(canvas, rng):
    body, mm = canvas.body, 1 / canvas.spacing
    z = body.levels["lung_top"] + rng.uniform(15, 40) * mm
    row = int(np.clip(z, 0, len(body.centre) - 1))
    lobes = np.zeros(body.outline.shape, bool)
    for side in (-1, 1):
        at = np.array([z, body.centre[row, 0] - 20 * mm, body.centre[row, 1] + side * 16 * mm])
        stamp_tube(lobes, [at - [18 * mm, 0, 0], at + [18 * mm, 0, 0]], rng.uniform(6, 9) * mm)
    _set(canvas, lobes, hu=rng.uniform(60, 130), suv=_log_uniform(rng, 1.5, 8))


def _metal(canvas, rng):
    """A hip or shoulder implant: very dense, cold, with a thin rim of uptake."""
    body, mm = canvas.body, 1 / canvas.spacing
    row = int(np.clip(body.levels["pelvis"], 0, len(body.centre) - 1))
    side = rng.choice([-1, 1])
    head = np.array([body.levels["pelvis"] - 10 * mm, body.centre[row, 0], body.centre[row, 1] + side * 88 * mm])
    implant = np.zeros(body.outline.shape, bool)
    stamp_tube(implant, [head, head + [-40 * mm, 0, side * 30 * mm], head + [-130 * mm, 0, side * 15 * mm]], 12 * mm)
    rim = distance_outside(implant, 3) < 2.5
    _set(canvas, rim, suv=rng.uniform(1, 2.5))
    _set(canvas, implant, hu=3000, suv=0.4)


def _skin_spill(canvas, rng):
    """Urine on the skin or a catheter: a hot streak at the surface of the thighs or pelvis."""
    body, mm = canvas.body, 1 / canvas.spacing
    z = rng.uniform(max(0, body.levels["crotch"] - 60 * mm), max(1, body.levels["pelvis"]))
    row = int(np.clip(z, 0, len(body.outline) - 1))
    ys, xs = np.nonzero(body.outline[row])
    if ys.size:
        front = ys.argmin()
        streak = np.zeros(body.outline.shape, bool)
        path = random_walk(rng, (row, ys[front], xs[front]), int(rng.integers(2, 12)), 1.5, 0.3)
        stamp_balls(streak, path, np.full(len(path), rng.uniform(3, 6) * mm))
        canvas.suv[streak] = _log_uniform(rng, 3, 30)
