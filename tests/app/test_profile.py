"""What Telegram shows of the bot: set in both languages, only when it differs, the picture from a file."""

from pathlib import Path

from gateway.transport import Transport
from handlers.common.profile import show_picture, tell_descriptions
from metrics.observer import NOBODY
from tests.stage.town import Town

JPG = b"\xff\xd8\xff\xe0"


def calls(town: Town, method: str) -> int:
    return sum(call.method == method for call in town.world.calls)


async def test_what_telegram_shows_is_set_once_and_again_when_it_differs(town: Town, tmp_path: Path) -> None:
    await town.rests()
    while town.world.picture is None:
        await town.world.quiet(timeout=60)
    profile = town.world.profile
    assert "110" in profile["description", ""]
    assert "110" in profile["description", "en"]
    assert town.settings.resort_name in profile["short_description", ""]
    assert profile["short_description", "en"] != profile["short_description", ""]
    transport = Transport(town.sandbox.url, town.sandbox.token, NOBODY)
    await transport.initialize()
    before = calls(town, "setMyDescription"), calls(town, "setMyShortDescription")
    await tell_descriptions(transport, town.settings.resort_name)
    assert (calls(town, "setMyDescription"), calls(town, "setMyShortDescription")) == before
    own, shipped, mark = tmp_path / "own.jpg", tmp_path / "shipped.jpg", tmp_path / "mark"
    shipped.write_bytes(JPG + b"shipped")
    for _ in range(2):
        await show_picture(transport, [own, shipped], mark)
    assert calls(town, "setMyProfilePhoto") == 2
    own.write_bytes(JPG + b"the resort's own")
    await show_picture(transport, [own, shipped], mark)
    assert town.world.picture == own.read_bytes()
    own.write_bytes(b"no picture at all")
    await show_picture(transport, [own, shipped], mark)
    assert calls(town, "setMyProfilePhoto") == 3
    await transport.shutdown()
