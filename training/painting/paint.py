"""One painted study from one organ map."""

import numpy as np

from .lesions import add_lesions
from .organs import read_organs
from .physiology import add_physiology
from .scanner import acquire
from .shapes import bounding_box
from .tissues import paint_tissues

FWHM_TO_SIGMA = 1 / 2.3548


def paint(organ_map, seed, spacing):
    """Painted study of the organ map at path `organ_map`.

    Returns `ct` (HU, float32), `pet` (SUV g/ml, float32) and `mask` (uint8), all [z,y,x] in LPS at isotropic
    `spacing` mm. The same seed gives the same study.
    """
    rng = np.random.default_rng(seed)
    organs = read_organs(organ_map, rng, spacing)
    canvas = paint_tissues(organs, rng, spacing)
    add_physiology(canvas, rng)
    psf_sigma = rng.uniform(4, 8) * FWHM_TO_SIGMA / spacing
    mask = add_lesions(canvas, rng, psf_sigma)
    pet, ct = acquire(canvas, rng, psf_sigma)
    box = bounding_box(canvas.body.outline, margin=int(rng.integers(2, 12)))
    return {"ct": ct[box], "pet": pet[box], "mask": mask[box].astype(np.uint8)}
