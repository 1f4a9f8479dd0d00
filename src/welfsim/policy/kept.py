"""Parsed law files kept on disk, because reading YAML takes longer than all the rest of a start."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path

import platformdirs

from welfsim.policy.document import Entry, read_entries
from welfsim.sources import source_key


def kept_entries(file: Path) -> list[Entry]:
    """Return a law file's entries, parsed afresh only when its text has changed.

    Raises
    ------
    PolicyError
        If the file cannot be read as YAML.
    """
    text = hashlib.sha256(source_key("law").encode() + file.read_bytes()).hexdigest()
    shelf = _folder() / f"{file.stem}.json"
    try:
        kept = json.loads(shelf.read_text(encoding="utf-8"))
        if kept["text"] == text:
            return [Entry(**entry) for entry in kept["entries"]]
    except (OSError, ValueError, KeyError, TypeError):
        pass  # nothing kept, or not by this version: parse
    entries = read_entries(file)
    _keep(shelf, json.dumps({"text": text, "entries": [asdict(entry) for entry in entries]}))
    return entries


def _folder() -> Path:
    """Return the folder of kept law, beside the compiled code (``WELFSIM_CACHE`` overrides it)."""
    root = os.environ.get("WELFSIM_CACHE") or platformdirs.user_cache_dir("welfsim")
    return Path(root) / "law"


def _keep(shelf: Path, text: str) -> None:
    """Write a file whole or not at all, so that a run beside this one never reads half of it."""
    half = shelf.with_suffix(f".{os.getpid()}")
    try:
        shelf.parent.mkdir(parents=True, exist_ok=True)
        half.write_text(text, encoding="utf-8")
        half.replace(shelf)
    except OSError:
        pass  # a read-only home parses each time
