"""A directory of any size that looks like the real one: real words, put together anew.

Titles, summaries, texts and search words of the real offers are taken apart and mixed by a
seeded generator, so that each run has the same offers. Nothing of it is ever published.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from sitegen.dates import WEEKDAYS
from sitegen.models.blocks import Costs, LowThreshold
from sitegen.models.offer import CITY_WIDE, OFFER, Offer
from sitegen.models.taxonomy import DISTRICT
from sitegen.models.times import Times
from sitegen.models.venue import VENUE
from sitegen.site import Catalogue
from sitegen.urls import slugify

SEED = 20260301
# Better known than most real offers are today: what is known costs bytes.
_STATES = ("ja", "ja", "nein", "unbekannt")
_COSTS = ("kostenlos", "kostenlos", "spende", "fest", "verzehr", "unbekannt")


def enlarged(catalogue: Catalogue, count: int) -> Catalogue:
    """The catalogue with so many more offers that `count` are published."""
    random = Random(SEED)  # noqa: S311 - the same offers each time
    real = [
        record
        for record in catalogue.of(OFFER).values()
        if record.content.care.status == "veroeffentlicht"
    ]
    districts = [record.content.name for record in catalogue.of(DISTRICT).values()]
    places = [record.content.name for record in catalogue.of(VENUE).values()]
    made = dict(catalogue.of(OFFER))
    for _ in range(count - len(real)):
        content = _mixed([record.content for record in real], districts, places, catalogue, random)
        base = slugify(content.title) or "angebot"
        name = base if base not in made else f"{base}-{len(made)}"
        made[name] = replace(random.choice(real), id=name, content=content)
    return replace(catalogue, records={**catalogue.records, OFFER.name: made})


def _mixed(
    offers: Sequence[Offer],
    districts: Sequence[str],
    places: Sequence[str],
    catalogue: Catalogue,
    random: Random,
) -> Offer:
    """An offer of the parts of several."""
    base, other, third = random.sample(offers, 3)
    words = [word for offer in (base, other) for word in offer.search_words]
    title = random.choice(
        [
            f"{random.choice(base.title.split(' – '))} {random.choice(districts)}",
            f"{random.choice(words or ['Treff'])} {random.choice(places)}",
            f"{random.choice(words or ['Treff'])} und {random.choice(words or ['Treff'])}",
            f"{base.title.split()[0]} {other.title.split()[-1]}",
        ]
    )
    district = random.choice([*catalogue.of(DISTRICT)])
    return base.model_copy(
        update={
            "title": title,
            "summary": f"{_half(base.summary, first=True)}, {_half(other.summary, first=False)}",
            "text": " ".join(_sentences(base.text) + _sentences(third.text)) or None,
            "topics": base.topics if random.random() < 0.5 else [*third.topics],
            "audiences": random.choice([base, other, third]).audiences,
            "organisations": random.choice([base, other]).organisations,
            "venues": random.choice([base, other]).venues if random.random() < 0.5 else [],
            "areas": [district] if random.random() < 0.7 else [CITY_WIDE],
            "search_words": random.sample(words, min(len(words), random.randint(0, 5))),
            "languages": random.sample(["de", "en", "uk", "tr", "ar"], random.randint(0, 2)),
            "low_threshold": LowThreshold.model_validate(
                {
                    field.alias: random.choice(_STATES)
                    for field in LowThreshold.model_fields.values()
                }
            ),
            "costs": Costs.model_validate({"art": random.choice(_COSTS), "beleg_jahr": "2026"}),
            "times": Times.model_validate({"regeln": [_rule(random)], "beleg_jahr": "2026"}),
            "care": random.choice([base, other, third]).care,
            "links": None,
        }
    )


def _rule(random: Random) -> dict[str, object]:
    days = random.sample(WEEKDAYS, random.choice([1, 1, 1, 2, 3]))
    begin = random.randint(9, 18)
    return {
        "tage": [f"jeden {day}" for day in days],
        "von": f"{begin:02}:00",
        "bis": f"{begin + 2}:00",
    }


def _half(summary: str, *, first: bool) -> str:
    parts = re.split(r"[,:]", summary.rstrip("."))
    half = parts[: (len(parts) + 1) // 2] if first else parts[len(parts) // 2 :]
    return ",".join(half).strip()


def _sentences(text: str | None) -> list[str]:
    return re.split(r"(?<=\.)\s+", text.strip())[:2] if text else []
