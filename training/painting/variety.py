"""What differs between real bodies and is no lesion, beyond physiology.py; painted with a generator of its own, so that the bodies
without it stay the same."""

import numpy as np
from scipy import ndimage

from . import organs as o
from .face import paint_face
from .shapes import bounding_box, distance_outside, random_walk, smooth_noise, stamp_balls, stamp_tube


def vary_body(canvas, rng):
    """Paints some of the variations onto the canvas, before its lesions."""
    for part, chance in ((paint_face, 0.7), (_brain, 0.6), (_kidneys, 0.35), (_myocardium, 0.3), (_colon, 0.2), (_muscles, 0.2), (_brown_fat, 0.12),
                         (_catheter, 0.12), (_injected_arm, 0.12), (_marrow, 0.12), (_gonads, 0.2), (_contrast, 0.3),
                         (_teeth, 0.3), (_soft_skull, 0.15)):
        if rng.random() < chance:
            part(canvas, rng)


def _log_uniform(rng, low, high):
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def _stamped(canvas, points, radii):
    region = np.zeros(canvas.hu.shape, bool)
    stamp_balls(region, points, radii)
    return region


def _brain(canvas, rng):
    """Folded cortex over white matter, bright or low, at times with a cold half or a cold region."""
    brain = canvas.organs == o.BRAIN
    box = bounding_box(brain, margin=3)
    if box is None:
        return
    inside = brain[box]
    folds = np.abs(smooth_noise(rng, inside.shape, rng.uniform(8, 14) / canvas.spacing))
    depth = ndimage.distance_transform_edt(inside) * canvas.spacing
    grey = (depth < rng.uniform(5, 9)) | (folds < rng.uniform(0.15, 0.4))
    suv = _log_uniform(rng, 1.8, 18)
    values = np.where(grey, suv, suv * rng.uniform(0.25, 0.6)) * (1 + 0.12 * smooth_noise(rng, inside.shape, 9))
    if rng.random() < 0.2:
        values[smooth_noise(rng, inside.shape, 25) > 0.7] *= rng.uniform(0.3, 0.7)
    canvas.suv[box][inside] = np.maximum(values, 0.3)[inside]


def _kidneys(canvas, rng):
    """One is missing, shrunken to nothing to speak of, swollen with urine, hot or cold as a whole."""
    pieces, count = ndimage.label(canvas.organs == o.KIDNEYS)
    sizes = np.bincount(pieces.ravel(), minlength=count + 1)[1:]
    large = [k + 1 for k in np.argsort(sizes)[::-1][:2] if sizes[k] * canvas.spacing**3 > 20_000]
    if not large:
        return
    kidney = pieces == rng.choice(large)
    kind = rng.random()
    if kind < 0.3 and len(large) == 2:
        canvas.organs[kidney] = 0
        canvas.hu[kidney], canvas.suv[kidney] = rng.uniform(-110, -90), rng.uniform(0.2, 0.5)
    elif kind < 0.65:
        centre = np.array(ndimage.center_of_mass(kidney))
        radius = rng.uniform(12, 32) / canvas.spacing
        points = centre + rng.normal(0, radius / 2, (rng.integers(1, 5), 3))
        swollen = _stamped(canvas, points, np.full(len(points), radius)) & canvas.body.outline
        swollen &= (kidney | (canvas.organs == 0)) & ~canvas.spine
        canvas.organs[swollen] = o.KIDNEYS
        canvas.hu[swollen] = rng.uniform(0, 25)
        canvas.suv[swollen] = _log_uniform(rng, 0.6, 30)
    else:
        patchy = np.maximum(0.3, 1 + 0.3 * smooth_noise(rng, kidney.shape, 6)[kidney])
        canvas.suv[kidney] = _log_uniform(rng, 1, 25) * patchy


def _myocardium(canvas, rng):
    """Most of the heart hot, unevenly."""
    heart = canvas.organs == o.HEART
    wall = heart & (smooth_noise(rng, heart.shape, rng.uniform(20, 45) / canvas.spacing) > rng.uniform(-1, 0.5))
    canvas.suv[wall] = _log_uniform(rng, 3, 18) * np.maximum(0.4, 1 + 0.25 * smooth_noise(rng, heart.shape, 5)[wall])


