"""The process that makes working copies: `python -m copies`, started by the bot, ends with its input."""

import sys

from copies.worker import work

if __name__ == "__main__":
    work(sys.stdin.buffer, sys.stdout.buffer)
