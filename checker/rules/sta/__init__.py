"""Statistics: whether numbers can exist and agree with each other."""
