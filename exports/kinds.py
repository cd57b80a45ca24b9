"""The kinds of file there are: how each is made, and what its reader is told with it. One line each."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from conversations.callback import Topic
from conversations.screen import Screen
from db.exports import Parameters, What
from exports import deliveries, own_data, own_page
from exports.source import Figures, Source

Make = Callable[[Source, Parameters, BinaryIO], Awaitable[Figures]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file.

    `make` runs in the export process: it writes the file and returns what `told` needs, as plain JSON.
    `named` is the name its reader sees. `told` is what is written above the file, None when all was said before.
    """

    make: Make
    named: Callable[[Parameters, Figures], str]
    told: Callable[[Parameters, Figures], Screen | None]
    topic: Topic


KINDS: Mapping[What, Kind] = {
    What.DELIVERIES: Kind(deliveries.make, deliveries.named, deliveries.told, Topic.APPEAL),
    What.OWN_DATA: Kind(own_data.make, own_data.named, own_data.told, Topic.DATA),
    What.OWN_PAGE: Kind(own_page.make, own_page.named, own_page.told, Topic.DATA),
}
