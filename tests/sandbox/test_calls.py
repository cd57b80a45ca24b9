"""How a call may come, and what is refused before anything is done."""

from io import BytesIO

import aiohttp
import orjson
import pytest

from sandbox import PICTURE, Person
from tests.sandbox.api import Api, Refused, told


async def test_get_me_says_that_it_is_a_bot_with_a_username(api: Api) -> None:
    me = await api("getMe")
    assert me["is_bot"] is True
    assert me["username"] == "siaga_sandbox_bot"
    assert me["can_read_all_group_messages"] is False


async def test_json_urlencoded_multipart_and_get_do_the_same(api: Api, citizen: Person) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Lapor", "callback_data": "lapor"}]]}
    as_text = {"chat_id": str(citizen.id), "text": "halo", "reply_markup": orjson.dumps(keyboard).decode()}
    multipart = aiohttp.FormData(as_text, default_to_multipart=True)
    sent = [
        await api("sendMessage", chat_id=citizen.id, text="halo", reply_markup=keyboard),
        await api.form("sendMessage", as_text),
        await api.form("sendMessage", multipart),
    ]
    async with api.session.get(api.address("sendMessage"), params=as_text) as response:
        sent.append(await told(response))
    for message in sent:
        assert message["text"] == "halo"
        assert message["reply_markup"] == keyboard
    assert len({message["message_id"] for message in sent}) == 4


async def test_numbers_and_truth_come_as_text_in_a_form(api: Api, citizen: Person) -> None:
    sent = await api.form("sendMessage", {"chat_id": str(citizen.id), "text": "rahasia", "protect_content": "True"})
    assert sent["has_protected_content"] is True
    assert await api.form("getUpdates", {"offset": "-1", "timeout": "0", "allowed_updates": '["message"]'}) == []


async def test_method_names_ignore_case_as_telegrams_do(api: Api) -> None:
    assert (await api("GETME"))["is_bot"]


@pytest.mark.parametrize(
    ("token", "status", "description"),
    [
        ("1234567:AAAA-this-is-another-bots-token-000", 401, "Unauthorized"),
        ("nonsense", 404, "Not Found"),
        ("", 404, "Not Found"),
    ],
)
async def test_a_wrong_token_is_refused(api: Api, token: str, status: int, description: str) -> None:
    async with api.session.get(f"{api.url}/bot{token}/getMe") as response:
        with pytest.raises(Refused) as refused:
            await told(response)
    assert (refused.value.status, refused.value.description) == (status, description)


async def test_a_method_telegram_does_not_have_is_refused(api: Api) -> None:
    refused = await api.refuses("sendPigeon", chat_id=1)
    assert (refused.status, refused.description) == (404, "Not Found: method not found")


BUTTON = {"text": "Lapor", "callback_data": "x"}


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"text": "a"}, "chat_id is empty"),
        ({"chat_id": 1}, "message text is empty"),
        ({"chat_id": 1, "text": ""}, "message text is empty"),
        ({"chat_id": 1, "text": "a", "colour": "red"}, '"colour"'),
        ({"chat_id": 1, "text": 5}, '"text" must be of type String'),
        ({"chat_id": 1, "text": "a", "protect_content": "perhaps"}, '"protect_content"'),
        ({"chat_id": 1, "text": "a", "message_thread_id": 1.5}, '"message_thread_id"'),
        ({"chat_id": 1, "text": "a", "business_connection_id": "b"}, '"business_connection_id" is not played'),
        ({"chat_id": 1, "text": "a", "reply_markup": {"inline_keys": []}}, "object expected as reply markup"),
        ({"chat_id": 1, "text": "a", "reply_markup": "nonsense"}, "object expected as reply markup"),
        ({"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[{**BUTTON, "size": 4}]]}}, '"size"'),
        ({"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[{"callback_data": "x"}]]}}, '"text"'),
        ({"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [BUTTON]}}, "must be an Array"),
        ({"chat_id": 1, "text": "a", "reply_markup": {"keyboard": [["a"]], "wide": True}}, '"wide"'),
        ({"chat_id": 1, "text": "a", "link_preview_options": {"disabled": True}}, '"disabled"'),
        ({"chat_id": "nobody", "text": "a"}, "chat not found"),
        ({"chat_id": "@nobody", "text": "a"}, "chat not found"),
        ({"chat_id": 1, "text": "a"}, "chat not found"),
    ],
)
async def test_a_wrong_parameter_is_named(api: Api, params: dict[str, object], named: str) -> None:
    refused = await api.refuses("sendMessage", **params)
    assert refused.status == 400
    assert refused.description.startswith("Bad Request: ")
    assert named in refused.description


async def test_a_body_that_is_no_json_object_is_refused(api: Api) -> None:
    for body in (b"{", b"[]"):
        headers = {"Content-Type": "application/json"}
        async with api.session.post(api.address("getMe"), data=body, headers=headers) as response:
            with pytest.raises(Refused) as refused:
                await told(response)
        assert refused.value.status == 400


async def test_an_upload_that_nothing_attaches_is_refused(api: Api, citizen: Person) -> None:
    form = aiohttp.FormData({"chat_id": str(citizen.id), "text": "halo"})
    form.add_field("stray", PICTURE, filename="stray.png")
    with pytest.raises(Refused, check=lambda refused: '"stray"' in refused.description):
        await api.form("sendMessage", form)


async def test_a_multipart_body_without_parts_is_refused(api: Api) -> None:
    headers = {"Content-Type": "multipart/form-data"}
    async with api.session.post(api.address("getMe"), data=b"x", headers=headers) as response:
        with pytest.raises(Refused) as refused:
            await told(response)
    assert refused.value.status == 400


async def test_an_upload_over_50_mb_is_refused(api: Api, citizen: Person) -> None:
    form = aiohttp.FormData({"chat_id": str(citizen.id)})
    form.add_field("document", BytesIO(bytes(53 * 1024 * 1024)), filename="besar.bin")
    with pytest.raises(Refused) as refused:
        await api.form("sendDocument", form)
    assert (refused.value.status, refused.value.description) == (413, "Request Entity Too Large")


async def test_the_update_kinds_of_allowed_updates_are_an_array(api: Api) -> None:
    assert (await api.refuses("getUpdates", allowed_updates="message")).status == 400
