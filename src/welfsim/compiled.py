"""The only door to numba, and the three kinds of compiled function.

``rule`` answers a question and writes nothing. ``move`` writes columns of one person, unit or district, and the account
lines of what it does; a column belongs to the one module whose moves write it. ``kernel`` walks rows, asks rules and
calls moves. All three compile alike; the names say what a reader may rely on, and a test holds the source to them.

A function is compiled for Python only if Python calls it: what compiled functions call takes nothing apart.

No references to arrays are counted, since every array that a compiled function sees belongs to whoever called it. A
function that makes an array, or holds one that another has made and returned, says ``allocates=True`` and counts.

Compiled code is kept in the cache under a key of the sources that decide it, the versions of the compiler and its
flags. numba's own cache is not used: it does not notice an edit in an imported file, writes next to the sources where
no other folder can be written, and runs damaged code. ``NUMBA_DISABLE_JIT=1`` runs the same functions as plain Python.
"""

from __future__ import annotations

import hashlib
import inspect
import pickle
import sys
from collections.abc import Callable
from functools import partial, update_wrapper
from importlib.metadata import version
from typing import Any, ParamSpec, TypeVar, cast, overload

import numba
from numba.core.caching import _Cache
from numba.core.compiler import CompileResult
from numba.core.cpu import CPUTargetOptions
from numba.core.serialize import dumps

from welfsim.caches import Shelf, cache_root, is_kept, keep, kept, say_damaged
from welfsim.sources import module_file, source_files, source_key

P = ParamSpec("P")
R = TypeVar("R")

SHELF = Shelf("compiled", ("*.nbc",), kept=5)
FLAGS = ("OPT", "BOUNDSCHECK", "LOOP_VECTORIZE", "SLP_VECTORIZE", "ENABLE_AVX", "DEBUGINFO_DEFAULT")
CONFIG: Any = numba.config
COMPILER = ("numba", "llvmlite", "numpy")
COUNTING = "_nrt"  # numba's option whether a function counts references; without it every function does


def source_fingerprint() -> str:
    """Return a hash of the sources of compiled code, Python's and the compiler's versions and the compile flags."""
    versions = [sys.implementation.cache_tag, *(version(name) for name in COMPILER)]
    flags = [getattr(CONFIG, name, None) for name in FLAGS]
    return hashlib.sha256(f"{source_key('compiled')} {versions} {flags}".encode()).hexdigest()[:16]


_rebuild: Any = CompileResult._rebuild
_dumps: Any = dumps
_type_of: Any = numba.typeof

SOURCES = frozenset(source_files("compiled"))
KEY = source_fingerprint() if SOURCES else ""


class KeptCode(_Cache):  # type: ignore[misc, unused-ignore]
    """The compiled code of one function in the cache, as numba asks for it: one file for each types of arguments."""

    def __init__(self, function: Callable[..., Any], key: str, part: str = "") -> None:
        self.key = key
        self.name = f"{function.__module__}.{function.__qualname__}{part}"

    @property
    def cache_path(self) -> str:
        """The folder of the code."""
        return str(cache_root() / SHELF.name / self.key)

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Return the code for these types of arguments; none if it is not kept."""
        target_context.refresh()
        file = self._file(sig, target_context.codegen())
        content = kept(SHELF, self.key, file)
        if content is None:
            return None
        try:
            types, code = pickle.loads(content)
            return _rebuild(target_context, *code) if types == sig else None
        except Exception:  # whatever is wrong with it, it can be compiled again
            say_damaged(cache_root() / SHELF.name / self.key / file)
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep the code for these types of arguments."""
        if not data.lifted and not data.library.has_dynamic_globals:
            keep(SHELF, self.key, self._file(sig, data.codegen), _dumps((sig, data._reduce())))

    def _file(self, sig: Any, codegen: Any) -> str:
        """Return the name of the file for some types of arguments on this machine."""
        made_for = hashlib.sha256(f"{sig} {codegen.magic_tuple()}".encode()).hexdigest()[:16]
        return f"{self.name}.{made_for}.nbc"

    def enable(self) -> None:
        """Do nothing: the code is always kept."""

    def disable(self) -> None:
        """Do nothing: the code is always kept."""

    def flush(self) -> None:
        """Do nothing: code compiled again takes the place of what is kept."""


