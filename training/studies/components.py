"""Connected components as the challenge counts lesions."""

import numpy as np
from scipy import ndimage

NEIGHBOURS = ndimage.generate_binary_structure(3, 2)  # faces and edges: 18


def touching(mask, other):
    """The 18-connected components of `mask` that share a voxel with `other`, bool [z,y,x]."""
    components, _ = ndimage.label(mask, NEIGHBOURS)
    touched = np.unique(components[other])
    return np.isin(components, touched[touched > 0])
