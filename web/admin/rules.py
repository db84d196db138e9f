"""What the merchant decides by hand: rules for products, and synonyms."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, request

from search.errors import BowerbirdError, InvalidInput
from search.rules import Rule, RuleBook
from search.synonyms import parse
from web.admin.desk import guard, lines_of, merchant, show, who
from web.language import _
from web.merchant import SYNONYMS
from web.reading import from_pairs
from web.responses import see
from web.schemas import RuleGiven
from web.shop import searcher

rules = Blueprint("rules", __name__, url_prefix="/admin")

MOST_CHANGES = 100


@rules.get("/rules")
def standing(problem: BowerbirdError | None = None) -> Response:
    now = datetime.now(UTC)
    held = _book().standing()
    return show(
        "rules.html",
        problem=problem,
        rules=[(rule, _when(rule, now), rule.holds(now)) for rule in reversed(held)],
        troubles=searcher().rules.troubles(),
        log=list(reversed(_book().log()[-MOST_CHANGES:])),
        titles=_titles(held),
        given=request.values,
    )


@rules.post("/rules")
def add() -> Response:
    try:
        rule = _rule_in_form()
        searcher().artifact.filters.mask(rule.filters)
        for product_id in rule.products:
            searcher().artifact.require(product_id)
        _book().add(rule, by=who())
    except InvalidInput as problem:
        return standing(problem)
    return see("/admin/rules")


@rules.post("/rules/<rule_id>/withdraw")
def withdraw(rule_id: str) -> Response:
    try:
        _book().withdraw(rule_id, by=who())
    except InvalidInput as problem:
        return standing(problem)
    return see("/admin/rules")


@rules.get("/synonyms")
def synonyms(problem: BowerbirdError | None = None, text: str | None = None) -> Response:
    path = merchant().synonyms_file()
    kept = path.read_text(encoding="utf-8") if path else ""
    built = searcher().artifact.words.synonyms
    return show(
        "synonyms.html",
        problem=problem,
        text=kept if text is None else text,
        waiting=tuple(parse(kept, SYNONYMS)) != built,
    )


@rules.post("/synonyms")
def save() -> Response:
    text = request.form.get("text", "").replace("\r\n", "\n")
    try:
        parse(text, SYNONYMS)
    except InvalidInput as problem:
        return synonyms(problem, text)
    (merchant().state / SYNONYMS).write_text(text, encoding="utf-8")
    return see("/admin/synonyms")


def _book() -> RuleBook:
    book = searcher().rules.book
    assert book is not None  # a `Live` opens one
    return book


def _rule_in_form() -> Rule:
    """Raises `InvalidRule`, `InvalidFilter`."""
    pairs = [(n, request.form.get(n, "")) for n in ("action", "words", "whole", "strength", "note")]
    for name in ("products", "filters"):
        pairs += [(name, line) for line in lines_of(request.form.get(name, ""))]
    for name in ("starts", "ends"):  # days, as a form gives them
        if day := request.form.get(name, ""):
            pairs.append((name, f"{day}T00:00:00Z"))
    return from_pairs(RuleGiven, pairs).rule()


def _when(rule: Rule, now: datetime) -> str:
    if rule.ends and rule.ends <= now:
        return _("ended %(day)s", day=f"{rule.ends:%Y-%m-%d}")
    if rule.starts and rule.starts > now:
        days = f"{rule.starts:%Y-%m-%d} – {f'{rule.ends:%Y-%m-%d}' if rule.ends else ''}"  # noqa: RUF001
        return _("planned: %(days)s", days=days)
    return _("until %(day)s", day=f"{rule.ends:%Y-%m-%d}") if rule.ends else _("always")


def _titles(held: tuple[Rule, ...]) -> dict[str, str]:
    """What the products of the rules are called, where the index has them."""
    ids = {product_id for rule in held for product_id in rule.products[:10]}
    return {
        product_id: searcher().product(product_id).title
        for product_id in ids
        if searcher().has_product(product_id)
    }


guard(rules)
