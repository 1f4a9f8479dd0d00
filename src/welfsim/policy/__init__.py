"""The law by date, and a reform laid over it: every parameter of every month."""

from welfsim.policy.law import Law, Value, current_law, load_law
from welfsim.policy.record import FIRST_MONTH, LAST_MONTH, POLICY, groups, parameters, path
from welfsim.policy.timeline import Change, resolve

__all__ = [
    "FIRST_MONTH",
    "LAST_MONTH",
    "POLICY",
    "Change",
    "Law",
    "Value",
    "current_law",
    "groups",
    "load_law",
    "parameters",
    "path",
    "resolve",
]
