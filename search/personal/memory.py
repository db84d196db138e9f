"""What a searcher remembers of shoppers, over the products of its version: profiles and the crowd.

A profile is built anew whenever the shopper's events have changed, which one cheap question to the log
tells, and kept otherwise; so a click counts in the next query, and a page without one costs nothing.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from functools import cached_property
from typing import Protocol

from search.artifact import Artifact
from search.personal.crowd import Crowd, CrowdHere
from search.personal.crowd_file import CrowdFile, now_at_most
from search.personal.events import EventLog
from search.personal.profile import Profile, build_profile

HISTORY_EVENTS = 2_000
"""The latest events of a shopper that make the profile; what one shopper can cost is bounded by it."""

MOST_KEPT = 500
"""Profiles in memory."""


class Memory(Protocol):
    """What a ranking asks about shoppers. `Remembered` answers from the log; an evaluation, from a part
    of it."""

    def profile(self, user_id: str) -> Profile: ...

    def crowd(self) -> CrowdHere: ...

    @property
    def lags(self) -> bool: ...


class Remembered:
    """The memory in `log`, over the products of `artifact`; safe to share between threads."""

    def __init__(self, log: EventLog, artifact: Artifact) -> None:
        self._log, self._artifact = log, artifact
        self._lock = threading.Lock()
        self._profiles: OrderedDict[str, tuple[str, Profile]] = OrderedDict()
        self._here: CrowdHere | None = None

    @property
    def lags(self) -> bool:
        return self._file.lags

    def profile(self, user_id: str) -> Profile:
        """What the log says of a shopper now; empty for a stranger. Events of the future wait."""
        now = now_at_most()
        mark = self._log.mark(user_id, limit=HISTORY_EVENTS, until=now)
        with self._lock:
            kept = self._profiles.get(user_id)
            if kept is not None and kept[0] == mark:
                self._profiles.move_to_end(user_id)
                return kept[1]
        events = self._log.for_user(user_id, limit=HISTORY_EVENTS, until=now) if mark else []
        profile = build_profile(user_id, events, self._artifact)
        with self._lock:
            self._profiles.pop(user_id, None)
            if mark:
                self._profiles[user_id] = mark, profile
            while len(self._profiles) > MOST_KEPT:
                self._profiles.popitem(last=False)
        return profile

    def crowd(self) -> CrowdHere:
        crowd: Crowd = self._file.current()
        here = self._here
        if here is None or here.crowd is not crowd:
            here = self._here = CrowdHere(crowd, self._artifact, like=here)
        return here

    @cached_property
    def _file(self) -> CrowdFile:
        return CrowdFile(self._log)
