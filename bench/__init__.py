"""How fast Kith is, measured beside a bare page over the same data."""
