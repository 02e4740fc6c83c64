"""An address -> its QR code: as a picture for a page, as dots for a script that draws it itself."""

import base64
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segno import QRCode

_QUIET_ZONE = 4
# Cameras read all eight patterns, the code itself says which it is. To try them all for the most
# even one takes five times as long as the rest; this is the best one for most of our addresses.
_MASK = 2


def drawn(address: str) -> bytes:
    """The code as SVG, black on white within its quiet zone."""
    svg = BytesIO()
    _code(address).save(
        svg,
        kind="svg",
        border=_QUIET_ZONE,
        dark="#000",
        light="#fff",
        xmldecl=False,
        omitsize=True,
        svgclass=None,
        lineclass=None,
    )
    return svg.getvalue()


@lru_cache(maxsize=4096)
def dots(address: str) -> str:
    """The code without its quiet zone: a bit per dot, row after row, padded with 0, in Base64."""
    bits = "".join(str(dot) for row in _code(address).matrix for dot in row)
    size = -(-len(bits) // 8)
    return base64.b64encode(int(bits.ljust(size * 8, "0"), 2).to_bytes(size)).decode("ascii")


def _code(address: str) -> "QRCode":
    """A seventh of it may be dirty or torn (error correction M)."""
    import segno

    return segno.make(address, error="m", boost_error=False, micro=False, mask=_MASK)
