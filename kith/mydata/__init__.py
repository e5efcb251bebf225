"""Everything a person gave: taken along, or taken away for good, and the page that says what is kept."""
