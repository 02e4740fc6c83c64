"""Shared by all tests: `--bless`, one way of running Hypothesis, what is made only once."""

import shutil
from collections.abc import Iterator
from functools import partial
from types import CodeType

import pytest
from hypothesis import HealthCheck, settings
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from playwright.sync_api import Browser, sync_playwright

from sitegen import render
from sitegen.templating import PlainEnvironment
from tests.once import once
from tests.real import RealSite, build_real

# The same examples on every machine, and no verdict that depends on how busy it is.
settings.register_profile(
    "repeatable",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
# Others each time, and many: for `make fuzz`.
settings.register_profile(
    "fuzz",
    deadline=None,
    max_examples=20_000,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")


# No background traffic of the browser's own; --no-sandbox because CI runs as root.
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


class _Compiled(BytecodeCache):
    """Compiled templates by name and text: hundreds of tests build whole sites of the same ones."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._codes[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def _templates_are_compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        environment = partial(PlainEnvironment, bytecode_cache=_Compiled())
        patch.setattr(render, "PlainEnvironment", environment)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The installed Chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "Chromium is missing; `make test` says how to install it"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=_QUIET)
        yield found
        found.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--bless", action="store_true", help="rewrite golden files instead of comparing them"
    )
    parser.addoption(
        "--every-page", action="store_true", help="open every page in the browser, not a sample"
    )
    parser.addoption("--steps", type=int, help="how many steps a walk through edits takes")
    parser.addoption("--seed", type=int, help="which walk it is")


@pytest.fixture(scope="session")
def bless(request: pytest.FixtureRequest) -> bool:
    """Whether a golden test shall write what it got as what is expected."""
    return bool(request.config.getoption("--bless"))


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> RealSite:
    """The site of the real content, built once in a run of the tests."""
    return once(tmp_path_factory, "sites", build_real)
