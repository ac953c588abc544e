"""Typography: how numbers are written."""
