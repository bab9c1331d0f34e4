"""Telegram as a channel."""

import os

# Waits are timedeltas: the library still gives integers, with a warning, unless it is asked before its first answer.
os.environ.setdefault("PTB_TIMEDELTA", "true")
