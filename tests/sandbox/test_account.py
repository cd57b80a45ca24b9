"""The bot's menus, names and polls."""

import pytest

from sandbox import Person, World
from tests.sandbox.api import Api


def menu(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": f"tentang {name}"} for name in names]


async def test_the_menu_of_the_narrowest_scope_is_seen(api: Api, world: World, citizen: Person) -> None:
    officer = world.person("Petugas", language_code="en")
    group = world.group("RT 03", members=[citizen], admins=[officer], bot="member")
    await officer.sends("/start")
    await api("setMyCommands", commands=menu("start"))
    await api("setMyCommands", commands=menu("lapor"), scope={"type": "all_private_chats"})
    await api("setMyCommands", commands=menu("report"), scope={"type": "all_private_chats"}, language_code="en")
    await api("setMyCommands", commands=menu("antrean"), scope={"type": "chat", "chat_id": officer.id})
    await api("setMyCommands", commands=menu("langganan"), scope={"type": "all_chat_administrators"})
    assert citizen.commands() == {"lapor": "tentang lapor"}
    assert citizen.commands(group) == {"start": "tentang start"}
    assert officer.commands(group) == {"langganan": "tentang langganan"}
    assert list(officer.commands()) == ["antrean"]
    await api("deleteMyCommands", scope={"type": "chat", "chat_id": officer.id})
    assert list(officer.commands()) == ["report"]
    assert await api("getMyCommands", scope={"type": "all_private_chats"}) == menu("lapor")


@pytest.mark.parametrize(
    ("commands", "description"),
    [
        (menu("Lapor!"), "BOT_COMMAND_INVALID"),
        ([{"command": "lapor", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        (menu("a") * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_a_menu_telegram_refuses(api: Api, commands: list[dict[str, str]], description: str) -> None:
    assert (await api.refuses("setMyCommands", commands=commands)).description == f"Bad Request: {description}"


async def test_a_scope_is_checked(api: Api) -> None:
    assert (await api.refuses("setMyCommands", commands=[], scope={"type": "everyone"})).status == 400
    refused = await api.refuses("setMyCommands", commands=[], scope={"type": "chat", "chat_id": 5})
    assert refused.description == "Bad Request: chat not found"


async def test_names_and_descriptions(api: Api) -> None:
    assert await api("getMyName") == {"name": "Siaga"}
    for what, name in (("Name", "name"), ("Description", "description"), ("ShortDescription", "short_description")):
        assert await api(f"setMy{what}", **{name: "Siaga Dumai"})
        assert await api(f"setMy{what}", **{name: "Siaga in English"}, language_code="en")
        assert await api(f"getMy{what}") == {name: "Siaga Dumai"}
        assert await api(f"getMy{what}", language_code="en") == {name: "Siaga in English"}
    assert (await api.refuses("setMyName", name="a" * 65)).status == 400


async def test_the_menu_button(api: Api, citizen: Person) -> None:
    assert await api("getChatMenuButton") == {"type": "commands"}
    assert await api("setChatMenuButton", chat_id=citizen.id, menu_button={"type": "default"})
    assert await api("getChatMenuButton", chat_id=citizen.id) == {"type": "default"}


async def test_leaving_the_server_is_accepted(api: Api) -> None:
    assert await api("close") is True
    assert await api("logOut") is True


async def test_a_poll_is_voted_on_and_stopped(api: Api, citizen: Person) -> None:
    options = [{"text": "Siap"}, {"text": "Berhalangan"}]
    sent = await api("sendPoll", chat_id=citizen.id, question="Hadir?", options=options, is_anonymous=False)
    await citizen.votes(citizen.last, "Siap")
    counted, answered = await api.updates()
    assert [option["voter_count"] for option in counted["poll"]["options"]] == [1, 0]
    assert answered["poll_answer"]["option_ids"] == [0]
    place = {"chat_id": citizen.id, "message_id": sent["message_id"]}
    assert (await api("stopPoll", **place))["is_closed"] is True
    assert (await api.refuses("stopPoll", **place)).description == "Bad Request: poll has already been closed"
    assert (await api.refuses("sendPoll", chat_id=citizen.id, question="?", options=[])).status == 400
    assert (await api.refuses("sendPoll", chat_id=citizen.id, question="", options=options)).status == 400
