"""Overclaiming language: words that promise more than any result can show."""
