"""aiogram's plain loop over all chats: one `send_message` after another, or `--at-once N` of them together."""

import argparse
import asyncio
import os

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bench.readers import FIRST_READER
from bench.subscribed import WORDS


async def main(readers: int, at_once: int) -> None:
    """Send and leave."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"]))
    async with Bot(os.environ["BOT_TOKEN"], session=session) as bot:
        chats = iter(range(FIRST_READER, FIRST_READER + readers))

        async def send() -> None:
            for chat in chats:
                await bot.send_message(chat, WORDS)

        await asyncio.gather(*(send() for _ in range(at_once)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, required=True)
    parser.add_argument("--at-once", type=int, default=1)
    args = parser.parse_args()
    asyncio.run(main(args.readers, args.at_once))
