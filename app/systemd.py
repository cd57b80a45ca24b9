"""Notifications to systemd: the bot runs, is alive, leaves. Without systemd they do nothing."""

import contextlib
import os
import socket
from collections.abc import Mapping

RUNNING = "READY=1"
ALIVE = "WATCHDOG=1"
LEAVING = "STOPPING=1"


def tell(state: str, environment: Mapping[str, str] = os.environ) -> None:
    """Send a state to the socket that systemd named; a socket that does not listen is ignored."""
    address = environment.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]  # an abstract socket
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.setblocking(False)
        manager.sendto(state.encode(), address)
