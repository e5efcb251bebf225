"""A few plain pages that tests of the server drive, so that they do not depend on any one area."""
