"""Telegram as a channel."""

import logging
import os

# Waits are timedeltas: the library still gives integers, with a warning, unless it is asked before its first answer.
os.environ.setdefault("PTB_TIMEDELTA", "true")

# On its most talkative level the library writes the address with the token in it, and the words of every message.
logging.getLogger("telegram").setLevel(logging.INFO)
