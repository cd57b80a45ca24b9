"""A Bot API server of one's own in local mode names files on this machine by their absolute path."""

from pathlib import Path

import pytest

from gateway.errors import Unsure
from gateway.transport import Transport

NOBODY_THERE = Transport("http://127.0.0.1:9", "1:x")


async def test_a_file_on_this_machine_is_read_and_one_that_is_missing_is_tried_again(tmp_path: Path) -> None:
    content = bytes(range(256)) * 1_000
    (tmp_path / "file_1.jpg").write_bytes(content)
    async with NOBODY_THERE.download(str(tmp_path / "file_1.jpg")) as pieces:
        assert b"".join([piece async for piece in pieces]) == content
    with pytest.raises(Unsure, match="FileNotFoundError"):
        async with NOBODY_THERE.download(str(tmp_path / "gone.jpg")):
            raise AssertionError