class Compiled:
    """A function that is compiled at most twice for some arguments: as Python calls it, and as compiled functions do.

    To take apart what Python hands over is a third of all code, and most of it is never called from Python.
    """

    def __init__(self, function: Callable[..., Any], called: Any, inside: Any) -> None:
        update_wrapper(self, function)
        self.py_func = function
        self.called = called
        self.inside = inside  # numba itself holds it but weakly
        self._numba_type_ = inside._numba_type_

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Call the function from Python."""
        return self.called(*arguments, **named)

    def prepare(self, *arguments: Any) -> None:
        """Compile for arguments like these, as compiled functions call it."""
        self.inside.compile(tuple(_type_of(each) for each in arguments))


def is_warm(name: str = "") -> bool:
    """Say whether compiled code for these sources, of a function with this in its name, is already on disk."""
    return is_kept(SHELF, KEY, f"*{name}*.nbc" if name else "*.nbc")


@overload
def rule(function: Callable[P, R], /) -> Callable[P, R]: ...
@overload
def rule(*, allocates: bool = False, inlined: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def rule(
    function: Callable[P, R] | None = None, /, *, allocates: bool = False, inlined: bool = False
) -> Callable[P, R] | Callable[[Callable[P, R]], Callable[P, R]]:
    """Compile a pure function: it returns an answer and writes neither a column nor an account line.

    Parameters
    ----------
    allocates
        Whether it makes an array, or holds one that a function it calls has made and returned.
    inlined
        Whether its code always becomes part of what calls it. Worth it for what is handed a household or adult, whose
        many fields would otherwise be copied at each call.
    """
    compiled = partial(_compiled, allocates=allocates, inlined=inlined)
    return compiled if function is None else compiled(function)


def move(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a change of one person, unit or district: its columns, and the account lines that record it."""
    return _compiled(function)


@overload
def kernel(function: Callable[P, R], /) -> Callable[P, R]: ...
@overload
def kernel(*, allocates: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def kernel(
    function: Callable[P, R] | None = None, /, *, allocates: bool = False
) -> Callable[P, R] | Callable[[Callable[P, R]], Callable[P, R]]:
    """Compile a walk over rows, which writes columns through moves alone; `allocates` as in ``rule``."""
    compiled = partial(_compiled, allocates=allocates)
    return compiled if function is None else compiled(function)


def one_after_another(name: str, *kernels: Callable[P, None]) -> Callable[P, None]:
    """Return a kernel that calls kernels of the same arguments in their order.

    A kernel that Python calls first takes apart all that it is handed, in the time of a hundred rows. Here that is done
    once for all, and the compiler sees the kernels as one.
    """
    calls = {f"kernel_{place}": kernel for place, kernel in enumerate(kernels)}
    given = ", ".join(inspect.signature(kernels[0]).parameters)
    text = "\n".join([f"def {name}({given}):", *(f"    {call}({given})" for call in calls)])
    own = {**calls, "__name__": __name__ if all(map(_is_covered, kernels)) else "__main__"}
    exec(text, own)  # the text is made of names alone
    function: Any = own[name]
    of = " ".join(f"{each.__module__}.{each.__qualname__}" for each in kernels)
    function.__qualname__ = f"{name}.{hashlib.sha256(of.encode()).hexdigest()[:16]}"
    return _compiled(cast("Callable[P, None]", function))


def _is_covered(function: Callable[..., Any]) -> bool:
    """Say whether the key covers all that decides the code of a function."""
    return module_file(function.__module__) in SOURCES and inspect.unwrap(function).__closure__ is None


def _compiled(function: Callable[P, R], allocates: bool = False, inlined: bool = False) -> Callable[P, R]:
    """Compile a function; it holds no lock while it runs, so that other threads go on.

    Its code is kept if its source is among those that the key covers.
    """
    options: Any = {"nogil": True, "forceinline": inlined, "no_cfunc_wrapper": True}
    if hasattr(CPUTargetOptions, COUNTING):
        options[COUNTING] = allocates
    called: Any = numba.njit(**options)(function)
    if CONFIG.DISABLE_JIT:
        return cast("Callable[P, R]", called)
    options["no_cpython_wrapper"] = True
    inside: Any = numba.njit(**options)(function)
    if _is_covered(function):
        called._cache, inside._cache = KeptCode(function, KEY), KeptCode(function, KEY, ".inside")
    return cast("Callable[P, R]", Compiled(function, called, inside))
