"""How well an index answers: queries and judgements in, measures with intervals out."""
