"""What a face takes up below and in front of the brain: eyes and their muscles, mucosa, tongue, lips, chewing muscles, glands."""

import numpy as np

from . import organs as o
from .shapes import bounding_box, smooth_noise, stamp_balls, stamp_tube

# Foci of a face: depth below the brain's lower end, distance behind the face's front, to the side, radius (mm); SUV from, to; chance.
FOCI = {
    "eye": (-6, 14, 32, 12, 0.3, 0.9, 1.0),
    "eye muscles": (-4, 34, 24, 6, 1.5, 9, 0.7),
    "mucosa": (16, 25, 9, 6, 1.0, 4, 0.6),
    "parotids": (32, 85, 52, 13, 0.8, 4.5, 0.7),
    "submandibular glands": (62, 60, 28, 9, 0.8, 5, 0.6),
    "chewing muscles": (30, 60, 48, 9, 0.7, 6, 0.5),
    "lips": (48, 6, 14, 6, 0.8, 5, 0.5),
    "tongue": (50, 35, 9, 14, 0.8, 7, 0.6),
    "floor of the mouth": (62, 22, 6, 7, 0.8, 6, 0.4),
}
AIR = {"nose": (16, 18, 4, 7), "sinuses": (18, 28, 24, 13), "throat": (50, 62, 0, 8)}


def paint_face(canvas, rng):
    """Paints a face onto the canvas; none where the map has no brain."""
    brain = bounding_box(canvas.organs == o.BRAIN)
    if brain is None:
        return
    mm = 1 / canvas.spacing
    middle = (brain[2].start + brain[2].stop) / 2
    bottom, front = brain[0].start + 20 * mm, brain[1].start - rng.uniform(0, 15) * mm
    free = canvas.body.outline & (canvas.organs != o.BRAIN)
    low, high = (int(np.clip(bottom + d * mm, 0, len(free))) for d in (-110, 30))
    soft = np.zeros(free.shape, bool)
    soft[low:high] = free[low:high]
    canvas.suv[soft] *= rng.uniform(0.7, 2) * np.maximum(0.4, 1 + 0.3 * smooth_noise(rng, free.shape, rng.uniform(2, 5))[soft])

    def at(down, behind, side):
        return np.array([bottom - down * mm, front + behind * mm, middle + side * mm])

    for down, behind, side, radius, lowest, highest, chance in FOCI.values():
        if rng.random() < chance:
            suv = float(np.exp(rng.uniform(np.log(lowest), np.log(highest))))
            for sign in (-1, 1) if rng.random() < 0.85 else (rng.choice([-1, 1]),):
                centre = at(down, behind, sign * side) + rng.normal(0, 3, 3) * mm
                focus = np.zeros(free.shape, bool)
                reach = rng.normal(0, 0.6, 3) * radius * mm
                stamp_tube(focus, [centre - reach, centre + reach], radius * rng.uniform(0.6, 1.2) * mm)
                canvas.suv[focus & free] = suv * rng.uniform(0.8, 1.2)
    if rng.random() < 0.7:
        for down, behind, side, radius in AIR.values():
            hollow = np.zeros(free.shape, bool)
            points = [at(down, behind, sign * side) + rng.normal(0, 3, 3) * mm for sign in (-1, 1)]
            stamp_balls(hollow, points, [radius * rng.uniform(0.6, 1.1) * mm] * 2)
            canvas.hu[hollow & free] = -950
            canvas.suv[hollow & free] *= 0.4
