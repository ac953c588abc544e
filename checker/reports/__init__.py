"""Report formats: each turns a report into text."""
