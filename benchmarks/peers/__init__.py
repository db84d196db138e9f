"""What people would use instead, measured beside Bowerbird on the same rows, filters and core.

`engines` is the contract, `libraries` and `databases` keep it, `rows` makes what is searched, `measure` is
what the process of one engine does. `afternoon` is a whole search of its own, as one would write it in
an afternoon, and `system` measures it beside ours. `python -m benchmarks.peers` runs all of it.
"""
