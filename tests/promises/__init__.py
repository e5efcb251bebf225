"""What Kith promises about who sees what: one table of it, and the tests that hold the whole program to the table."""
