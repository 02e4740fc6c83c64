"""An address -> its QR code: as a picture for a page, as dots for a script that draws it itself."""

import base64
import re
from functools import lru_cache
from typing import Any

_QUIET_ZONE = 4
# Cameras read all eight patterns, the code itself says which it is. To try them all for the most
# even one takes four times as long; this is the best one for most of our addresses.
_MASK = 2
_DARK = re.compile(rb"\x01+")
_DIGITS = bytes.maketrans(b"\0\1", b"01")
_DARKNESS = bytes.maketrans(b"\0\xff", b"\1\0")


def drawn(address: str) -> bytes:
    """The code as SVG, black on white within its quiet zone."""
    rows = _rows(address)
    side = len(rows) + 2 * _QUIET_ZONE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>'
        f'<path stroke="#000" d="M{_QUIET_ZONE} {_QUIET_ZONE}.5{_strokes(rows)}"/></svg>\n'
    ).encode()


def dots(address: str) -> str:
    """The code without its quiet zone: a bit per dot, row after row, padded with 0, in Base64."""
    bits = b"".join(_rows(address)).translate(_DIGITS)
    size = -(-len(bits) // 8)
    return base64.b64encode(int(bits.ljust(size * 8, b"0"), 2).to_bytes(size)).decode("ascii")


def _strokes(rows: tuple[bytes, ...]) -> str:
    """A stroke along each run of dark dots, from the first corner on, which always is dark."""
    found, x, y = [], 0, 0
    for number, row in enumerate(rows):
        for run in _DARK.finditer(row):
            found.append(f"m{run.start() - x} {number - y}h{run.end() - run.start()}")
            x, y = run.end(), number
    return "".join(found).removeprefix("m0 0")


@lru_cache(maxsize=4096)
def _rows(address: str) -> tuple[bytes, ...]:
    """A byte per dot, 1 for dark; a seventh of it may be dirty or torn (error correction M)."""
    import zxingcpp

    code = zxingcpp.create_barcode(
        address, zxingcpp.BarcodeFormat.QRCode, ec_level="M", data_mask=_MASK
    )
    image: Any = code.to_image(add_quiet_zones=False)  # its stubs do not know that it is a buffer
    levels, side = bytes(image), image.shape[0]
    found = levels.translate(_DARKNESS)
    return tuple(found[begin : begin + side] for begin in range(0, len(found), side))
