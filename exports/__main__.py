"""The process that makes files: `python -m exports`, started by the bot, ends with its input."""

import sys

from exports.worker import work

if __name__ == "__main__":
    work(sys.stdin.buffer, sys.stdout.buffer)
