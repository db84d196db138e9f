"""Learning the weights of the signals from what shoppers click, and serving only what is surely better.

Read the files in this order:

1. What happened: `shown` (the lists, with their evidence), `feedback` (what came of them).
2. What it means: `clicks` (was it looked at, was it wanted: the weights), `ranges` (how far they may go).
3. Whether it is better: `bounds` (how sure a mean is), `rankings` (another order of the same lists),
   `offpolicy` (logs of a policy that draws lots), `interleaving` (both at once, online).
4. What is done: `decide` (the gate), `decisions` (what is served because of it), `train` (a shop's own
   lists).
5. Made-up shoppers, whose truth is known: `world`, `shoppers`, `policies`, `regret`, `environment` and
   `slate` (a visit of several lists), `simulate` and `plot`.
6. The command: `cli`.
"""
