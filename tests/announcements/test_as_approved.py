"""What is approved is what arrives: spoilers, captions above, the caption of each picture."""

from broadcasts.appeal import Appeal, Audience, Kind, Media, MediaKind, Topic, restored, stored
from broadcasts.approval import fingerprint
from broadcasts.schedule import AtOnce
from sandbox import Group, Message, Person
from sandbox.telegram.shapes import Raw
from sandbox.world.content import PICTURE
from tests.announcements.test_edges import goes_out, of_the_bot
from tests.stage.announcements import subscribes
from tests.stage.composing import approves, asks, goes_on
from tests.stage.town import Town

SECOND, THIRD = PICTURE + b"2", PICTURE + b"3"
MARKS = ("has_media_spoiler", "show_caption_above_media")


async def a_group(town: Town) -> Group:
    group = town.world.group("RT 1", bot="member")
    await subscribes(town, group)
    return group


async def begins(kabag: Person) -> None:
    await kabag.sends("/siaran")
    await kabag.taps("Tulis siaran", on=await kabag.hears("Siaran"))
    await kabag.hears("Kirim isi siarannya")


async def sent(town: Town, kabag: Person, waka: Person, group: Group) -> tuple[list[Message], list[Message]]:
    """From the topic on: what the composer and the approver saw, and what arrived in the group."""
    await goes_on(kabag, to="Grup dan saluran")
    seen = [each for each in kabag.chat_with_bot.messages if "Resmi · kode" in each.text or "photo" in each.raw]
    await asks(kabag)
    await approves(waka)
    await goes_out(town)
    return [each for each in seen if each.from_bot], of_the_bot(group)


def look(message: Message) -> Raw:
    return {name: message.raw.get(name) for name in MARKS} | {"caption": message.raw.get("caption")}


async def test_a_spoiler_and_a_caption_above_are_kept(town: Town, kabag: Person, waka: Person) -> None:
    group = await a_group(town)
    await begins(kabag)
    await kabag.sends_photo(caption="Akses jalan ditutup.", spoiler=True, above=True)
    previews, [arrived] = await sent(town, kabag, waka, group)
    assert look(previews[-1]) == look(arrived)
    assert [arrived.raw.get(mark) for mark in MARKS] == [True, True]
    assert str(arrived.raw["caption"]).startswith("Akses jalan ditutup.")


async def test_each_picture_of_an_album_keeps_its_own_caption(town: Town, kabag: Person, waka: Person) -> None:
    group = await a_group(town)
    await begins(kabag)
    await kabag.sends_album([PICTURE, SECOND, THIRD], "Pintu utara", "Pintu timur", "Pintu selatan")
    _, album = await sent(town, kabag, waka, group)
    captions = [str(each.raw["caption"]) for each in album]
    assert captions[1:] == ["Pintu timur", "Pintu selatan"]
    assert captions[0].startswith("Pintu utara\n")
    assert "Resmi · kode" in captions[0]
    reader = town.citizen()
    await reader.sends("/start")
    await reader.forwards(album[2])
    assert "Pintu selatan" in (await reader.hears("Asli")).text


async def test_captions_below_later_pictures_stay_there(town: Town, kabag: Person, waka: Person) -> None:
    group = await a_group(town)
    await begins(kabag)
    await kabag.sends_album([PICTURE, SECOND, THIRD], "Pintu timur", "Pintu selatan", below=1)
    _, album = await sent(town, kabag, waka, group)
    captions = [str(each.raw.get("caption", "")) for each in album]
    assert "Resmi · kode" in captions[0]
    assert "Pintu" not in captions[0]
    assert captions[1:] == ["Pintu timur", "Pintu selatan"]


async def test_a_group_that_forbids_photos_gets_the_words_of_every_picture(
    town: Town, kabag: Person, waka: Person
) -> None:
    group = await a_group(town)
    await begins(kabag)
    await kabag.sends_album([PICTURE, SECOND], "Pintu utara", "Pintu timur")
    refusal = "Bad Request: not enough rights to send photos to the chat"
    town.world.faults.add("refusal", chats=[group.id], methods=["sendMediaGroup"], description=refusal)
    _, [words] = await sent(town, kabag, waka, group)
    assert "Pintu utara\n\nPintu timur" in words.text


def test_an_announcement_without_these_is_written_as_it_always_was() -> None:
    """Approvals hold the hash of what is written: one of an earlier release must not change."""
    files = (Media(MediaKind.PHOTO, "f", "u"),)
    plain = Appeal("Mari jaga suasana.", Audience(Topic.APPEAL, frozenset({Kind.CITIZENS})), AtOnce(), files)
    assert stored(plain) == (
        '{"audience":{"areas":[],"kinds":["warga"],"topic":"imbauan","unit":null},"emergency":null,'
        '"media":[{"file_id":"f","kind":"photo","unique_id":"u"}],"poll":null,"text":"Mari jaga suasana.",'
        '"when":{"form":"at_once"}}'
    )
    covered = Appeal(plain.text, plain.audience, plain.when, (Media(MediaKind.PHOTO, "f", "u", "Ini", spoiler=True),))
    assert restored(stored(covered)) == covered
    assert fingerprint(covered) != fingerprint(plain)
