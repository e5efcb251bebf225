"""The installation: settings, addresses and the server's entry points."""
