"""Switches: how yes and no are written in law files, scenarios and options."""

from __future__ import annotations

from welfsim.text.written import shortened

SWITCH = {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}
"""How a switch may be written, in any case; it is shown as yes and no, and written again as true and false."""


def read_switch(written: object) -> bool | None:
    """Return whether a switch is written as on; nothing when what is written is neither yes nor no."""
    return SWITCH.get(shortened(written).lower().removesuffix(".0"))
