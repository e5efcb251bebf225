"""What reaches people outside this place, across all areas that have something to tell."""
