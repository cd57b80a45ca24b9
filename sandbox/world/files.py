"""The files of the world: bytes that a person or the bot sent, and what Telegram tells about them."""

import mimetypes
from dataclasses import dataclass
from hashlib import sha256

from sandbox.telegram.refusals import bad
from sandbox.telegram.shapes import Raw

DOWNLOAD_LIMIT = 20 * 1024 * 1024  # Bot API, getFile
PHOTO_LIMIT = 10 * 1024 * 1024  # Bot API, sendPhoto
_FOLDERS = {"photo": "photos", "video": "videos", "voice": "voice", "audio": "music", "document": "documents"}
_SUFFIXES = {
    "photo": ".jpg",
    "video": ".mp4",
    "voice": ".oga",
    "audio": ".mp3",
    "animation": ".mp4",
    "sticker": ".webp",
}
_MIMES = {"video": "video/mp4", "voice": "audio/ogg", "audio": "audio/mpeg", "animation": "video/mp4"}
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"BM")


@dataclass(frozen=True, slots=True)
class File:
    """A stored file; `data` is shorter than `size` where a large one was only spoken of."""

    id: str
    unique_id: str
    kind: str
    size: int
    data: bytes
    name: str
    mime: str
    path: str

    def named(self) -> Raw:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}


class Files:
    """All files by `file_id` and by download path."""

    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}
        self._by_path: dict[str, File] = {}

    def add(self, kind: str, data: bytes, *, name: str = "", mime: str = "", size: int | None = None) -> File:
        """Store bytes of a kind (photo, video, document, …); `size` alone stands for a file too large to carry here."""
        number = len(self._by_path) + 1
        unique = sha256(kind.encode() + data + str(size).encode()).hexdigest()[:16]
        suffix = _SUFFIXES.get(kind) or f".{name.rpartition('.')[2]}" * ("." in name)
        file = File(
            id=f"AgACAgUAAxkBAAI{number:08d}{unique}",
            unique_id=f"AQAD{unique}",
            kind=kind,
            size=len(data) if size is None else size,
            data=data,
            name=name,
            mime=mime or _MIMES.get(kind) or mimetypes.guess_type(name)[0] or "application/octet-stream",
            path=f"{_FOLDERS.get(kind, kind + 's')}/file_{number}{suffix}",
        )
        self._by_id[file.id] = file
        if kind == "photo":
            self._by_id[f"{file.id}s"] = file  # the small size: the same picture here
        self._by_path[file.path] = file
        return file

    def get(self, file_id: str) -> File:
        """The file of an id, or Telegram's refusal."""
        try:
            return self._by_id[file_id]
        except KeyError:
            raise bad("wrong file identifier/HTTP URL specified") from None

    def at(self, path: str) -> File | None:
        return self._by_path.get(path)


def is_image(data: bytes) -> bool:
    """Whether the first bytes are those of a picture Telegram can take as a photo."""
    return data.startswith(_IMAGES)
