"""Edits, taps and their answers."""

import asyncio
from datetime import timedelta

import pytest

from sandbox import PICTURE, Clock, Person, World
from tests.sandbox.api import Api, soon

KEYBOARD = {"inline_keyboard": [[{"text": "Lapor", "callback_data": "lapor"}, {"text": "Batal", "callback_data": "b"}]]}


async def test_a_tap_comes_as_a_callback_and_its_answer_as_a_toast(api: Api, citizen: Person) -> None:
    sent = await api("sendMessage", chat_id=citizen.id, text="pilih", reply_markup=KEYBOARD)
    await citizen.taps("Lapor")
    [update] = await api.updates()
    query = update["callback_query"]
    assert query["data"] == "lapor"
    assert query["chat_instance"]
    assert query["message"] == sent
    assert await api("answerCallbackQuery", callback_query_id=query["id"], text="Baik", show_alert=True)
    assert await citizen.sees_toast("Baik")
    assert citizen.alerts == ["Baik"]


async def test_an_unknown_or_old_query_is_refused(api: Api, world: World, citizen: Person) -> None:
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert (await api.refuses("answerCallbackQuery", callback_query_id="1")).description == late
    tap = await citizen.forges("apa saja", on=await citizen.sends("halo"))
    assert isinstance(world.clock, Clock)
    world.clock.jump(timedelta(minutes=14))
    assert await api("answerCallbackQuery", callback_query_id=tap.id)
    world.clock.jump(timedelta(minutes=2))
    assert (await api.refuses("answerCallbackQuery", callback_query_id=tap.id)).description == late


async def test_a_tap_on_a_message_that_is_gone_tells_only_where_it_was(api: Api, citizen: Person) -> None:
    sent = await api("sendMessage", chat_id=citizen.id, text="pilih", reply_markup=KEYBOARD)
    shown = citizen.last
    await citizen.deletes(shown)
    await citizen.taps("Lapor", on=shown)
    [update] = await api.updates()
    assert update["callback_query"]["message"] == {"chat": sent["chat"], "message_id": sent["message_id"], "date": 0}


async def test_an_edit_changes_the_text_and_takes_the_keyboard_away(api: Api, citizen: Person) -> None:
    sent = await api("sendMessage", chat_id=citizen.id, text="pilih", reply_markup=KEYBOARD)
    place = {"chat_id": citizen.id, "message_id": sent["message_id"]}
    edited = await api("editMessageText", **place, text="terima kasih")
    assert edited["text"] == "terima kasih"
    assert edited["edit_date"] >= sent["date"]
    assert "reply_markup" not in edited
    assert [(await citizen.hears()).text, (await citizen.hears()).text] == ["pilih", "terima kasih"]
    assert len(citizen.chat_with_bot.messages) == 2  # /start and the one message


async def test_an_edit_that_changes_nothing_is_refused(api: Api, citizen: Person) -> None:
    sent = await api("sendMessage", chat_id=citizen.id, text="pilih", reply_markup=KEYBOARD)
    place = {"chat_id": citizen.id, "message_id": sent["message_id"]}
    refused = await api.refuses("editMessageText", **place, text="pilih", reply_markup=KEYBOARD)
    assert refused.description == (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )
    assert (await api.refuses("editMessageReplyMarkup", **place, reply_markup=KEYBOARD)).status == 400
    assert "reply_markup" not in await api("editMessageReplyMarkup", **place)


async def test_what_cannot_be_edited(api: Api, citizen: Person) -> None:
    own = await citizen.sends("tulisanku")
    keyed = await api("sendMessage", chat_id=citizen.id, text="x", reply_markup={"keyboard": [[{"text": "a"}]]})
    place = await api("sendLocation", chat_id=citizen.id, latitude=1, longitude=2)
    expected = [
        ({"message_id": own.id, "text": "y"}, "message can't be edited"),
        ({"message_id": keyed["message_id"], "text": "y"}, "message can't be edited"),
        ({"message_id": place["message_id"], "text": "y"}, "there is no text in the message to edit"),
        ({"message_id": 1, "text": "y"}, "message to edit not found"),
        ({"text": "y"}, "message identifier is not specified"),
    ]
    for params, description in expected:
        refused = await api.refuses("editMessageText", chat_id=citizen.id, **params)
        assert refused.description == f"Bad Request: {description}"
    refused = await api.refuses("editMessageCaption", chat_id=citizen.id, message_id=keyed["message_id"], caption="y")
    assert refused.description.startswith("Bad Request: ")


async def test_captions_and_media_are_edited(api: Api, citizen: Person) -> None:
    photo = await citizen.sends_photo(PICTURE)
    file_id = photo.file_id
    sent = await api("sendPhoto", chat_id=citizen.id, photo=file_id, caption="lama")
    place = {"chat_id": citizen.id, "message_id": sent["message_id"]}
    edited = await api("editMessageCaption", **place, caption="<i>baru</i>", parse_mode="HTML")
    assert (edited["caption"], edited["photo"]) == ("baru", sent["photo"])
    media = {"type": "photo", "media": file_id, "caption": "lain"}
    assert (await api("editMessageMedia", **place, media=media))["caption"] == "lain"


