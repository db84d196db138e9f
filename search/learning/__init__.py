"""Learning the weights of the signals from what shoppers click.

Read the files in this order: `shown` (what they were shown), `decisions` (what is served because of it).
"""
