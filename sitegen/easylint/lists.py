"""The lists of words that the rules go by."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any


@cache
def lists() -> Mapping[str, Any]:
    """The lists of `woerter.toml`."""
    text = resources.files(__package__).joinpath("woerter.toml").read_text(encoding="utf-8")
    return MappingProxyType(
        {
            name: frozenset(words) if isinstance(words, list) else MappingProxyType(words)
            for name, words in tomllib.loads(text).items()
        }
    )
