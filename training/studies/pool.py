"""The studies that training draws from, kept on the training device; more of them come while it goes on."""

from dataclasses import dataclass

import numpy as np
import torch
from painting.anatomy import FIRST_ORGAN
from painting.organs import BRAIN

from .store import load_studies, load_study

SOURCES = ("painted", "cases", "phantoms")


@dataclass
class PooledStudy:
    """One study on the training device; volumes are [z,y,x]."""

    image: torch.Tensor  # float16 [2,z,y,x]: CT in HU, PET in SUV g/ml
    labels: torch.Tensor  # uint8 [2,z,y,x]: mask, anatomy
    lesions: list  # voxel indices [n,3], a few of each lesion
    hot: np.ndarray  # [n,3]: some voxels outside lesions with SUV above 2.5
    brain: np.ndarray  # [n,3]: some voxels of the brain, where the anatomy is known


class Pool:
    """`studies` by source. `jobs` are the futures of studies still being made, each giving (source, name)."""

    def __init__(self, cache, device, jobs):
        self.cache, self.device, self.jobs = cache, device, list(jobs)
        self.studies = {source: [] for source in SOURCES}
        for study in load_studies(cache / "cases"):
            self._add("cases", study)

    def wait_for(self, painted):
        """Takes in what comes until there are that many painted bodies."""
        while len(self.studies["painted"]) < painted and self.jobs:
            self._take(self.jobs.pop(0).result())

    def take_one(self):
        """Takes in the next study if it is ready; studies come in the order of their jobs."""
        if self.jobs and self.jobs[0].done():
            self._take(self.jobs.pop(0).result())

    def sizes(self):
        """How many studies of each source there are by now."""
        return {source: len(studies) for source, studies in self.studies.items()}

    def _take(self, made):
        source, name = made
        self._add(source, load_study(self.cache / source, name))

    def _add(self, source, study):
        image = torch.from_numpy(np.array(study.image)).to(self.device)
        labels = torch.from_numpy(np.stack([study.mask, study.anatomy])).to(self.device)
        brain = np.argwhere(study.anatomy[::4, ::4, ::4] == FIRST_ORGAN + BRAIN - 1) * 4
        self.studies[source].append(PooledStudy(image, labels, study.lesions, study.hot, brain))
