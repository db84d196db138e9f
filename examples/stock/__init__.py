"""What the example shop sells, who shops there and what a good search would find.

Everything here is invented: brands, prices, people. Drawing is done in `drawing`.
"""
