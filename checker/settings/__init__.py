"""What a run is asked to do: defaults, then the file, then the command line."""
