"""What one block of a page hands on to the blocks below it: markers, arms, analysis, trial, lead-in and title."""
