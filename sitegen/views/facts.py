"""What it costs and how to register, for offers and events alike."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sitegen.dates import exact_de, instant
from sitegen.models.blocks import Costs, Registration
from sitegen.site import Standing
from sitegen.visibility import current_costs


@dataclass(frozen=True, slots=True)
class CostsView:
    """What it costs; `kind` is "unbekannt" where nothing (current) is known."""

    kind: str
    amount: Decimal | None = None
    reductions: tuple[str, ...] = ()
    text: str = ""

    @property
    def is_known(self) -> bool:
        """Whether anything can be said about the costs."""
        return self.kind != "unbekannt" or bool(self.text)


@dataclass(frozen=True, slots=True)
class RegistrationView:
    """Whether and how to register; `needed` is "unbekannt" where nobody says so.

    `until` is the last day or minute in words; `over_at` is its instant, empty if it had passed
    when the site was built (`is_over`).
    """

    needed: str
    text: str
    web: str
    until: str
    over_at: str
    is_over: bool

    @property
    def is_known(self) -> bool:
        """Whether anything can be said about registering."""
        return self.needed != "unbekannt" or bool(self.text or self.web or self.until)


def costs_view(costs: Costs | None, standing: Standing, today: date) -> CostsView:
    """The costs as given, as far as they may be shown."""
    shown = current_costs(costs, standing, today)
    if shown is None:
        return CostsView("unbekannt")
    return CostsView(shown.kind, shown.amount, tuple(shown.reductions), shown.text or "")


def registration_view(registration: Registration | None, today: date) -> RegistrationView:
    """The registration as given, and whether its last day has passed."""
    given = registration or Registration()
    until = given.until
    is_over = until is not None and until.last < today
    return RegistrationView(
        needed=given.needed.value,
        text=given.text or "",
        web=given.web or "",
        until=exact_de(until) if until else "",
        over_at=instant(until.last, until.clock) if until and not is_over else "",
        is_over=is_over,
    )
