"""Videos and sounds recoded by ffmpeg without anything that is not seen or heard, where ffmpeg is installed.

The way a file is read is forced by its first bytes, and nothing but that file may be opened: a playlist that names
other files or addresses is none of these.
"""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

LONGEST_SECONDS = 150.0  # for one recording
LARGEST = 49_000_000  # bytes of a copy: Telegram takes 50 MB from a bot
_LONGEST = 3 * 3600  # seconds of a recording that are copied
_MOST_PIXELS = 20_000_000  # of one frame
_SIDE = 1280

# The reader of each kind of file, by first bytes and where they stand.
_READERS = (
    (re.compile(rb".{4}(?:ftyp|moov|mdat|wide|free|skip)", re.S), "mov"),
    (re.compile(rb"\x1a\x45\xdf\xa3"), "matroska"),
    (re.compile(rb"OggS"), "ogg"),
    (re.compile(rb"RIFF.{4}WAVE", re.S), "wav"),
    (re.compile(rb"RIFF.{4}AVI ", re.S), "avi"),
    (re.compile(rb"fLaC"), "flac"),
    (re.compile(rb"#!AMR"), "amr"),
    (re.compile(rb"ID3|\xff[\xfa\xfb\xf2\xf3]"), "mp3"),
    (re.compile(rb"\xff[\xf0\xf1\xf8\xf9]"), "aac"),
)
_SOUND = ("-map", "0:a:0", "-vn")
_SEEN = (
    "-map", "0:v:0", "-map", "0:a:0?",
    "-c:v", "libx264", "-preset", "veryfast", "-crf", "27", "-pix_fmt", "yuv420p",
    "-c:a", "aac", "-b:a", "96k", "-movflags", "+faststart",
)  # fmt: skip
_SIZED = f"scale='min({_SIDE},iw)':'min({_SIDE},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2,fps=30"
_ROUND = "crop='min(iw,ih)':'min(iw,ih)',scale=480:480,fps=30"
_WRITERS: Mapping[str, tuple[str, ...]] = {
    "video": (*_SEEN, "-vf", _SIZED, "-f", "mp4"),
    "video_note": (*_SEEN, "-vf", _ROUND, "-t", "60", "-f", "mp4"),
    "voice": (*_SOUND, "-c:a", "libopus", "-b:a", "32k", "-ac", "1", "-f", "ogg"),
    "audio": (*_SOUND, "-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart", "-f", "ipod"),
}
_BY_READER = {"ogg": "voice", "wav": "audio", "flac": "audio", "amr": "audio", "mp3": "audio", "aac": "audio"}


class NoTool(Exception):
    """ffmpeg is not installed."""


def tool() -> str | None:
    """Where ffmpeg is; None: recordings cannot be copied."""
    return shutil.which("ffmpeg")


def recodes() -> bool:
    """Whether recordings can be copied."""
    return tool() is not None


def reader_of(source: Path) -> str | None:
    """How ffmpeg is to read a file; None when it is no recording."""
    with source.open("rb") as file:
        head = file.read(16)
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftypavif", b"ftypavis"):
        return None  # pictures in the same box
    return next((reader for mark, reader in _READERS if mark.match(head)), None)


def form_of(kind: str, reader: str) -> str:
    """As what a recording is sent: as it came, and what came as a file by what it is."""
    return kind if kind in _WRITERS else _BY_READER.get(reader, "video")


def recode(source: Path, target: Path, reader: str, form: str) -> None:
    """Write a copy. Raises `NoTool`, and `subprocess.SubprocessError` when ffmpeg cannot make one."""
    ffmpeg = tool()
    if ffmpeg is None:
        raise NoTool
    subprocess.run(  # noqa: S603 - no word of the list is of the sender
        [
            ffmpeg, "-nostdin", "-hide_banner", "-loglevel", "error", "-y", "-threads", "1",
            "-protocol_whitelist", "file", "-max_pixels", str(_MOST_PIXELS), "-f", reader, "-i", f"file:{source}",
            "-map_metadata", "-1", "-map_chapters", "-1", "-dn", "-sn", "-fflags", "+bitexact",
            "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-threads", "1", "-t", str(_LONGEST),
            "-fs", str(LARGEST), *_WRITERS[form], f"file:{target}",
        ],
        check=True, timeout=LONGEST_SECONDS, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    target.chmod(0o600)
    if not 0 < target.stat().st_size < LARGEST:  # cut off, or nothing in it
        raise subprocess.SubprocessError("no whole copy")
