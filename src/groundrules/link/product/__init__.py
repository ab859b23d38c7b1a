"""Products seen in code, commands and configuration, by the signs that the catalogue lists."""
