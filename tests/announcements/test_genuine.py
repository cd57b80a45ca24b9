"""Is it genuine: by its code, in private and in groups, and by passing the message on to the bot."""

import pytest

from sandbox import Message, Person
from sandbox.world.content import origin
from tests.stage.announcements import running
from tests.stage.composing import RIGHT_WORDS, WORDS, asks, corrects, ends, goes_on, opens, publishes
from tests.stage.town import Town
from tests.stage.walks import agrees


@pytest.fixture
async def sent(town: Town, kabag: Person, waka: Person, follower: Person) -> Message:
    """What the follower got."""
    await publishes(kabag, waka)
    await running(town).ticker.tick()
    return await follower.hears(WORDS)


async def test_the_code_says_genuine_and_shows_the_words(sent: Message, follower: Person) -> None:
    for typed in (_code(sent), _code(sent).lower(), f"{_code(sent)[:4]}-{_code(sent)[4:]}"):
        await follower.sends(f"/cek {typed}")
        assert WORDS in (await follower.hears("Asli.")).text


async def test_the_code_is_answered_in_groups_too(town: Town, sent: Message, follower: Person) -> None:
    group = town.world.group("RT 05", bot="member")
    group.joins(follower)
    await follower.sends(f"/cek {_code(sent)}", chat=group)
    assert WORDS in (await follower.hears("Asli.", chat=group)).text


async def test_a_made_up_code_is_unknown(follower: Person) -> None:
    for typed in ("ABCD1234", "siapa saja", "12", "💥"):
        await follower.sends(f"/cek {typed}")
        await follower.hears("Tidak kami kenal")
    await follower.sends("/cek")
    await follower.hears("Tulis kodenya")


async def test_the_message_itself_can_be_passed_on(sent: Message, follower: Person) -> None:
    await follower.forwards(sent)
    await follower.hears("Asli.")


async def test_pasted_without_its_code_it_is_checked_also_in_the_middle_of_a_report(
    town: Town, sent: Message, follower: Person
) -> None:
    await follower.sends(WORDS)
    assert WORDS in (await follower.hears("Asli.")).text
    await follower.sends(WORDS.replace("rukun", "waspada"))
    await follower.hears("sudah diubah orang")
    await follower.sends("terima kasih, mari jaga suasana")
    await follower.hears("Terima kasih")
    await follower.sends("/lapor ada yang merusak baliho di jaya mukti tps 12")
    await follower.hears("Periksa dulu")
    await follower.sends(f"{WORDS}\n")
    await follower.hears("Asli.")
    assert WORDS in (await follower.hears("Periksa dulu")).text


async def test_a_changed_message_is_found_out(town: Town, sent: Message, follower: Person) -> None:
    await follower.sends("/lapor")
    await follower.hears("Apa yang ingin")
    forger = town.citizen("Pengubah")
    group = town.world.group("RT 05")
    for person in (forger, follower):
        group.joins(person)
    fake = await forger.sends(sent.text.replace("tenang", "tegang"), chat=group)
    await follower.forwards(fake)
    answer = await follower.hears("sudah diubah orang")
    assert WORDS in answer.text
    added = await forger.sends(f"{sent.text}\nKirim uang ke nomor ini", chat=group)
    await follower.forwards(added)
    await follower.hears("sudah diubah orang")
    copied = await forger.sends(sent.text, chat=group)
    await follower.forwards(copied)
    await follower.hears("Asli.")


