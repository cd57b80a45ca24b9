"""Messages with files, albums, and getFile."""

from collections.abc import Callable
from typing import cast

from sandbox.bot_api.posting import author, charge, post, prepare
from sandbox.telegram.refusals import bad
from sandbox.telegram.shapes import Params, Raw, Upload
from sandbox.telegram.wording import caption_of
from sandbox.world.chats import Message
from sandbox.world.files import DOWNLOAD_LIMIT, PHOTO_LIMIT, File, is_image
from sandbox.world.media import shown
from sandbox.world.world import World

_RIGHTS = {
    "photo": "photos",
    "video": "videos",
    "document": "documents",
    "audio": "audios",
    "voice": "voice notes",
    "video_note": "video notes",
    "animation": "other messages",
    "sticker": "other messages",
}


def sending(kind: str) -> Callable[[World, Params], Raw]:
    """The method that sends one file of a kind."""

    def send(world: World, params: Params) -> Raw:
        return post(world, params, file_content(world, params, params, kind), _RIGHTS[kind]).raw

    return send


def file_content(world: World, call: Params, item: Params, kind: str) -> Raw:
    """What a message with this file says. `item` is the call itself, or one InputMedia of it."""
    key = "media" if "media" in item and item is not call else kind
    file = stored(world, call, item[key], kind)
    said = shown(file, item) | caption_of(item)
    if item.flag("has_spoiler"):
        said["has_media_spoiler"] = True
    if item.flag("show_caption_above_media"):
        said["show_caption_above_media"] = True
    return said


def stored(world: World, call: Params, given: object, kind: str) -> File:
    """The file that a parameter means: an upload, an attach:// name, or the file_id of one already there."""
    if isinstance(given, str):
        if given.startswith("attach://"):
            upload = call.uploads.get(given.removeprefix("attach://"))
            if upload is None:
                raise bad("there is no file in the request under the name of attach://")
            return _keep(world, upload, kind)
        if given.startswith(("http://", "https://")):
            raise bad("failed to get HTTP URL content")  # the sandbox reaches no network
        file = world.files.get(given)
        if file.kind != kind:
            raise bad(f"can't use file of type {file.kind.title()} as {kind.title()}")
        return file
    return _keep(world, cast(Upload, given), kind)


def _keep(world: World, upload: Upload, kind: str) -> File:
    if not upload.data:
        raise bad("file must be non-empty")
    if kind == "photo":
        if len(upload.data) > PHOTO_LIMIT:
            raise bad(
                f"file of size {len(upload.data)} bytes is too big for a photo; the maximum size is {PHOTO_LIMIT} bytes"
            )
        if not is_image(upload.data):
            raise bad("IMAGE_PROCESS_FAILED")
    return world.files.add(kind, upload.data, name=upload.name, mime=upload.mime)


def send_album(world: World, params: Params) -> list[Raw]:
    items = params.objects("media")
    if not 2 <= len(items) <= 10:
        raise bad("an album must include 2-10 items")
    kinds = {item.text("type") for item in items}
    if len(kinds) > 1 and kinds & {"audio", "document"}:
        raise bad("Can't use the media of the specified type in the album")
    said = [file_content(world, params, item, item.text("type")) for item in items]
    chat, envelope = prepare(world, params, _RIGHTS[items[0].text("type")])
    charge(world, chat, params, len(items))
    album: Raw = {"media_group_id": world.next_id()}
    silent = params.flag("disable_notification")
    sent: list[Message] = [
        chat.put(author(chat), {**envelope, **album, **each}, by_bot=True, silent=silent) for each in said
    ]
    return [message.raw for message in sent]


def get_file(world: World, params: Params) -> Raw:
    file = world.files.get(params.text("file_id"))
    if file.size > DOWNLOAD_LIMIT:
        raise bad("file is too big")
    return {**file.named(), "file_id": params.text("file_id"), "file_path": file.path}
