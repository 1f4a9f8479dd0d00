"""How fast the engine is, and an exact twin of a part of its month to set beside it: ``python -m benchmarks``."""
