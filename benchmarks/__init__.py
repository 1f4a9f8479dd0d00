"""How fast the engine is, and an exact twin of a part of its month to compare it with: ``python -m benchmarks``."""
