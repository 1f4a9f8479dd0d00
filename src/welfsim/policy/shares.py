"""What of the country's coaches, assessors and places the districts of some places have."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from welfsim.policy.record import PROGRAMMES
from welfsim.policy.some import PLACES, Some
from welfsim.vocabulary.codes import Nation
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.parameters.whose import SHARED

Floats = NDArray[np.float64]


def lies_in(districts: Districts, some: Some) -> NDArray[np.bool_]:
    """Say of each district whether it lies in the places that are named; all do if none is."""
    table: Any = districts
    fits = np.ones(table.size, bool)
    for name, codes in some.of:
        if name in PLACES:
            fits &= np.isin(table[name], codes)
    return fits


def share_of(name: str, some: Some, districts: Districts, policies: NDArray[Any]) -> Floats:
    """Return the share of an amount of the country that the districts of some places have, month by month, 0 to 1.

    Parameters
    ----------
    name
        A parameter that is shared among districts, see ``SHARED``.
    policies
        The parameters that hold in these places: they say where a programme runs, and how coaches are spread.
    """
    table: Any = districts
    here = lies_in(districts, some)
    if SHARED[name] == "coaches":
        need = np.asarray(policies["coaching"]["coaches_by_need"], np.float64)
        return np.asarray(
            (1.0 - need) * table.share_of_coaches[here].sum() + need * table.share_of_searchers[here].sum()
        )
    group = name.partition(".")[0]
    if SHARED[name] == "assessors":
        served = np.ones(table.size, bool)
        if group in ("pip", "adp"):
            served = (table.nation == Nation.SCOTLAND) == (group == "adp")
        whole = table.share_of_assessors[served].sum()
        part = table.share_of_assessors[served & here].sum()
        return np.full(len(policies), part / whole if whole > 0.0 else 0.0)
    code = PROGRAMMES[group]
    terms = policies["programme"][:, code]
    runs = np.stack([terms["england"], terms["wales"], terms["scotland"]], axis=1)[:, np.asarray(table.nation, int)]
    shares = runs * table.share_of_places[:, code]
    whole = shares.sum(axis=1)
    return np.asarray(np.divide(shares[:, here].sum(axis=1), whole, out=np.zeros(len(policies)), where=whole > 0.0))
