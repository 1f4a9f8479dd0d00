"""How fast the engine is, beside a plain numpy twin of the same month: ``python -m benchmarks``."""
