"""The law by date, and a reform laid over it: every parameter of every month."""

from welfsim.policy.law import Law, Value, current_law, load_law
from welfsim.policy.record import (
    FIRST_MONTH,
    LAST_MONTH,
    PROGRAMMES,
    groups,
    months_that_differ,
    parameters,
    path,
    tables,
)
from welfsim.policy.relative import Relative
from welfsim.policy.timeline import Amount, Change, OwnProgramme, resolve
from welfsim.vocabulary.parameters import POLICY

__all__ = [
    "FIRST_MONTH",
    "LAST_MONTH",
    "POLICY",
    "PROGRAMMES",
    "Amount",
    "Change",
    "Law",
    "OwnProgramme",
    "Relative",
    "Value",
    "current_law",
    "groups",
    "load_law",
    "months_that_differ",
    "parameters",
    "path",
    "resolve",
    "tables",
]
