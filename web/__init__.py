"""Bowerbird over HTTP: the page a shopper sees and the JSON API, in one Flask application.

It imports `search` alone. How products get into an index is not its business: it follows whatever
version is active. `web.app.create_app` is the door in.

The shopper's half: `address` (a search in a URL), `forms` (an address into a query), `pages`,
`product_page` and `taste` (the routes), `cards`, `facets`, `emptied` and `regions` (what a page shows),
`frame` (what stands around it), `language`; `uploads`, `media` and `recording` beside them. The
templates and the scripts in `static` are served as they are written.
"""
