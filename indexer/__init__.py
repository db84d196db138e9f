"""How content gets into an index: a catalogue file becomes a version that `search` can read.

Read the files in this order:

1. A file as the shop wrote it: `sources` (encodings, delimiters), `schema` (which column is what),
   `text` and `prices` (single values), `clean` (rows), `problems` (what was wrong with them);
   `catalogue` is the door to all of these.
2. `compose`, what a product says of itself; `synonyms`, other words for it; `images`, its
   pictures, never trusted, and `fetching`, connections to public hosts alone; `fingerprints`, what
   a picture looks like, and `listings`, products that are there more than once.
3. Into numbers: `embed`, with `cache` so that nothing is embedded twice, `printed`, and `shared_space`, which
   fits the catalogue's own space or keeps the last one; `assemble` lays a product's numbers in one
   row, `scales` measures what a score is worth, and `redundancy` what a model leaves to colours.
4. `build` puts all of that together; `report` and `progress` say what it did and does, and `checking`
   what it would see.
5. `building`: one at a time. `cli`: the commands; versions that lie on disk are `search.versions`.

The only package that imports pandas. It meets the web only on disk: nothing here serves, and nothing
it writes is seen by a reader before it is whole.
"""
