"""Measurements, not tests: each prints or writes numbers, with the command and machine that made them."""
