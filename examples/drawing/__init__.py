"""A small product illustrator: shapes in, shaded 384-pixel pictures out.

It knows outlines, patterns, materials and light; it knows nothing of prices,
brands or search. What is drawn is listed in the `stock` package beside it.
"""
