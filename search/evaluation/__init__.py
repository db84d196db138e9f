"""How well an index answers: queries and judgements in, measures with intervals out.

`judgements` and `runs` are what goes in, `measure` and `report` what comes out (`cli`). Two of them
against each other: `sides`, `compare` (the test), `compared`, `drawn` (`compare_cli`). What shoppers
are recommended: `users`, `lists` (`users_cli`).
"""
