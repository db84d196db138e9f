"""Where things live, and how large they may be. Nothing here reads the environment.

data/index/          immutable versions and CURRENT        (rebuilt at any time)
data/index.cache/    embeddings by content                 (deleted at any time)
data/index.state/    events, profiles, learned weights     (the shop's memory: back it up)
"""

from __future__ import annotations

from pathlib import Path

import platformdirs


def cache_of(index: Path) -> Path:
    """The embedding cache that belongs to an index folder."""
    return index.with_name(index.name + ".cache")


def state_of(index: Path) -> Path:
    """The state folder that belongs to an index folder: never inside it, so no rebuild touches it."""
    return index.with_name(index.name + ".state")


def models_home() -> Path:
    """Where weights that no package carries are looked for, and converted models are kept."""
    return Path(platformdirs.user_cache_dir("bowerbird"))
