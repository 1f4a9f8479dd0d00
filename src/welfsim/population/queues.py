"""Queues that start longer in some districts than in others, at the same total for the nation."""

from __future__ import annotations

import numpy as np

from welfsim.population.assumptions import assumed
from welfsim.population.draft import Draft
from welfsim.population.published import Float


def leans_to_wait(draft: Draft) -> Float:
    """Return by how much the log odds of standing in a queue differ by the district of each person.

    One normal draw a district and call, so that queues of different kinds are long in different districts. Added to the
    scores by which an exact number of people is chosen, it moves a queue between districts and leaves its length.
    """
    drawn = draft.luck.standard_normal(len(draft.places.districts)) * assumed("queue_dispersion")
    return np.asarray(drawn[draft.person["district"]])
