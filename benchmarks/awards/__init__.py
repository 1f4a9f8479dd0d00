"""Awards next to those of an independent engine: households drawn anew, the engine's run, the comparison.

``tests/awards/independent/README.md`` says how to run the three steps. Only tables pass between them, so that the
engine and welfsim each run in an environment of its own.
"""
