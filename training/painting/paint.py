"""One painted study from one organ map."""

import numpy as np

from .anatomy import name_tissues
from .carve import implant_tumours
from .lesions import add_lesions
from .organs import LIVER, read_organs
from .physiology import add_physiology
from .scanner import acquire
from .scanners import vary_pet
from .shapes import bounding_box
from .tissues import paint_tissues
from .variety import vary_body

FWHM_TO_SIGMA = 1 / 2.3548
NEGATIVE_SHARE = 0.15
IMPLANT_SHARE = 0.25


def paint(organ_map, seed, spacing, tumours=(), negative=None, fwhm_mm=(4, 8), varied=False):
    """Painted study of the organ map at path `organ_map`, seen with a point spread within `fwhm_mm`.

    Returns `ct` (HU, float32), `pet` (SUV g/ml, float32), `mask`, `liver` and `anatomy` (uint8; the classes of
    anatomy.py), all [z,y,x] in LPS at isotropic `spacing` mm. The same seed gives the same study. Some bodies also get real `tumours` (see carve.py), and some
    have no lesion at all; `negative` says which instead of chance. `varied` bodies also differ in what variety.py and
    scanners.py have.
    """
    rng, variety = np.random.default_rng(seed), np.random.default_rng([seed, 1])
    organs = read_organs(organ_map, rng, spacing)
    canvas = paint_tissues(organs, rng, spacing)
    plain_suv = canvas.suv.copy()
    add_physiology(canvas, rng)
    if varied:
        vary_body(canvas, variety)
    anatomy = name_tissues(canvas, canvas.suv > 1.3 * plain_suv + 0.5)
    psf_sigma = rng.uniform(*fwhm_mm) * FWHM_TO_SIGMA / spacing
    has_none = rng.random() < NEGATIVE_SHARE if negative is None else negative
    mask = np.zeros(organs.shape, bool) if has_none else add_lesions(canvas, rng, psf_sigma)
    pet, ct = acquire(canvas, rng, psf_sigma)
    if varied:
        pet = vary_pet(pet, canvas.organs, spacing, variety)
    study = {"ct": ct, "pet": pet, "mask": mask}
    if len(tumours) and not has_none and rng.random() < IMPLANT_SHARE:
        implant_tumours(study, canvas, tumours, rng)
    box = bounding_box(canvas.body.outline, margin=int(rng.integers(2, 12)))
    liver = ((organs == LIVER) & ~mask).astype(np.uint8)
    study.update(mask=mask.astype(np.uint8), liver=liver, anatomy=anatomy)
    return {name: volume[box] for name, volume in study.items()}
