"""What the service manager is told: that we run, that we are alive, that we leave. Without one it is told to nobody."""

import contextlib
import os
import socket
from collections.abc import Mapping

RUNNING = "READY=1"
ALIVE = "WATCHDOG=1"
LEAVING = "STOPPING=1"


def tell(state: str, environment: Mapping[str, str] = os.environ) -> None:
    """Tell systemd a state, by a datagram to the socket it named. One that does not listen is nobody's trouble."""
    address = environment.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]  # one without a file
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.setblocking(False)
        manager.sendto(state.encode(), address)
