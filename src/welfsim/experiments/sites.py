"""The luck of sites, taken out of answers about coaches: how well they do in a district is drawn from a known law.

In each replication every district has a deviate by which contacts with coaches do more or less there. Over replications
its mean is zero, so what it explains of an answer is luck and can be taken away. What an answer is on average stays.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.draws import stream_key
from welfsim.results.run import Results
from welfsim.rules.support_effects import site_deviate
from welfsim.vocabulary.codes import Presence, Programme

Floats = NDArray[np.float64]

LEAST_REPLICATIONS = 32
"""With fewer replications the slope is known too poorly to be worth it."""


def luck_of_sites(results: Results) -> Floats:
    """Return by replication how well coaches do: the mean of districts' deviates over people of the first month.

    Contacts act from a later month on, so these weights do not depend on the deviates.
    """
    people = results.line("people")[0, 0, :, Presence.PRESENT].astype(np.float64)
    replications, coaches = range(results.scenario.replications), Programme.NONE.value
    keys = [stream_key(results.scenario.seed, replication) for replication in replications]
    deviates = [[site_deviate(key, district, coaches) for district in range(len(people))] for key in keys]
    return np.asarray(np.array(deviates) @ people / people.sum())


def without(luck: Floats, values: Floats) -> Floats:
    """Return the values of replications less what a luck of mean zero explains of them.

    The slope by which the luck of one replication is taken away is found in all the others. It does not depend on that
    luck, so the mean has no bias, however few replications there are.
    """
    share = len(values) / (len(values) - 1.0)
    x, y = luck - luck.mean(), values - values.mean()
    slopes = ((x * y).sum() - share * x * y) / ((x * x).sum() - share * x * x)
    return np.asarray(values - slopes * luck)
