"""The window of announcements: how many deliveries may be with the sender at a time, each lane by itself."""

import asyncio

from db.outbox import Lane, Outgoing

LANES = (Lane.WARNING, Lane.ANNOUNCEMENT)  # an emergency has a window of its own


class Window:
    """Counts the deliveries that are with the sender. `news` is set when there is room again, or a run began."""

    def __init__(self, size: int = 100) -> None:
        self._size = size
        self._places: dict[Lane, set[int]] = {lane: set() for lane in LANES}
        self.news = asyncio.Event()

    def take(self, message: Outgoing) -> None:
        """A delivery is with the sender; other messages take no place."""
        if message.run is not None:
            self._places.setdefault(message.lane, set()).add(message.id)

    def leave(self, message: Outgoing) -> None:
        """A delivery no longer counts: it ended, or its chat has to wait. Said twice it counts once."""
        places = self._places.get(message.lane, set())
        if message.run is not None and message.id in places:
            places.remove(message.id)
            if self.room():
                self.news.set()

    def room(self) -> dict[Lane, int]:
        """How many more deliveries the sender may have, by lane; a lane that is more than half full is left out."""
        room = {lane: self._size - len(self._places[lane]) for lane in LANES}
        return {lane: count for lane, count in room.items() if count >= self._size // 2}
