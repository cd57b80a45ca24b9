"""Videos and sounds are recoded where ffmpeg is there; the real one where it is installed, else one that is played."""

import os
import stat
import sys
from pathlib import Path

import pytest

from copies import recordings
from copies.job import NO_TOOL, Job, Outcome, page_of
from copies.recordings import tool
from copies.worker import carry_out
from tests.copies.media import OWNER, POINT, sound, video

# Stands in for ffmpeg: writes an empty film, and on standard error what it was asked.
_PLAYED = """#!{python}
import pathlib, sys, time
time.sleep({seconds})
pathlib.Path(sys.argv[-1].removeprefix("file:")).write_bytes(b"\\0\\0\\0\\x18ftypisom")
"""


@pytest.fixture
def ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ffmpeg is there."""
    if tool() is None:
        plays_ffmpeg(tmp_path, monkeypatch)


def plays_ffmpeg(folder: Path, monkeypatch: pytest.MonkeyPatch, seconds: float = 0) -> None:
    """Put something in ffmpeg's place, which takes so long."""
    played = folder / "tools" / "ffmpeg"
    played.parent.mkdir()
    played.write_text(_PLAYED.format(python=sys.executable, seconds=seconds))
    played.chmod(played.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{played.parent}{os.pathsep}{os.environ['PATH']}")


def recoded(folder: Path, content: bytes, kind: str) -> tuple[Outcome, bytes]:
    source = folder / "7.bin"
    source.write_bytes(content)
    outcome = carry_out(Job(str(source), str(folder / "7"), kind))
    return outcome, Path(page_of(str(folder / "7"), 1, outcome.form)).read_bytes() if outcome.pages else b""


@pytest.mark.usefixtures("ffmpeg")
@pytest.mark.parametrize("kind", ["video", "video_note", "document"])
def test_a_video_loses_its_place_owner_and_camera(tmp_path: Path, kind: str) -> None:
    assert OWNER.encode() in video()
    outcome, copy = recoded(tmp_path, video(), kind)
    assert outcome.found == ["device", "gps", "owner"]
    assert outcome.form == ("video_note" if kind == "video_note" else "video")
    assert b"ftyp" in copy[:12]
    for word in (OWNER, POINT[:8], "Telepon", "\xa9xyz", "\xa9mod"):
        assert word.encode("latin-1") not in copy


@pytest.mark.usefixtures("ffmpeg")
@pytest.mark.parametrize(("kind", "form"), [("voice", "voice"), ("audio", "audio"), ("document", "audio")])
def test_a_sound_loses_what_is_no_sound(tmp_path: Path, kind: str, form: str) -> None:
    tagged = (
        sound()
        + b"LIST"
        + (4 + 8 + 14).to_bytes(4, "little")
        + b"INFOIART"
        + (14).to_bytes(4, "little")
        + b"Budi Santoso\0\0"
    )
    outcome, copy = recoded(tmp_path, tagged, kind)
    assert outcome.form == form
    assert copy
    assert b"Budi" not in copy


def test_without_ffmpeg_a_recording_has_no_copy_and_it_is_known_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    outcome, _ = recoded(tmp_path, video(), "video")
    assert (outcome.pages, outcome.form, outcome.found) == (0, NO_TOOL, ["device", "gps", "owner"])
    assert [file.name for file in tmp_path.iterdir()] == ["7.bin"]


@pytest.mark.usefixtures("ffmpeg")
@pytest.mark.parametrize(
    "playlist",
    [
        b"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"<?xml version='1.0'?><MPD><BaseURL>file:///etc/passwd</BaseURL></MPD>",
        b"RIFF\x10\x00\x00\x00AMV \n",
    ],
)
def test_a_list_of_other_files_is_no_recording(tmp_path: Path, playlist: bytes) -> None:
    assert recordings.reader_of(_written(tmp_path, playlist)) is None
    assert recoded(tmp_path, playlist, "video")[0].pages == 0


def _written(folder: Path, content: bytes) -> Path:
    (folder / "1.bin").write_bytes(content)
    return folder / "1.bin"
