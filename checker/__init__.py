"""Whether page and registry agree."""