async def test_the_same_words_made_to_look_otherwise_are_found_out(town: Town, sent: Message, follower: Person) -> None:
    group, forger = town.world.group("RT 05"), town.citizen("Pengubah")
    group.joins(forger)
    button = {"inline_keyboard": [[{"text": "Klaim bantuan", "url": "https://jahat.example"}]]}
    forwarded = {"forward_origin": origin(forger._say({"text": sent.text}, group))}
    changes: list[dict[str, object]] = [{"reply_markup": button}]
    changes += [{"entities": [entity(how)]} for how in ("strikethrough", "spoiler", "expandable_blockquote")]
    changes += [
        {"link_preview_options": {"url": "https://jahat.example/bantuan", "show_above_text": True}},
        {"entities": [{**entity("text_mention"), "user": {"id": 77, "is_bot": False, "first_name": "Penipu"}}]},
        {"entities": [{**entity("custom_emoji"), "custom_emoji_id": "5368324170671202286"}]},
        {"entities": [{**entity("pre"), "language": "Pilih nomor satu"}]},
    ]
    for change in changes:
        follower._say({**forwarded, "text": sent.text, **change}, None)
        assert WORDS in (await follower.hears("Isinya sama, tampilannya diubah")).text
    await follower.forwards(forger._say({"text": sent.text, "entities": [entity("bold")]}, group))
    await follower.hears("Asli.")


def entity(how: str) -> dict[str, object]:
    return {"type": how, "offset": 0, "length": 10}


async def test_what_was_taken_back_is_answered_as_withdrawn(
    town: Town, sent: Message, kabag: Person, follower: Person
) -> None:
    await ends(town, kabag)
    await opens(kabag)
    await kabag.taps("Tarik dan hapus")
    await kabag.taps("Ya, tarik dan hapus")
    await kabag.hears("Siaran ditarik")
    await follower.sends(f"/cek {_code(sent)}")
    assert WORDS not in (await follower.hears("Sudah ditarik")).text
    await follower.sends("/imbauan")
    await follower.hears("Belum ada imbauan")


async def test_what_was_corrected_shows_what_holds_now(
    town: Town, sent: Message, kabag: Person, waka: Person, follower: Person
) -> None:
    await ends(town, kabag)
    await corrects(kabag, waka)
    await running(town).ticker.tick()
    await follower.hears("TPS ditutup")
    await follower.sends(f"/cek {_code(sent)}")
    assert RIGHT_WORDS in (await follower.hears("sudah diralat")).text
    await follower.sends("/imbauan")
    await follower.hears("TPS ditutup")
    assert "Imbauan sebelumnya" not in (await follower.hears("disiarkan")).labels


async def test_a_photo_must_be_the_same_photo(town: Town, kabag: Person, waka: Person, follower: Person) -> None:
    await kabag.sends("/siaran")
    await kabag.taps("Tulis siaran")
    await kabag.hears("Kirim isi siarannya")
    await kabag.sends_photo(caption=WORDS)
    await goes_on(kabag)
    await asks(kabag)
    await waka.hears("Mohon persetujuan")
    await waka.taps("Setujui")
    await waka.hears("Disetujui")
    await running(town).ticker.tick()
    sent = await follower.hears(WORDS)
    assert "photo" in sent.raw
    await follower.forwards(sent)
    await follower.hears("Asli.")
    group = town.world.group("RT 05")
    group.joins(follower)
    fake = await follower.sends_photo(b"\x89PNG\r\n\x1a\n" + b"lain", sent.text, chat=group)
    await follower.forwards(fake)
    await follower.hears("sudah diubah orang")


async def test_citizens_see_the_latest_and_the_ones_before(
    town: Town, sent: Message, kabag: Person, waka: Person, follower: Person
) -> None:
    await ends(town, kabag)
    town.clock.passes(minutes=5)
    await publishes(kabag, waka, "Hasil resmi diumumkan KPU.")
    await running(town).ticker.tick()
    await follower.hears("Hasil resmi")
    stranger = town.citizen()
    await agrees(stranger)
    await stranger.sends("/imbauan")
    await stranger.hears("Hasil resmi diumumkan KPU.")
    await stranger.hears("disiarkan")
    await stranger.taps("Imbauan sebelumnya")
    assert (await stranger.hears(WORDS)).text == sent.text


async def test_with_none_citizens_are_told_so(follower: Person) -> None:
    await follower.sends("/imbauan")
    await follower.hears("Belum ada imbauan saat ini")


def _code(message: Message) -> str:
    return message.text.rsplit(" ", 1)[1]
