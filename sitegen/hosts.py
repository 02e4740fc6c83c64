"""Names of computers in addresses: which of them the public reaches, which pass for others."""

import re

# Small letters of European languages in Latin script, without those that pass for others
# (dotless i, long s, ...). Any other letter in a host may be a look-alike.
_HOST = re.compile(r"[a-z0-9.\-ß-öø-ÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĵķĺļľłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżž]+")
_LOCAL = frozenset(["localhost", "local", "internal", "lan", "home", "intranet", "onion", "arpa"])


def is_public(host: str) -> bool:
    """Whether a host has a name of the public: no number, and none that is known at home only."""
    name, _, top = host.rpartition(".")
    return bool(name) and top not in _LOCAL and not top.isdigit()


def passes_for_another(host: str) -> bool:
    """Whether a host holds letters that may look like others."""
    return _HOST.fullmatch(host.lower()) is None
