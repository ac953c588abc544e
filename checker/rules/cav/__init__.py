"""Caveats and footnotes: whether what must stand beside a claim stands there."""
