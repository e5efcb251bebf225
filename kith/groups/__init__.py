"""Peer groups: finding, joining and running them."""
