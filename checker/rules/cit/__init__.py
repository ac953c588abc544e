"""Citations: whether a result leads to a source."""
