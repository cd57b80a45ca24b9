"""The process that makes files, as the bot sees it."""

import orjson

from exports.job import Greeting, Job, Outcome, written
from exports.side_process import NoAnswer, SideProcess
from exports.source import Figures

LONGEST_SECONDS = 240.0  # for one file


class NotMade(Exception):
    """The file could not be made this time."""


class MakingProcess(SideProcess):
    """Give it jobs with `make`, one at a time."""

    def __init__(self, greeting: Greeting) -> None:
        super().__init__("exports", LONGEST_SECONDS, written(greeting))
        self.greeting = greeting

    async def make(self, job: Job) -> Figures:
        """Have one file made. Raises `NotMade`, also when the process dies or takes too long."""
        try:
            outcome = Outcome(**orjson.loads(await self.ask(written(job))))
        except (NoAnswer, orjson.JSONDecodeError) as error:
            raise NotMade(str(error)) from None
        if outcome.failed:
            raise NotMade(outcome.failed)
        return outcome.figures
