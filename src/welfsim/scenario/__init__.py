"""Scenarios: questions put to the model, read from YAML and checked before anything runs.

A scenario is written in the grammar of the law and laid over it. What wins, in one sentence: law, then
assumptions, then packages, then the scenario's own ``reform``, then ``--set``. Two packages may not touch the
same parameter. Assumptions hold in a scenario and in what it is compared with.
"""

from welfsim.scenario.files import find_scenario, headings, read_scenario, shipped_file, shipped_names
from welfsim.scenario.model import Promise, Scenario
from welfsim.scenario.new import write_new
from welfsim.scenario.pairs import asked, check_scenario, pair, refuse_changed_evidence
from welfsim.scenario.schema import SCHEMA_FILE, schema, schema_text, write_schema
from welfsim.scenario.values import Dated, lay_over, read_month

__all__ = [
    "SCHEMA_FILE",
    "Dated",
    "Promise",
    "Scenario",
    "asked",
    "check_scenario",
    "find_scenario",
    "headings",
    "lay_over",
    "pair",
    "read_month",
    "read_scenario",
    "refuse_changed_evidence",
    "schema",
    "schema_text",
    "shipped_file",
    "shipped_names",
    "write_new",
    "write_schema",
]
