"""cruxbase: typed claims in git, linked into an argument graph that says what turns on what."""
