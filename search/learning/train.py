"""A shop's own lists and events, judged kind by kind: what `bowerbird learn` does.

Reads the log, asks `decide`, writes the decision. A searcher serves a promotion with its next query.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from search.errors import InvalidInput
from search.learning.decide import LEVEL, Judged, judge
from search.learning.decisions import Decision, Decisions, Verdict
from search.learning.feedback import Act, Feedback, collect
from search.learning.shown import Shown, ShownLog, space_of
from search.query import QueryKind
from search.searcher import Searcher
from search.signals import SIGNALS, resolve_weights


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What was decided for one kind of query, from which feedback."""

    decision: Decision
    judged: Judged
    feedback: Feedback


def learn(
    searcher: Searcher,
    *,
    kinds: Sequence[QueryKind] = tuple(QueryKind),
    level: float = LEVEL,
    seed: int = 0,
    keep: bool = True,
    again: bool = False,
) -> list[Learned]:
    """A decision for each kind of query that was asked; stored, and so served, only if `keep`.

    A kind waits until there are as many new lists as the last look had, unless `again`: of many looks at
    chance one is lucky, and looks that are twice as far apart each time are few. Raises `InvalidInput`
    where no list was ever kept.
    """
    assert searcher.events is not None
    assert searcher.decisions is not None
    path = searcher.events.path
    with ShownLog(path) as log:
        lists = log.lists() if path.exists() else []
    if not lists:
        raise InvalidInput(
            f"No list that a shopper was shown is kept in {path}.",
            remedy="Serve the page, or send shown=yes with each search that a shopper sees.",
        )
    since = min(one.at for one in lists)
    acts = [Act(*row) for row in searcher.events.acts(since)]
    found = []
    for kind in kinds:
        mine = [one for one in lists if one.kind is kind]
        if mine:
            waiting = None if again else _waiting(searcher.decisions, kind, mine)
            found.append(waiting or _learn_kind(searcher, kind, mine, acts, level=level, seed=seed))
    return [_kept(one, searcher.decisions) if keep else one for one in found]


def _kept(one: Learned, decisions: Decisions) -> Learned:
    if one.decision.verdict is Verdict.WAITING:
        return one
    return replace(one, decision=decisions.add(one.decision))


def _waiting(decisions: Decisions, kind: QueryKind, lists: Sequence[Shown]) -> Learned | None:
    looks = [one for one in decisions.all() if one.kind is kind and "gain" in one.evidence]
    if not looks:
        return None
    last = looks[-1]
    new = sum(one.at > last.at for one in lists)
    if new >= last.lists:
        return None
    reason = (
        f"The last look, on {last.at:%-d %B %Y}, was at {last.lists:,} lists; the next is after as many "
        f"new ones ({new:,} so far). --again looks now."
    )
    weights = served_weights(decisions, kind)
    judged = Judged(np.array(list(weights.values())), False, reason, 0.0)
    decision = Decision(kind, Verdict.WAITING, datetime.now(UTC), weights, new, {"reason": reason})
    return Learned(decision, judged, collect([], [], space="", weights={}))


def _learn_kind(
    searcher: Searcher,
    kind: QueryKind,
    lists: Sequence[Shown],
    acts: Sequence[Act],
    *,
    level: float,
    seed: int,
) -> Learned:
    weights = served_weights(searcher.decisions, kind)
    feedback = collect(lists, acts, space=space_of(searcher.artifact), weights=weights)
    served = np.array([weights[name] for name in feedback.signals])
    shipped = np.array([SIGNALS[name].weight for name in feedback.signals])
    judged = judge(feedback, shipped, served, level=level, seed=seed)
    new = {
        name: round(float(w), 6) for name, w in zip(feedback.signals, judged.weights, strict=True)
    }
    decision = Decision(
        kind=kind,
        verdict=Verdict.PROMOTED if judged.better else Verdict.REFUSED,
        at=datetime.now(UTC),
        weights=weights | new,
        lists=len(feedback),
        evidence=judged.as_json() | {"notes": list(feedback.notes), "seed": seed},
    )
    return Learned(decision, judged, feedback)


def served_weights(decisions: Decisions | None, kind: QueryKind) -> dict[str, float]:
    """The weight of every signal for a kind of query as it is served now."""
    now = None if decisions is None else decisions.served().get(kind)
    return resolve_weights({}, None if now is None else now.weights)