def _colon(canvas, rng):
    """The frame of the colon avid, as under metformin, or parts of it."""
    body, mm = canvas.body, 1 / canvas.spacing
    low, high = body.levels["pelvis"] + 20 * mm, body.levels["kidneys"] + rng.uniform(20, 70) * mm
    corners = []
    for z, x in ((low, -0.62), (high, -0.66), (high - 25 * mm, 0.0), (high + 15 * mm, 0.66), (low + 30 * mm, 0.66), (low, 0.1)):
        row = int(np.clip(z, 0, len(body.centre) - 1))
        corners.append((z, body.centre[row, 0] - rng.uniform(0, 0.4) * body.half[row, 0], body.centre[row, 1] + x * body.half[row, 1]))
    corners = np.array(corners) + rng.normal(0, 6 * mm, (len(corners), 3))
    first = int(rng.integers(0, 3))
    tube = np.zeros(canvas.hu.shape, bool)
    stamp_tube(tube, corners[first : int(rng.integers(first + 2, len(corners) + 1))], rng.uniform(9, 20) * mm)
    tube &= (canvas.organs == 0) & body.outline & ~canvas.spine & ~canvas.bones
    patchy = np.maximum(0.25, 1 + 0.4 * smooth_noise(rng, tube.shape, 5)[tube])
    canvas.hu[tube] = rng.uniform(10, 50)
    canvas.suv[tube] = _log_uniform(rng, 2, 14) * patchy


def _muscles(canvas, rng):
    """Strands of muscle after exercise or speech: thighs, back, shoulders, neck; on both sides or on one."""
    body, mm = canvas.body, 1 / canvas.spacing
    levels = body.levels
    suv = _log_uniform(rng, 1.8, 7)
    for _ in range(rng.integers(1, 5)):
        low, length, x, y = [
            (levels["crotch"] - 160 * mm, 140, 0.5, 0.0), (levels["kidneys"], 150, 0.3, 0.55),
            (levels["lung_top"] - 60 * mm, 90, 0.75, 0.4), (levels["lung_top"] + 20 * mm, 90, 0.45, -0.1),
        ][rng.integers(4)]
        for side in (-1, 1) if rng.random() < 0.7 else (1,):
            ends = []
            for z in (low, low + length * mm):
                row = int(np.clip(z, 0, len(body.centre) - 1))
                ends.append((z, body.centre[row, 0] + y * body.half[row, 0], body.centre[row, 1] + side * x * body.half[row, 1]))
            strand = np.zeros(canvas.hu.shape, bool)
            stamp_tube(strand, ends, rng.uniform(6, 16) * mm)
            strand &= body.outline & (canvas.organs == 0) & ~canvas.bones & ~canvas.spine
            canvas.suv[strand] = suv * rng.uniform(0.7, 1.2)


def _brown_fat(canvas, rng):
    """Beside the spine and in the neck, where physiology.py has none."""
    body, mm = canvas.body, 1 / canvas.spacing
    suv = _log_uniform(rng, 2, 12)
    points = []
    for z in np.arange(body.levels["lung_bottom"], body.levels["head_bottom"], rng.uniform(14, 28) * mm):
        row = int(np.clip(z, 0, len(body.centre) - 1))
        for side in (-1, 1):
            aside = rng.uniform(20, 34) if z < body.levels["lung_top"] else rng.uniform(30, 60)
            y = body.centre[row, 0] + 0.45 * body.half[row, 0] + rng.normal(0, 5) * mm
            points.append((z, y, body.centre[row, 1] + side * aside * mm))
    if points:
        pads = _stamped(canvas, points, rng.uniform(3, 6, len(points)) * mm) & (canvas.organs == 0) & body.outline
        pads &= ~canvas.spine & ~canvas.bones
        canvas.hu[pads], canvas.suv[pads] = rng.uniform(-100, -60), suv


def _catheter(canvas, rng):
    """A tube with urine along a thigh, and a bag or what was spilled beside it; outside the body too."""
    bladder = bounding_box(canvas.organs == o.BLADDER)
    if bladder is None:
        return
    mm = 1 / canvas.spacing
    start = np.array([bladder[0].start, bladder[1].start, (bladder[2].start + bladder[2].stop) / 2], float)
    path = random_walk(rng, start, 40, 5 * mm, 0.25)
    path[:, 0] = start[0] - np.abs(path[:, 0] - start[0])
    suv = _log_uniform(rng, 3, 40)
    tube = _stamped(canvas, path, np.full(len(path), rng.uniform(2, 4) * mm)) & (canvas.organs == 0)
    bag = _stamped(canvas, path[-1:], [rng.uniform(8, 35) * mm]) & ~canvas.body.outline
    canvas.suv[tube] = suv * rng.uniform(0.4, 1)
    canvas.suv[bag] = suv
    canvas.hu[bag] = rng.uniform(0, 20)


