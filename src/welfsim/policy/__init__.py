"""The law by date, and a reform laid over it: every parameter of every month."""

from welfsim.policy.law import Law, Value, current_law, load_law
from welfsim.policy.record import FIRST_MONTH, LAST_MONTH, POLICY, PROGRAMMES, groups, parameters, path, tables
from welfsim.policy.timeline import Change, OwnProgramme, resolve

__all__ = [
    "FIRST_MONTH",
    "LAST_MONTH",
    "POLICY",
    "PROGRAMMES",
    "Change",
    "Law",
    "OwnProgramme",
    "Value",
    "current_law",
    "groups",
    "load_law",
    "parameters",
    "path",
    "resolve",
    "tables",
]
