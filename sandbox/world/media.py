"""How a file shows in a message: the object under `photo`, `video`, `document` and so on."""

from sandbox.telegram.shapes import Params, Raw, pick
from sandbox.world.files import File


def shown(file: File, params: Params) -> Raw:
    """The part of a message that carries the file; `params` may tell sizes, length, performer and the like."""
    named = file.named()
    size: Raw = {"width": params.number("width", 640), "height": params.number("height", 360)}
    long: Raw = {"duration": params.number("duration", 3)}
    about: Raw = {"mime_type": file.mime}
    if file.name:
        about["file_name"] = file.name
    match file.kind:
        case "photo":
            small: Raw = {
                "file_id": f"{file.id}s",
                "file_unique_id": f"{file.unique_id}s",
                "width": 90,
                "height": 67,
            }
            return {"photo": [small | {"file_size": min(file.size, 1200)}, named | {"width": 1280, "height": 960}]}
        case "video":
            return {"video": named | size | long | about | pick(params, "start_timestamp")}
        case "animation":
            # as a document too, for backward compatibility, as Telegram does
            return {"animation": named | size | long | about, "document": named | about}
        case "audio":
            return {"audio": named | long | about | pick(params, "performer", "title")}
        case "voice":
            return {"voice": named | long | {"mime_type": file.mime}}
        case "video_note":
            return {"video_note": named | long | {"length": params.number("length", 240)}}
        case "sticker":
            still: Raw = {
                "type": "regular",
                "width": 512,
                "height": 512,
                "is_animated": False,
                "is_video": False,
            }
            return {"sticker": named | still | pick(params, "emoji")}
        case _:
            return {"document": named | about}
