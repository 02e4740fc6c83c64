"""Figures in, a chart out: SVG that needs no script, no style sheet and no other program."""

from html import escape

from bench.builders import HUGO, OURS
from bench.report import LABELS
from bench.scenarios import Measured

_HEAD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 {height}" role="img" \
aria-labelledby="t d" font-family="sans-serif" font-size="15" fill="#111">
<title id="t">{title}</title>
<desc id="d">{said}. Hugo is 1.</desc>
<rect width="680" height="{height}" fill="#fff"/>
<text x="20" y="28" font-weight="bold">{title}</text>
"""
_BAR = """<text x="150" y="{base}" text-anchor="end">{label}</text>
<rect x="160" y="{top}" width="{width:.0f}" height="24" fill="#1b6b3a"/>
<text x="{end:.0f}" y="{base}">{share:.2f}</text>
"""
_LINE = """<path d="M{x:.0f} 40V{low}" stroke="#111" stroke-width="2" stroke-dasharray="5 4"/>
<text x="{x:.0f}" y="{base}" text-anchor="middle">Hugo</text>
</svg>
"""


def chart(measured: Measured) -> str:
    """Bars: the wall time of each of our builds, as a share of Hugo's at the same size."""
    own, his = measured.usages[OURS], measured.usages[HUGO]
    shares = {LABELS[name]: own[name].wall / his[name].wall for name in own if name in his}
    scale = 440 / max(1.0, *shares.values())
    height = 84 + 34 * len(shares)
    title = f"Wall time of our builds at {measured.offers:,} offers, as a share of Hugo's"
    said = "; ".join(f"{label}: {share:.2f}" for label, share in shares.items())
    parts = [_HEAD.format(height=height, title=escape(title), said=escape(said))]
    for number, (label, share) in enumerate(shares.items()):
        top, width = 46 + 34 * number, max(1, share * scale)
        words = {"label": escape(label), "share": share}
        parts.append(_BAR.format(top=top, base=top + 17, width=width, end=168 + width, **words))
    parts.append(_LINE.format(x=160 + scale, low=height - 32, base=height - 12))
    return "".join(parts)
