"""The only door to numba.

``rule`` compiles a pure function of scalars, ``kernel`` a loop over a span of rows that lets other threads run.
Compiled code is kept in a folder named by the kernel-side sources, the numba version and the compile flags,
because numba itself does not notice an edit in an imported file. ``NUMBA_DISABLE_JIT=1`` runs the same
functions as plain Python.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

import platformdirs

from welfsim.sources import source_key

P = ParamSpec("P")
R = TypeVar("R")

FOLDERS_KEPT = 4


def source_fingerprint() -> str:
    """Return a hash of the kernel-side sources, the numba and numpy versions and the compile flags."""
    from importlib.metadata import version

    flags = {name: value for name, value in sorted(os.environ.items()) if name in ("NUMBA_BOUNDSCHECK", "NUMBA_OPT")}
    made_by = f"{source_key('compiled')} {version('numba')} {version('numpy')} {flags}"
    return hashlib.sha256(made_by.encode()).hexdigest()[:16]


def cache_root() -> Path:
    """Return the folder that holds compiled code and built populations (``WELFSIM_CACHE`` overrides it)."""
    chosen = os.environ.get("WELFSIM_CACHE")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("welfsim"))


def _prepare_cache() -> Path:
    """Name the cache folder by the sources and sweep the oldest folders of earlier sources."""
    compiled = cache_root() / "compiled"
    folder = compiled / source_fingerprint()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        os.utime(folder)
        others = sorted(
            (entry for entry in compiled.iterdir() if entry != folder),
            key=lambda entry: entry.stat().st_mtime,
            reverse=True,
        )
        for old in others[FOLDERS_KEPT:]:
            shutil.rmtree(old, ignore_errors=True)
    except OSError:
        pass  # a read-only home still runs; numba falls back or compiles afresh
    return folder


CACHE_FOLDER = _prepare_cache()
os.environ["NUMBA_CACHE_DIR"] = str(CACHE_FOLDER)

import numba  # noqa: E402  (the cache folder must be named before numba reads it)

numba.config.CACHE_DIR = str(CACHE_FOLDER)  # type: ignore[attr-defined, unused-ignore]


def is_warm() -> bool:
    """Say whether compiled code for these sources is already on disk."""
    return any(CACHE_FOLDER.rglob("*.nbc"))


def rule(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a pure function of scalars."""
    return cast("Callable[P, R]", numba.njit(cache=True, nogil=True)(function))


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a loop over a span of rows; it holds no lock while it runs."""
    return cast("Callable[P, R]", numba.njit(cache=True, nogil=True)(function))