async def test_a_tap_waits_for_its_button(api: Api, citizen: Person) -> None:
    waiting = asyncio.create_task(citizen.taps("Lapor"))
    await asyncio.sleep(0.02)
    await api("sendMessage", chat_id=citizen.id, text="pilih", reply_markup=KEYBOARD)
    await waiting
    assert (await api.updates())[0]["callback_query"]["data"] == "lapor"


async def test_a_tap_waits_for_the_answer_before_it_looks_at_older_buttons(api: Api, citizen: Person) -> None:
    citizen.patience = 15.0
    await api("sendMessage", chat_id=citizen.id, text="satu", reply_markup=KEYBOARD)
    await citizen.sends("lanjut")
    waiting = asyncio.create_task(citizen.taps("Lapor"))
    await asyncio.sleep(0.02)
    newer = await api("sendMessage", chat_id=citizen.id, text="dua", reply_markup=KEYBOARD)
    await waiting
    tapped = (await api.updates())[-1]["callback_query"]
    assert tapped["message"]["message_id"] == newer["message_id"]


async def test_a_label_is_matched_exactly_or_as_the_only_part(api: Api, citizen: Person) -> None:
    rows = [[{"text": text, "callback_data": text}] for text in ("Lapor", "Laporan saya", "📍 Kirim lokasi")]
    await api("sendMessage", chat_id=citizen.id, text="pilih", reply_markup={"inline_keyboard": rows})
    await citizen.taps(" Lapor ")
    await citizen.taps("lokasi")
    assert [each["callback_query"]["data"] for each in await api.updates()] == ["Lapor", "📍 Kirim lokasi"]
    with pytest.raises(AssertionError, match="could be any of"):
        await citizen.taps("apor", timeout=0.05)
    with pytest.raises(AssertionError, match=r"no button 'Kirim semua'.*'Laporan saya'"):
        await citizen.taps("Kirim semua", timeout=0.05)


async def test_an_older_messages_button_can_be_tapped_after_it_was_taken_away(api: Api, citizen: Person) -> None:
    sent = await api("sendMessage", chat_id=citizen.id, text="pilih", reply_markup=KEYBOARD)
    shown = await citizen.hears()
    await api("editMessageText", chat_id=citizen.id, message_id=sent["message_id"], text="sudah")
    await citizen.taps("Lapor", on=shown)
    [update] = await api.updates()
    assert update["callback_query"]["message"]["text"] == "sudah"


async def test_a_forged_callback_comes_from_whoever_forges_it(api: Api, world: World, citizen: Person) -> None:
    await api("sendMessage", chat_id=citizen.id, text="pilih", reply_markup=KEYBOARD)
    stranger = world.person("Orang lain")
    await stranger.forges("terima:1", on=citizen.last)
    [update] = await api.updates()
    assert update["callback_query"]["from"]["id"] == stranger.id
    assert update["callback_query"]["data"] == "terima:1"


async def test_a_link_button_to_the_bot_opens_the_private_chat(api: Api, world: World, citizen: Person) -> None:
    link = {"text": "Lapor di sini", "url": "https://t.me/siaga_sandbox_bot?start=tps-012"}
    group = world.group("RT 03", members=[citizen], bot="member")
    await api("sendMessage", chat_id=group.id, text="ke sini", reply_markup={"inline_keyboard": [[link]]})
    await citizen.taps("Lapor di sini", chat=group)
    [update] = await api.updates()
    assert update["message"]["text"] == "/start tps-012"
    assert update["message"]["chat"]["type"] == "private"


async def test_buttons_that_share_a_number_or_a_place(api: Api, citizen: Person) -> None:
    rows = [[{"text": "Nomor", "request_contact": True}, {"text": "Lokasi", "request_location": True}]]
    keyboard = {"keyboard": rows, "one_time_keyboard": True}
    await api("sendMessage", chat_id=citizen.id, text="bagikan", reply_markup=keyboard)
    await citizen.taps("Nomor")
    await api("sendMessage", chat_id=citizen.id, text="lagi", reply_markup=keyboard)
    await citizen.taps("Lokasi")
    number, place = await api.updates()
    assert number["message"]["contact"]["user_id"] == citizen.id
    assert place["message"]["location"]["latitude"] == citizen.place[0]


async def test_hearing_names_what_was_heard_instead(api: Api, citizen: Person) -> None:
    await api("sendMessage", chat_id=citizen.id, text="bukan ini")
    with pytest.raises(AssertionError, match="bukan ini"):
        await citizen.hears("yang itu", timeout=0.05)
    await citizen.hears_nothing(within=0.05)
    await api("sendMessage", chat_id=citizen.id, text="satu lagi")
    with pytest.raises(AssertionError, match="satu lagi"):
        await citizen.hears_nothing(within=0.05)


async def test_a_toast_can_be_waited_for(api: Api, citizen: Person) -> None:
    tap = await citizen.forges("x", on=await citizen.sends("halo"))
    waiting = asyncio.create_task(citizen.sees_toast())
    await asyncio.sleep(0.01)
    await api("answerCallbackQuery", callback_query_id=tap.id, text="Sudah diterima")
    assert await waiting == "Sudah diterima"
    await soon(lambda: tap.answered)
