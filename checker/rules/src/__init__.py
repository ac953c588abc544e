"""Sources: whether what the page cites may still be used."""
