"""The JSON Schema of scenario files, by which an editor completes names and shows meanings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from welfsim.policy import PROGRAMMES, current_law, groups, parameters
from welfsim.scenario.model import Scenario
from welfsim.scenario.programmes import ROUTES
from welfsim.scenario.values import MONTH_PATTERN
from welfsim.vocabulary.codes import OWN_PROGRAMMES
from welfsim.vocabulary.fields import Declared, Parameter, Unit
from welfsim.wording.lists import name_of

SCHEMA_FILE = Path(__file__).parents[1] / "scenario.schema.json"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of scenario files, every parameter with its meaning, unit and bounds."""
    made = Scenario.model_json_schema()
    made["properties"]["reform"] = {
        "description": made["properties"]["reform"]["description"],
        "type": "object",
        "properties": {name: _parameter_schema(field) for name, field in parameters().items()},
        "additionalProperties": False,
    }
    made["properties"]["assume"] = {
        "description": made["properties"]["assume"]["description"],
        "$ref": "#/properties/reform",
    }
    made["properties"]["evidence"] = {
        "description": made["properties"]["evidence"]["description"],
        "type": "array",
        "items": {"enum": [name for name, value in current_law().values.items() if value.low is not None]},
        "uniqueItems": True,
    }
    made["properties"]["programmes"] = {
        "description": made["properties"]["programmes"]["description"],
        "type": "object",
        "maxProperties": len(OWN_PROGRAMMES),
        "additionalProperties": _programme_schema(),
    }
    made.get("$defs", {}).pop("Programme", None)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **made}


def _parameter_schema(field: Declared) -> dict[str, Any]:
    parameter: Parameter = field.what
    value = _value_schema(field)
    dated = {
        "type": "object",
        "patternProperties": {MONTH_PATTERN: {"anyOf": [value, {"type": "null"}]}},
        "additionalProperties": False,
    }
    meaning = f"{parameter.meaning}. Unit: {parameter.unit}. A {parameter.kind} parameter."
    return {"description": meaning, "anyOf": [value, dated]}


def _programme_schema() -> dict[str, Any]:
    """Return the schema of an added programme: its title, what it is like, and the terms in which it differs."""
    like = next(iter(PROGRAMMES))
    terms = {name: _parameter_schema(parameters()[f"{like}.{name}"]) for name in groups()[like]}
    routes = {
        "description": "Who brings people to it, each with its monthly chance; a route that is not written is closed.",
        "type": "object",
        "properties": {route: terms[term] for route, term in ROUTES.items()},
        "additionalProperties": False,
    }
    said = {"title": {"type": "string"}, "like": {"enum": list(PROGRAMMES)}, "routes": routes}
    return {
        "type": "object",
        "properties": {**said, **terms},
        "required": ["like", "places"],
        "additionalProperties": False,
    }


def _value_schema(field: Declared) -> dict[str, Any]:
    parameter: Parameter = field.what
    if parameter.codes is not None:
        names = [name_of(code) for code in parameter.codes]
        return {"type": "array", "items": {"enum": names}, "uniqueItems": True}
    if parameter.unit == Unit.SWITCH:
        return {"enum": [True, False, "yes", "no", 1, 0]}
    if parameter.unit == Unit.MONTH:
        return {"type": "string", "pattern": MONTH_PATTERN}
    bounds = {"minimum": parameter.low, "maximum": parameter.ceiling}
    return {"type": "integer" if field.type is int else "number", **bounds}


def schema_text() -> str:
    """Return the JSON Schema as it stands in the shipped file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def write_schema() -> None:
    """Write the shipped JSON Schema afresh."""
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
