"""`nhacviec run` without the platform's pace, for measurements on the loopback only."""

import asyncio
from datetime import timedelta

from bot.app import run_service
from bot.settings import load_settings
from bot.telegram import pace

if __name__ == "__main__":
    pace.EVERYWHERE = pace.Limit(1_000_000, timedelta(seconds=1))
    asyncio.run(run_service(load_settings()))
