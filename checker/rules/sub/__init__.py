"""Substantiation: whether a number is registered, and for what it is said to be."""
