"""Makes working copies in a process that knows no key and no database: an original can harm nothing else."""

import os
import resource
import warnings
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import orjson
from PIL import Image

from copies import recordings, traces
from copies.job import NO_TOOL, Job, Outcome, page_of, written
from copies.pictures import QUALITY, NoPictures, album, look, stamped
from copies.recordings import NoTool

MOST_MEMORY = 1 << 30  # bytes
LARGEST = 50_000_000  # bytes of one file
LARGEST_PICTURE = 10_000_000  # Telegram takes no larger one
_NICE = 10


def work(jobs: BinaryIO, outcomes: BinaryIO) -> None:
    """Make what each line asks for, until the lines end."""
    with suppress(PermissionError):  # a service that may not: the copy is made all the same
        os.nice(_NICE)
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    for line in iter(jobs.readline, b""):
        outcomes.write(written(carry_out(Job(**orjson.loads(line)))))
        outcomes.flush()


def carry_out(job: Job) -> Outcome:
    """Make the working copy of one file, all of it or nothing; or stamp one."""
    made: list[Path] = []
    try:
        if job.stamp:
            with Image.open(job.source, formats=["JPEG"]) as picture:
                _save(stamped(picture, job.stamp), Path(job.target), made)
            return Outcome(1, form="photo")
        return _copy(job, made)
    except Exception as error:  # noqa: BLE001 - whatever an original is made to do here, it has no copy
        for path in made:
            with suppress(OSError):
                path.unlink()
        return Outcome(0, type(error).__name__)


def _copy(job: Job, made: list[Path]) -> Outcome:
    source = Path(job.source)
    reader = recordings.reader_of(source)
    if reader is not None:
        return _recode(job, reader, made)
    first = ""
    try:
        found = album(source)
        for page, picture in enumerate(found.pictures, 1):
            first = first or look(picture)
            _save(picture, Path(page_of(job.target, page)), made)
    except NoPictures:
        return Outcome(0)
    return Outcome(len(made), form="photo", found=sorted(set(found.found)), look=first)


def _recode(job: Job, reader: str, made: list[Path]) -> Outcome:
    source, form = Path(job.source), recordings.form_of(job.kind, reader)
    found = traces.of_recording(source)
    target = Path(page_of(job.target, 1, form))
    made.append(target)
    try:
        recordings.recode(source, target, reader, form)
    except NoTool:
        return Outcome(0, form=NO_TOOL, found=found)
    return Outcome(1, form=form, found=found)


def _save(picture: Image.Image, target: Path, made: list[Path]) -> None:
    made.append(target)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        picture.save(out, "JPEG", quality=QUALITY)
        if out.tell() > LARGEST_PICTURE:
            raise OSError("too large a picture")
