"""The steward's pages: what is settled for the whole community."""
