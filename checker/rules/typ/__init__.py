"""Abbreviations and typography: whether short forms, marks and units can be read in one way only."""
