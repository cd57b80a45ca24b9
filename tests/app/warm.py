"""What a starting bot brings in and learns, brought in before: see `tests.app.program`."""

import gc
from datetime import UTC, datetime

import app.parts  # noqa: F401
import bot  # noqa: F401
from reports.meaning import prepare
from resort.area import Areas

prepare(Areas.load("14.72"), datetime.now(UTC))
gc.freeze()  # what is shared with every fork is not walked through by any
