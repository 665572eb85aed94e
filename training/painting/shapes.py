"""Small drawing tools on [z,y,x] grids; lengths are in voxels."""

import numpy as np
from scipy import ndimage


def smooth_noise(rng, shape, correlation):
    """Float32 [z,y,x] noise of about zero mean and unit spread, smooth over `correlation` voxels."""
    coarse_shape = [int(np.ceil(n / correlation)) + 3 for n in shape]
    coarse = rng.standard_normal(coarse_shape).astype(np.float32)
    offset = rng.uniform(0, 1, 3)
    for axis, n in enumerate(shape):
        position = np.arange(n) / correlation + offset[axis]
        low = position.astype(int)
        weight = (position - low).astype(np.float32)
        weight = weight * weight * (3 - 2 * weight)
        weight = weight.reshape([-1 if a == axis else 1 for a in range(3)])
        coarse = coarse.take(low, axis) * (1 - weight) + coarse.take(low + 1, axis) * weight
    return coarse * np.float32(1.6)


def stamp_balls(mask, points, radii):
    """Sets the voxels of `mask` within `radii[i]` of `points[i]` (z,y,x)."""
    for point, radius in zip(points, radii):
        low = [max(0, int(np.floor(c - radius))) for c in point]
        high = [min(n, int(np.ceil(c + radius)) + 1) for c, n in zip(point, mask.shape)]
        if any(a >= b for a, b in zip(low, high)):
            continue
        z, y, x = np.ogrid[tuple(slice(a, b) for a, b in zip(low, high))]
        inside = (z - point[0]) ** 2 + (y - point[1]) ** 2 + (x - point[2]) ** 2 <= radius**2
        mask[tuple(slice(a, b) for a, b in zip(low, high))] |= inside


def stamp_tube(mask, corners, radius_start, radius_end=None):
    """Draws a tube of tapering radius along the polyline `corners` (z,y,x)."""
    corners = np.asarray(corners, float)
    lengths = np.linalg.norm(np.diff(corners, axis=0), axis=1)
    along = np.concatenate([[0], np.cumsum(lengths)])
    steps = np.linspace(0, along[-1], max(2, int(along[-1] / max(0.7, radius_start / 4))))
    points = np.stack([np.interp(steps, along, corners[:, d]) for d in range(3)], 1)
    end = radius_start if radius_end is None else radius_end
    stamp_balls(mask, points, np.linspace(radius_start, end, len(steps)))


def random_walk(rng, start, steps, step_length, wiggle):
    """Points [steps,3] of a walk whose direction turns by about `wiggle` rad a step."""
    direction = rng.standard_normal(3)
    points = [np.asarray(start, float)]
    for _ in range(steps - 1):
        direction = direction / np.linalg.norm(direction) + wiggle * rng.standard_normal(3)
        points.append(points[-1] + step_length * direction / np.linalg.norm(direction))
    return np.array(points)


def distance_outside(mask, limit):
    """Float32 distance (voxels) of every voxel to `mask`, 0 inside it, capped at `limit`."""
    distance = np.full(mask.shape, limit, np.float32)
    box = bounding_box(mask, margin=int(np.ceil(limit)))
    if box is not None:
        distance[box] = np.minimum(ndimage.distance_transform_edt(~mask[box]), limit)
    return distance


def bounding_box(mask, margin=0):
    """Slices of the box round the true voxels, grown by `margin`; None for an empty mask."""
    box = []
    for axis in range(mask.ndim):
        others = tuple(a for a in range(mask.ndim) if a != axis)
        hit = np.flatnonzero(mask.any(axis=others))
        if hit.size == 0:
            return None
        box.append(slice(max(0, hit[0] - margin), min(mask.shape[axis], hit[-1] + 1 + margin)))
    return tuple(box)


def random_voxel(rng, mask):
    """A random true voxel (z,y,x) of `mask`, or None."""
    candidates = np.flatnonzero(mask)
    if candidates.size == 0:
        return None
    return np.array(np.unravel_index(rng.choice(candidates), mask.shape), float)
