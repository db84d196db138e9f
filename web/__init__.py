"""Bowerbird over HTTP: the page a shopper sees and the JSON API, in one Flask application.

It imports `search` alone. How products get into an index is not its business: it follows whatever
version is active. `web.app.create_app` is the door in.
"""
