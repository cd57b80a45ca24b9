"""Makes working copies in a process that knows no key and no database: an original can harm nothing else."""

import os
import resource
import warnings
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import orjson
from PIL import Image

from copies.job import Job, Outcome, page_of, written
from copies.pictures import QUALITY, NoPictures, pictures, stamped

MOST_MEMORY = 1 << 30  # bytes
LARGEST = 10_000_000  # bytes of one picture: Telegram takes no larger one
_NICE = 10


def work(jobs: BinaryIO, outcomes: BinaryIO) -> None:
    """Make what each line asks for, until the lines end."""
    with suppress(PermissionError):  # a service that may not: the copy is made all the same
        os.nice(_NICE)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    for line in iter(jobs.readline, b""):
        outcomes.write(written(carry_out(Job(**orjson.loads(line)))))
        outcomes.flush()


def carry_out(job: Job) -> Outcome:
    """Make the pictures of one file: all of them, or none."""
    made: list[Path] = []
    try:
        for page, picture in enumerate(pictures(Path(job.source)), 1):
            made.append(Path(page_of(job.target, page)))
            with os.fdopen(os.open(made[-1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                stamped(picture, job.stamp).save(out, "JPEG", quality=QUALITY)
    except NoPictures:
        return Outcome(0)
    except Exception as error:  # noqa: BLE001 - whatever an original is made to do here, it is no picture
        for path in made:
            with suppress(OSError):
                path.unlink()
        return Outcome(0, type(error).__name__)
    return Outcome(len(made))
