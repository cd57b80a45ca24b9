"""The page of phones: what the server serves for it, and what its orders do."""

from base64 import b64encode

from aiohttp import ClientResponse

from sandbox import PICTURE, Person, World
from tests.sandbox.api import JSON, Api


async def get(api: Api, path: str) -> tuple[ClientResponse, bytes]:
    async with api.session.get(f"{api.url}{path}") as response:
        return response, await response.read()


async def told(api: Api, path: str) -> JSON:
    async with api.session.get(f"{api.url}/sandbox/{path}") as response:
        answer: JSON = await response.json()
        return answer


async def order(api: Api, path: str, body: JSON) -> int:
    async with api.session.post(f"{api.url}/sandbox/{path}", json=body) as response:
        return response.status


async def test_the_page_runs_only_its_own_scripts(api: Api) -> None:
    response, body = await get(api, "/")
    assert response.status == 200
    assert response.content_type == "text/html"
    assert "Kotak pasir Siaga" in body.decode()
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    assert (await get(api, "/main.js"))[0].content_type == "text/javascript"


async def test_nothing_but_the_page_is_served(api: Api) -> None:
    for path in ("/server.py", "/..%2fserver.py", "/%2e%2e/server.py", "/page", "/nothing.js"):
        assert (await get(api, path))[0].status == 404


async def test_a_phone_shows_its_conversation(api: Api, citizen: Person) -> None:
    keyboard = {"keyboard": [[{"text": "Lewati"}]]}
    sent = await api("sendMessage", chat_id=citizen.id, text="halo", reply_markup=keyboard)
    await api("pinChatMessage", chat_id=citizen.id, message_id=sent["message_id"])
    await api(
        "setMessageReaction",
        chat_id=citizen.id,
        message_id=sent["message_id"],
        reaction=[{"type": "emoji", "emoji": "👀"}],
    )
    await api("setMyCommands", commands=[{"command": "lapor", "description": "Buat laporan"}])
    shown = await told(api, f"phone?chat={citizen.id}")
    assert [each["message"]["text"] for each in shown["messages"]] == ["/start", "halo"]
    assert shown["keyboard"]["keyboard"] == keyboard
    assert shown["pinned"] == [sent["message_id"]]
    assert [each["reactions"] for each in shown["messages"]] == [[], ["👀"]]
    assert await told(api, f"menu?chat={citizen.id}&as=Warga") == {"lapor": "Buat laporan"}
    assert (await told(api, "phone?chat=1"))["error"] == "there is no conversation 1"


async def test_a_sent_picture_can_be_seen_and_a_sent_page_only_saved(api: Api, citizen: Person) -> None:
    photo = await citizen.sends_photo()
    page = await citizen.sends_document(b"<script>alert(1)</script>", "laporan.html")
    response, body = await get(api, f"/sandbox/file?id={photo.file_id}")
    assert (response.content_type, body) == ("image/png", PICTURE)
    response, _ = await get(api, f"/sandbox/file?id={page.file_id}")
    assert response.content_type == "application/octet-stream"
    assert response.headers["Content-Disposition"] == "attachment"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert (await get(api, "/sandbox/file?id=none"))[0].status == 404


async def test_a_button_is_pressed_by_its_place(api: Api, world: World, citizen: Person) -> None:
    rows = [[{"text": "Ya", "callback_data": "a"}, {"text": "Ya", "callback_data": "b"}]]
    sent = await api("sendMessage", chat_id=citizen.id, text="?", reply_markup={"inline_keyboard": rows})
    press: JSON = {"as": "Warga", "do": "presses", "on": sent["message_id"], "row": 0, "column": 1}
    assert await order(api, "act", press) == 200
    assert [update["callback_query"]["data"] for update in await api.updates()] == ["b"]
    assert await order(api, "act", {**press, "column": 2}) == 400


async def test_a_reply_keyboard_shares_the_place_chosen_on_the_map(api: Api, citizen: Person) -> None:
    keyboard = {"keyboard": [[{"text": "Lokasi", "request_location": True}]]}
    sent = await api("sendMessage", chat_id=citizen.id, text="?", reply_markup=keyboard)
    await api("deleteMessage", chat_id=citizen.id, message_id=sent["message_id"])
    press: JSON = {"as": "Warga", "do": "presses", "on": sent["message_id"], "row": 0, "column": 0}
    assert await order(api, "act", {**press, "latitude": 1.5, "longitude": 101.25}) == 200
    assert [update["message"]["location"] for update in await api.updates()] == [{"latitude": 1.5, "longitude": 101.25}]


async def test_albums_polls_and_forwards_are_sent(api: Api, world: World, citizen: Person) -> None:
    group = world.group("RT 03", members=[citizen])
    picture = {"kind": "photo", "data": b64encode(PICTURE).decode()}
    assert await order(api, "act", {"do": "album", "items": [picture, picture], "caption": "bukti"}) == 200
    assert len({message.raw.get("media_group_id") for message in citizen.chat_with_bot.messages[-2:]}) == 1
    poll: JSON = {"do": "poll", "in": "RT 03", "question": "Ronda?", "options": ["Ikut", "Tidak"]}
    assert await order(api, "act", poll) == 200
    assert await order(api, "act", {"do": "forwards", "in": "RT 03", "on": group.messages[-1].id, "to": ""}) == 200
    assert "poll" in citizen.chat_with_bot.messages[-1].raw


async def test_people_and_groups_take_another_name(api: Api, world: World, citizen: Person) -> None:
    group = world.group("RT 03", members=[citizen])
    assert await order(api, "change", {"do": "renames", "person": "Warga", "name": "Saksi"}) == 200
    assert await order(api, "change", {"do": "renames", "group": "RT 03", "name": "RT 04"}) == 200
    assert (citizen.name, group.title) == ("Saksi", "RT 04")
    for taken in ("Saksi", "RT 04", " "):
        assert await order(api, "change", {"do": "renames", "person": "Saksi", "name": taken}) == 400
