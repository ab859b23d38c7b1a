"""CI systems: one module a system, all telling the same `Run`."""
