"""The merchant's pages, behind the admin's key: the same as its API (`web.merchant_api`), to look at.

`desk` is the door and the first page; `builds`, `rules`, `searches` and `workbench` are one page each, and
`plots` draws. Everything but live progress works without a script.
"""
