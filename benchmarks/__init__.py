"""How fast the product is, as ratios to an empty view of the same process: see `__main__`."""
