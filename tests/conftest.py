"""What every test finds set up: a database of its own, a town with or without its bot, and people of the command."""

import gc
import importlib
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

from db.address import url_of

os.environ.setdefault("PTB_TIMEDELTA", "1")

import hypothesis
import pytest
from aiohttp.test_utils import unused_port
from pydantic import SecretStr

from app.settings import Settings
from db.database import Database
from db.vault import Vault
from resort.rights import Post
from sandbox import Limits, Person, Sandbox, World
from tests.stage.announcements import subscribes
from tests.stage.composing import commands
from tests.stage.engines import POSTGRESQL, going, new_database, stop_server
from tests.stage.officers import a_command
from tests.stage.scale import LONG
from tests.stage.town import PlayedClock, Town
from tests.stage.walks import agrees

# In these rooms all that is due waits for the test to say so; in the others the bot looks each second, as it does
# outside of tests, and a test that moves the clock can find it done already.
PLAYED = {"desk", "house", "officer", "operations", "staff", "subscribers", "telegram"}

# The same examples each time, however long a busy machine takes over one.
hypothesis.settings.register_profile(
    "siaga", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("siaga")


def pytest_configure() -> None:
    """Databases of tests lie in memory where there is room: each commit would wait for the machine's disk.

    No test cuts the power of the machine it runs on (that of `tests/rehearsal` is a played one). Runs at full length,
    which measure, keep to the disk.
    """
    in_memory = Path("/dev/shm")  # noqa: S108 - pytest makes a private folder in it
    if not LONG and in_memory.is_dir() and shutil.disk_usage(in_memory).free > 4 * 2**30:
        tempfile.tempdir = str(in_memory)


def pytest_sessionfinish() -> None:
    """The server of PostgreSQL that this process's tests may have started goes with them."""
    stop_server()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that it does not run alone when all else is done."""
    long = ("rehearsal", "survival", "hostile", "page")
    if POSTGRESQL:
        items[:] = [item for item in items if item.get_closest_marker("sqlite") is None]
    items.sort(key=lambda item: next((place for place, name in enumerate(long) if name in item.path.parts), len(long)))


@pytest.fixture(autouse=True)
def databases_go() -> Iterator[None]:
    """Nothing is left of a test's databases on a server."""
    with going():
        yield


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Database]:
    """A database of the test's own, without a town."""
    opened = await Database.open(new_database(tmp_path))
    opened.vault = Vault(bytes(32))
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock()


@pytest.fixture(params=["polling", "webhook"])
def way_in(request: pytest.FixtureRequest) -> str:
    """How updates come in; tests that use it run both ways."""
    return str(request.param)


@pytest.fixture
def settings_for(tmp_path: Path) -> Callable[..., Settings]:
    """Makes the settings of a bot in a folder of its own."""

    def make(sandbox: Sandbox, **changes: object) -> Settings:
        values: dict[str, object] = {
            "bot_token": SecretStr(sandbox.token),
            "telegram_api_url": sandbox.url,
            "database_url": url_of(new_database(tmp_path)) if POSTGRESQL else f"sqlite:///{tmp_path / 'siaga.db'}",
            "data_folder": str(tmp_path),
            "messages_per_second": 10_000,
            "chat_messages_per_second": 1_000,
            "evidence_free_mb": 0,  # whatever the disk of the machine that runs the tests has
            "evidence_free_percent": 0,
        }
        return Settings(_env_file=None, **{**values, **changes})  # type: ignore[arg-type]

    return make


@cache
def _validity() -> ModuleType:
    """Brings aiogram in, which takes seconds that the pure rooms need not wait.

    The collector need not walk through all of it again and again.
    """
    gc.disable()
    found = importlib.import_module("tests.stage.validity")
    gc.freeze()
    gc.enable()
    return found


@pytest.fixture
async def quiet_town(
    settings_for: Callable[..., Settings], clock: PlayedClock, request: pytest.FixtureRequest
) -> AsyncIterator[Town]:
    """A town whose bot does not run yet: `async with town.open():` starts it, also again and again."""
    world = World(clock=clock, limits=Limits())
    validity = _validity().attach(world)
    changes: dict[str, object] = {}
    if "way_in" in request.fixturenames and request.getfixturevalue("way_in") == "webhook":
        port = unused_port()
        changes = {
            "webhook_url": f"http://127.0.0.1:{port}/telegram",
            "webhook_secret": SecretStr("rahasia-kait-yang-cukup-panjang-01"),
            "listen": f"127.0.0.1:{port}",
        }
    async with await Sandbox.start(world) as sandbox:
        by_itself = request.path.parent.name not in PLAYED
        yield Town(world, sandbox, settings_for(sandbox, **changes), clock, by_itself=by_itself)
    validity.check()


@pytest.fixture
async def town(quiet_town: Town) -> AsyncIterator[Town]:
    """A town whose bot runs."""
    async with quiet_town.open():
        yield quiet_town


@pytest.fixture
def citizen(town: Town) -> Person:
    return town.citizen("Warga")


@pytest.fixture
async def resident(citizen: Person) -> Person:
    """A citizen who has started the bot and agreed."""
    await agrees(citizen)
    return citizen


@pytest.fixture
async def kabag(town: Town) -> Person:
    """Somebody of the command, who writes."""
    return await commands(town, "Kabag")


@pytest.fixture
async def waka(town: Town, kabag: Person) -> Person:
    """Another of the command, who approves."""
    return await commands(town, "Waka")


@pytest.fixture
async def chief(town: Town) -> Person:
    """The chief of the resort."""
    return await a_command(town, name="Kapolres")


@pytest.fixture
async def deputy(town: Town) -> Person:
    """The chief's deputy."""
    return await a_command(town, Post.DEPUTY, "Wakapolres")


@pytest.fixture
async def follower(resident: Person, town: Town) -> Person:
    """A citizen who follows appeals."""
    await subscribes(town, resident)
    return resident
