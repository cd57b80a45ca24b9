"""The controls over HTTP and from a terminal."""

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import aiohttp
import orjson
import pytest

from sandbox import PICTURE, Person, Sandbox, World
from sandbox.__main__ import Where, main
from sandbox.web.acts import _DEEDS
from sandbox.web.screen import drawn_answers
from tests.sandbox.api import JSON, Api, soon

Control = Callable[..., Coroutine[Any, Any, tuple[int, JSON]]]
Terminal = Callable[..., Coroutine[Any, Any, tuple[int, str, str]]]


@pytest.fixture
def control(api: Api) -> Control:
    """POST with a body, GET without."""

    async def order(name: str, body: JSON | None = None, **headers: str) -> tuple[int, JSON]:
        verb = "GET" if body is None else "POST"
        async with api.session.request(verb, f"{api.url}/sandbox/{name}", json=body, headers=headers) as response:
            return response.status, await response.json()

    return order


@pytest.fixture
def terminal(server: Sandbox, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """`python -m sandbox …` against the running server: exit code, output, error."""

    async def run(*words: str) -> tuple[int, str, str]:
        code = await asyncio.to_thread(main, [words[0], "--url", server.url, *words[1:]])
        printed = capsys.readouterr()
        return code, printed.out.rstrip("\n"), printed.err.rstrip("\n")

    return run


@pytest.fixture
async def echo(api: Api) -> AsyncIterator[None]:
    """A bot that repeats what it is told and offers two buttons."""

    async def serve() -> None:
        rows = [[{"text": "Lapor", "callback_data": "lapor"}, {"text": "Batal", "callback_data": "batal"}]]
        while True:
            for update in await api.updates(timeout=5):
                if message := update.get("message"):
                    kind = next((key for key in ("photo", "location", "contact") if key in message), "")
                    said = message.get("text") or message.get("caption") or kind or "-"
                    chat = message["chat"]["id"]
                    await api("sendMessage", chat_id=chat, text=said, reply_markup={"inline_keyboard": rows})
                elif query := update.get("callback_query"):
                    await api("answerCallbackQuery", callback_query_id=query["id"], text="Baik")
                    place = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
                    await api("editMessageText", **place, text=f"dipilih: {query['data']}")

    task = asyncio.create_task(serve())
    yield
    task.cancel()


@pytest.mark.usefixtures("echo")
async def test_a_conversation_from_the_terminal(terminal: Terminal, world: World, tmp_path: Path) -> None:
    code, out, _ = await terminal("say", "ada", "ricuh")
    assert code == 0
    assert out.splitlines()[0].endswith("Siaga: ada ricuh")
    assert out.splitlines()[1] == "    [Lapor] [Batal]"
    code, out, _ = await terminal("tap", "Lapor")
    assert code == 0
    assert "edited] Siaga: dipilih: lapor" in out
    assert "(Baik)" in out
    picture = tmp_path / "bukti.png"
    picture.write_bytes(PICTURE)
    assert "bukti TPS" in (await terminal("photo", str(picture), "--caption", "bukti TPS"))[1]
    assert "location" in (await terminal("location", "1.66", "101.4"))[1]
    assert "contact" in (await terminal("contact", "--as", "Saksi"))[1]
    code, out, _ = await terminal("show")
    assert code == 0
    assert "── Warga (private) ──" in out
    assert "<photo> bukti TPS" in out
    assert (await terminal("people"))[1].splitlines() == ["Warga", "Saksi"]


async def test_groups_from_the_terminal(terminal: Terminal, world: World) -> None:
    code, out, _ = await terminal("group", "RT 03", "--members", "Warga,Tetangga", "--admins", "Ketua")
    assert (code, out.split(",")[0]) == (0, "RT 03 (group")
    group = world.titled("RT 03")
    assert group is not None
    assert group.bot.inside
    assert (await terminal("say", "--as", "Tetangga", "--in", "RT 03", "--wait", "0", "/lapor"))[0] == 0
    assert group.messages[-1].text == "/lapor"
    assert "supergroup" in (await terminal("change", "RT 03", "becomes_supergroup"))[1]
    assert (await terminal("change", "RT 03", "joins", "--person", "Orang baru"))[0] == 0
    assert "RT 03 (supergroup, bot: member)" in (await terminal("people"))[1]


async def test_mistakes_are_one_line_and_an_exit_code(terminal: Terminal, unused_tcp_port: int) -> None:
    await terminal("say", "--wait", "0", "halo")
    code, out, err = await terminal("tap", "--wait", "0", "Tidak ada")
    assert (code, out) == (1, "")
    assert err == "sandbox: Warga: no button 'Tidak ada'; the buttons seen, newest first: none"
    assert (await terminal("show", "--as", "Siapa"))[2] == "sandbox: there is nobody called 'Siapa'"
    assert (await terminal("say", "--in", "RT 99", "x"))[2] == "sandbox: there is no group 'RT 99'"
    code, _, err = await terminal("people", "--url", f"http://127.0.0.1:{unused_tcp_port}")
    assert code == 1
    assert err.startswith("sandbox: no sandbox at http://127.0.0.1:")
    with pytest.raises(SystemExit) as stopped:
        main(["sing"])
    assert stopped.value.code == 2


async def test_faults_and_the_clock_are_moved_over_the_controls(
    control: Control, terminal: Terminal, world: World, api: Api
) -> None:
    assert (await terminal("fault", "error", "2"))[0] == 0
    assert [(await api.refuses("getMe")).status for _ in range(2)] == [502, 502]
    assert (await terminal("fault", "latency", "0.01"))[0] == 0
    assert world.faults.latency == 0.01
    assert (await terminal("fault", "clear"))[0] == 0
    before = world.now()
    status, told = await control("clock", {"jump": 3600})
    assert (status, (world.now() - before).total_seconds() >= 3600) == (200, True)
    status, told = await control("clock", {"to": "2024-11-27T06:00:00+07:00"})
    assert told["now"].startswith("2024-11-26T23:00:00")
    _, told = await control("limits", {"on": True, "private": [2, 1, 5]})
    assert (told["on"], told["private"]) == (True, [2, 1, 5])
    assert (await control("faults", {"add": {"kind": "plague"}}))[0] == 400


async def test_every_act_has_its_order(control: Control, api: Api, citizen: Person) -> None:
    rows = [[{"text": "Lapor", "callback_data": "lapor"}]]
    shown = await api("sendMessage", chat_id=citizen.id, text="pilih", reply_markup={"inline_keyboard": rows})
    asked = await api("sendPoll", chat_id=citizen.id, question="Hadir?", options=[{"text": "Siap"}, {"text": "Tidak"}])
    on, own = {"on": shown["message_id"]}, {"on": (await citizen.sends("salah tulis")).id}
    moving = {"on": (await citizen.shares_location(1.6, 101.4, live=900)).id}
    await api.updates(allowed_updates=["message", "edited_message", "callback_query", "message_reaction"])
    silent = [{"do": "votes", "on": asked["message_id"], "option": "Siap"}, {"do": "deletes", **own}]
    orders: list[JSON] = [
        {"do": "taps", "label": "Lapor"},
        {"do": "presses", **on, "row": 0, "column": 0},
        {"do": "forges", **on, "data": "x"},
        {"do": "reacts", **on},
        {"do": "edits", **own, "text": "benar"},
        {"do": "forwards", **own},
        {"do": "poll", "question": "Ronda?", "options": ["Ikut", "Tidak"]},
        {"do": "album", "items": [{"data": b64encode(PICTURE).decode()}]},
        {"do": "says", "text": "halo"},
        {"do": "opens", "text": "tps-1"},
        {"do": "photo"},
        {"do": "document", "name": "a.pdf"},
        {"do": "voice"},
        {"do": "video"},
        {"do": "video_note"},
        {"do": "sticker"},
        {"do": "live", "latitude": 1, "longitude": 101},
        {"do": "moves", **moving, "latitude": 1, "longitude": 102},
        {"do": "relays", "kind": "channel", "name": "Kabar Kota", "text": "Jalan ditutup"},
        {"do": "location", "latitude": 1, "longitude": 101},
        {"do": "contact"},
    ]
    standing: list[JSON] = [{"do": "blocks"}, {"do": "unblocks"}]
    for order in (*orders, *silent, *standing):
        status, told = await control("act", order)
        assert status == 200, told
    assert len(await api.updates()) == len(orders)
    assert citizen.chat_with_bot.by_id.get(own["on"]) is None
    assert {order["do"] for order in (*orders, *silent, *standing)} == set(_DEEDS)


async def test_topics_are_opened_written_in_and_closed_over_the_controls(control: Control, world: World) -> None:
    head = world.person("Kapolsek")
    forum = world.group("Forum", members=[head], admins=[head], forum=True)
    forum.adds_bot(head, admin=True)
    assert (await control("change", {"group": "Forum", "do": "opens_topic", "name": "Panggilan"}))[0] == 200
    [topic] = forum.topics
    for chosen in (topic, 0):
        order = {"as": "Kapolsek", "in": "Forum", "topic": chosen, "do": "says", "text": "/ikat"}
        assert (await control("act", order))[0] == 200
    assert [message.thread for message in forum.messages[-2:]] == [topic, None]
    for what in ("closes_topic", "reopens_topic", "deletes_topic"):
        assert (await control("change", {"group": "Forum", "do": what, "topic": topic}))[0] == 200
    assert not forum.topics
    assert (await control("change", {"group": "Forum", "do": "closes_topic", "topic": topic}))[0] == 400


async def test_the_terminal_goes_where_the_sandbox_was_told_to_listen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("SANDBOX_LISTEN=0.0.0.0:8099\nBOT_TOKEN=\n", encoding="utf-8")
    assert (Where().url, Where().host, Where().port) == ("http://127.0.0.1:8099", "0.0.0.0", 8099)  # noqa: S104
    monkeypatch.setenv("SANDBOX_LISTEN", "127.0.0.1:8098")
    assert Where().url == "http://127.0.0.1:8098"
    monkeypatch.setenv("SANDBOX_LISTEN", "")
    assert Where().port == 8099


@pytest.mark.parametrize(("zone", "shown"), [("Asia/Jakarta", "[15.00]"), ("Asia/Jayapura", "[17.00]")])
def test_the_terminal_prints_the_time_of_the_resort(zone: str, shown: str) -> None:
    message = {"date": 1732608000, "edited": False, "text": "Halo", "kind": "", "from": "Siaga", "inline": False}
    assert drawn_answers({"answers": [message], "toasts": []}, ZoneInfo(zone)).startswith(shown)


async def test_wrong_orders_are_refused(control: Control) -> None:
    for name, body, problem in (
        ("act", {"do": "flies"}, "a person can: says"),
        ("act", {"do": "edits", "text": "x"}, "takes an `on`"),
        ("act", {"do": "location"}, "missing 'latitude'"),
        ("change", {"group": "RT 99", "do": "deletes"}, "there is no group"),
        ("groups", {}, "missing 'title'"),
    ):
        status, told = await control(name, body)
        assert status == 400
        assert problem in told["error"]
    assert (await control("nothing"))[0] == 404


async def test_the_state_people_and_groups_can_be_read(control: Control, citizen: Person) -> None:
    state = (await control(""))[1]
    assert (state["sandbox"], state["people"], state["undelivered"]) == (True, 1, 0)
    assert (await control("people", {"name": "Petugas", "language_code": "en"}))[1]["name"] == "Petugas"
    assert (await control("people", {"name": "Petugas"}))[0] == 400
    for kind in ("supergroup", "forum", "channel"):
        assert (await control("groups", {"title": kind, "kind": kind, "members": ["Petugas"]}))[0] == 200
    assert (await control("groups", {"title": "forum"}))[0] == 400


@pytest.mark.parametrize("path", ["/", "/sandbox/", "/sandbox/people", "/bot{token}/getMe", "/file/bot{token}/x"])
async def test_pages_from_elsewhere_are_kept_out(api: Api, server: Sandbox, path: str) -> None:
    """A rebound name, another site's script, its picture and its form: none reaches the controls or the Bot API."""
    url, host, port = api.url + path.format(token=server.token), urlsplit(api.url).netloc, urlsplit(api.url).port

    async def status(method: str = "GET", **headers: str) -> int:
        async with api.session.request(method, url, headers=headers) as response:
            return response.status

    own = await status()
    assert own != 403
    assert await status(Origin=api.url) == await status(Host=f"localhost:{port}") == own
    for name in (
        "rebound.example.org",
        f"rebound.example.org:{port}",
        "127.0.0.1.example.org",
        "[",
        "",
    ):
        assert await status(Host=name) == 403, name
    for origin in ("https://example.org", "null", f"https://{host}", "http://localhost"):
        assert await status("POST", Origin=origin) == 403, origin
    picture = await status(**{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"})
    assert picture == (own if path == "/" else 403)


async def test_events_are_fed_as_they_happen(api: Api, world: World, citizen: Person) -> None:
    async with api.session.get(f"{api.url}/sandbox/events") as response:
        await soon(lambda: world.watched)
        await api("sendMessage", chat_id=citizen.id, text="halo")
        await api("editMessageText", chat_id=citizen.id, message_id=citizen.last.id, text="hai")
        await api("sendChatAction", chat_id=citizen.id, action="typing")
        await api("deleteMessage", chat_id=citizen.id, message_id=citizen.last.id)
        events = [await event(response.content) for _ in range(4)]
    assert [event["event"] for event in events] == ["message", "edited", "action", "deleted"]
    assert events[0]["message"]["text"] == "halo"
    assert events[0]["from_bot"] is True


async def event(stream: aiohttp.StreamReader) -> JSON:
    line = await stream.readline()
    await stream.readline()
    told: JSON = orjson.loads(line.removeprefix(b"data: "))
    return told