def _injected_arm(canvas, rng):
    """A vein of one arm, hot along a stretch of it."""
    arms = canvas.body.arms
    rows = np.flatnonzero(arms.any((1, 2)))
    if len(rows) < 10:
        return
    half = slice(None, arms.shape[2] // 2) if rng.random() < 0.5 else slice(arms.shape[2] // 2, None)
    first = int(rng.integers(0, len(rows) - 5))
    points = []
    for z in rows[first : first + int(rng.integers(5, 60))]:
        ys, xs = np.nonzero(arms[z, :, half])
        if ys.size:
            points.append((z, ys.mean(), xs.mean() + (half.start or 0)))
    if points:
        vein = _stamped(canvas, points, np.full(len(points), rng.uniform(2.5, 6) / canvas.spacing)) & arms
        canvas.suv[vein] = _log_uniform(rng, 2, 40)


def _marrow(canvas, rng):
    """All of the marrow avid, as after growth factors; the spine more than the rest."""
    suv = rng.uniform(2.5, 7)
    for region, share in ((canvas.spine, 1.0), (canvas.bones, rng.uniform(0.4, 1))):
        canvas.suv[region] = suv * share * (1 + 0.12 * smooth_noise(rng, region.shape, 6)[region])


def _gonads(canvas, rng):
    """Testes below the pelvis, or a womb behind the bladder."""
    body, mm = canvas.body, 1 / canvas.spacing
    bladder = bounding_box(canvas.organs == o.BLADDER)
    row = int(np.clip(body.levels["crotch"], 0, len(body.centre) - 1))
    if (canvas.organs == o.PROSTATE).any():
        centre = np.array([row, body.centre[row, 0] - 0.75 * body.half[row, 0], body.centre[row, 1]])
        region = _stamped(canvas, [centre + [0, 0, 16 * mm], centre - [0, 0, 16 * mm]], [rng.uniform(11, 17) * mm] * 2)
        canvas.hu[region] = rng.uniform(20, 45)
        canvas.body.outline[region] = True
        canvas.suv[region] = _log_uniform(rng, 1.5, 6)
    elif bladder is not None:
        centre = np.array([bladder[0].stop + 8 * mm, bladder[1].stop + 6 * mm, (bladder[2].start + bladder[2].stop) / 2])
        womb = _stamped(canvas, centre + rng.normal(0, 5 * mm, (3, 3)), rng.uniform(14, 22, 3) * mm) & body.outline
        womb &= (canvas.organs == 0) & ~canvas.spine & ~canvas.bones
        canvas.hu[womb], canvas.suv[womb] = rng.uniform(40, 90), rng.uniform(1, 2.5)
        lining = womb & _stamped(canvas, [centre], [rng.uniform(6, 10) * mm])
        canvas.suv[lining] = _log_uniform(rng, 1.5, 6)


def _contrast(canvas, rng):
    """Another contrast phase: kidneys, spleen, heart and liver each brighter by its own."""
    for organ, most in ((o.KIDNEYS, 180), (o.HEART, 200), (o.SPLEEN, 110), (o.LIVER, 70)):
        canvas.hu[canvas.organs == organ] += rng.uniform(0, most)


def _teeth(canvas, rng):
    """An arc of teeth in front of and below the brain, with metal at times."""
    brain = bounding_box(canvas.organs == o.BRAIN)
    if brain is None:
        return
    mm = 1 / canvas.spacing
    middle = (brain[2].start + brain[2].stop) / 2
    angles = np.linspace(-1.2, 1.2, 14)
    points = [(brain[0].start - 40 * mm, brain[1].start + (35 - 30 * np.cos(a)) * mm, middle + 27 * mm * np.sin(a)) for a in angles]
    arc = _stamped(canvas, points, np.full(len(points), 4 * mm)) & canvas.body.outline
    canvas.hu[arc] = rng.uniform(900, 2000)
    if rng.random() < 0.4:
        metal = _stamped(canvas, points[:: int(rng.integers(2, 7))], np.full(14, 5 * mm))
        canvas.hu[metal & canvas.body.outline] = 3000


def _soft_skull(canvas, rng):
    """A skull that is hardly denser than the brain, or a thick one."""
    near = distance_outside(canvas.organs == o.BRAIN, 14 / canvas.spacing) < 13 / canvas.spacing
    skull = near & (canvas.organs == 0) & canvas.body.outline
    canvas.hu[skull] = rng.uniform(30, 120) if rng.random() < 0.5 else rng.uniform(600, 1400)
