"""The commands `kith demo` and `kith seed`."""
