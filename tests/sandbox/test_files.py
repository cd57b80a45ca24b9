"""Photos, documents, albums: both ways, with their bytes."""

import aiohttp
import orjson
import pytest

from sandbox import PICTURE, Item, Person
from sandbox.world.files import DOWNLOAD_LIMIT
from tests.sandbox.api import JSON, Api, Refused


async def download(api: Api, file_id: str) -> bytes:
    path = (await api("getFile", file_id=file_id))["file_path"]
    async with api.session.get(f"{api.url}/file/bot{api.token}/{path}") as response:
        assert response.status == 200
        return await response.read()


async def test_what_a_person_sends_can_be_fetched(api: Api, citizen: Person) -> None:
    await citizen.sends_photo(PICTURE, "bukti /lapor")
    await citizen.sends_document(b"%PDF bukti", "bukti.pdf")
    await citizen.sends_voice(b"OggS suara", seconds=7)
    await citizen.sends_video(b"gambar bergerak")
    await citizen.sends_audio(b"ID3 rekaman")
    await citizen.sends_animation(b"GIF89a gerak")
    await citizen.sends_video_note(b"bulat")
    await citizen.sends_sticker("👍")
    messages: list[JSON] = [update["message"] for update in await api.updates()]
    photo, document, voice, video, audio, animation, note, sticker = messages
    assert photo["caption_entities"][0]["type"] == "bot_command"
    assert document["document"]["file_name"] == "bukti.pdf"
    assert document["document"]["mime_type"] == "application/pdf"
    assert voice["voice"]["duration"] == 7
    assert animation["document"]["file_id"] == animation["animation"]["file_id"]
    assert sticker["sticker"]["emoji"] == "👍"
    assert await download(api, photo["photo"][0]["file_id"]) == PICTURE
    assert await download(api, photo["photo"][-1]["file_id"]) == PICTURE
    assert await download(api, document["document"]["file_id"]) == b"%PDF bukti"
    assert await download(api, video["video"]["file_id"]) == b"gambar bergerak"
    assert await download(api, audio["audio"]["file_id"]) == b"ID3 rekaman"
    assert await download(api, note["video_note"]["file_id"]) == b"bulat"


async def test_a_file_over_20_mb_is_too_big_to_fetch(api: Api, citizen: Person) -> None:
    await citizen.sends_video(size=DOWNLOAD_LIMIT)
    await citizen.sends_video(size=DOWNLOAD_LIMIT + 1)
    fits, large = [update["message"]["video"] for update in await api.updates()]
    assert large["file_size"] == DOWNLOAD_LIMIT + 1
    assert await api("getFile", file_id=fits["file_id"])
    refused = await api.refuses("getFile", file_id=large["file_id"])
    assert (refused.status, refused.description) == (400, "Bad Request: file is too big")


async def test_a_download_needs_the_token_and_the_path(api: Api, citizen: Person) -> None:
    message = await citizen.sends_photo()
    path = (await api("getFile", file_id=message.file_id))["file_path"]
    for address, status in (
        (f"{api.url}/file/bot1234567:AAAA-this-is-another-bots-token-000/{path}", 401),
        (f"{api.url}/file/bot{api.token}/photos/other.jpg", 404),
    ):
        async with api.session.get(address) as response:
            assert response.status == status


async def test_the_bot_uploads_and_sends_again_by_file_id(api: Api, citizen: Person) -> None:
    form = aiohttp.FormData({"chat_id": str(citizen.id), "caption": "<b>CSV</b>", "parse_mode": "HTML"})
    form.add_field("document", b"a;b", filename="laporan.csv", content_type="text/csv")
    sent = await api.form("sendDocument", form)
    assert sent["caption"] == "CSV"
    file = sent["document"]
    assert (file["file_name"], file["mime_type"], file["file_size"]) == ("laporan.csv", "text/csv", 3)
    assert await download(api, citizen.last.file_id) == b"a;b"
    again = await api("sendDocument", chat_id=citizen.id, document=file["file_id"])
    assert again["document"] == file
    refused = await api.refuses("sendPhoto", chat_id=citizen.id, photo=file["file_id"])
    assert refused.description == "Bad Request: can't use file of type Document as Photo"


async def test_every_kind_of_file_goes_by_its_own_method(api: Api, citizen: Person) -> None:
    sent = [
        await citizen.sends_photo(),
        await citizen.sends_video(),
        await citizen.sends_voice(),
        await citizen.sends_audio(),
        await citizen.sends_animation(),
        await citizen.sends_video_note(),
        await citizen.sends_sticker(),
    ]
    kinds = ("photo", "video", "voice", "audio", "animation", "video_note", "sticker")
    for kind, message in zip(kinds, sent, strict=True):
        method = "send" + kind.title().replace("_", "")
        assert kind in await api(method, chat_id=citizen.id, **{kind: message.file_id})


async def test_files_telegram_refuses(api: Api, citizen: Person) -> None:
    form = aiohttp.FormData({"chat_id": str(citizen.id)})
    form.add_field("photo", b"no picture", filename="a.jpg")
    with pytest.raises(Refused, check=lambda refused: refused.description == "Bad Request: IMAGE_PROCESS_FAILED"):
        await api.form("sendPhoto", form)
    expected = {
        "nonsense": "wrong file identifier/HTTP URL specified",
        "https://example.org/a.jpg": "failed to get HTTP URL content",
        "attach://nothing": "there is no file in the request under the name of attach://",
    }
    for photo, description in expected.items():
        refused = await api.refuses("sendPhoto", chat_id=citizen.id, photo=photo)
        assert refused.description == f"Bad Request: {description}"
    long = {"chat_id": citizen.id, "photo": (await citizen.sends_photo()).file_id, "caption": "a" * 1025}
    assert (await api.refuses("sendPhoto", **long)).description == "Bad Request: message caption is too long"


async def test_an_album_of_a_person_is_several_updates_with_one_group(api: Api, citizen: Person) -> None:
    await citizen.sends_album([PICTURE, Item("video", b"v"), PICTURE], "tiga bukti")
    messages = [update["message"] for update in await api.updates()]
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["tiga bukti", None, None]


async def test_the_bot_sends_an_album_with_attached_files(api: Api, citizen: Person) -> None:
    media = [{"type": "photo", "media": f"attach://p{number}", "caption": f"ke-{number}"} for number in range(2)]
    form = aiohttp.FormData({"chat_id": str(citizen.id), "media": orjson.dumps(media).decode()})
    for number in range(2):
        form.add_field(f"p{number}", PICTURE, filename=f"{number}.png", content_type="image/png")
    sent = await api.form("sendMediaGroup", form)
    assert [message["caption"] for message in sent] == ["ke-0", "ke-1"]
    assert len({message["media_group_id"] for message in sent}) == 1
    alone = await api.refuses("sendMediaGroup", chat_id=citizen.id, media=media[:1])
    assert alone.status == 400
    mixed = [{"type": "photo", "media": citizen.last.file_id}, {"type": "document", "media": citizen.last.file_id}]
    refused = await api.refuses("sendMediaGroup", chat_id=citizen.id, media=mixed)
    assert refused.description == "Bad Request: Can't use the media of the specified type in the album"
