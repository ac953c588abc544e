"""Arguments, streams and exit codes: the only place that prints."""
