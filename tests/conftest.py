"""Shared by all tests: the `--bless` switch and one way of running Hypothesis."""

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every machine, and no verdict that depends on how busy it is.
settings.register_profile(
    "repeatable",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--bless", action="store_true", help="rewrite golden files instead of comparing them"
    )


@pytest.fixture(scope="session")
def bless(request: pytest.FixtureRequest) -> bool:
    """Whether a golden test shall write what it got as what is expected."""
    return bool(request.config.getoption("--bless"))
