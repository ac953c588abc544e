"""Fair balance and required elements: whether a page that promotes carries what it must."""
