"""Wiring: what is built and run around the rooms, the settings, the logs, and the commands of the command line."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")  # before Telegram's library is used: durations are timedeltas
