"""The methods of the platform that the bot may call: each takes the world of a bot and the call's parameters."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.zalo.refusal import Refusal, bad_request
from tests.fakes.zalo.world import MAX_CAPTION, MAX_TEXT, Message, World

Params = Mapping[str, Any]
STYLE = re.compile(r"[bius]|f_(13|15|18|20)|c_(050a19|15a85f|f7b503|f27806|db342e)|lst_[12]|ind_[1-5]")


def get_me(world: World, _params: Params) -> dict[str, Any]:
    return {**world.bot, "can_join_groups": world.habits.joins_groups}


def send_message(world: World, params: Params) -> dict[str, Any]:
    chat = world.chat(params.get("chat_id"))
    text = _words(params, "text", MAX_TEXT, needed=True)
    styles = _styles(params, text)
    world.counts()
    return world.shows(chat, Message(world.next_id(), world.clock.now(), text, styles))


def send_photo(world: World, params: Params) -> dict[str, Any]:
    chat = world.chat(params.get("chat_id"))
    photo = str(params.get("photo") or "")
    if not re.match(r"https?://", photo):
        raise bad_request("photo must be a public url")
    caption = _words(params, "caption", MAX_CAPTION, needed=False)
    world.counts()
    return world.shows(chat, Message(world.next_id(), world.clock.now(), caption, photo=photo))


def send_chat_action(world: World, params: Params) -> None:
    world.chat(params.get("chat_id"))
    if params.get("action") != "typing":
        raise bad_request("unknown action")


def set_webhook(world: World, params: Params) -> dict[str, Any]:
    url, secret = str(params.get("url") or ""), str(params.get("secret_token") or "")
    parts = urlsplit(url)
    if world.habits.public_only and (parts.scheme != "https" or parts.hostname in {"localhost", "127.0.0.1"}):
        raise bad_request("webhook url must be public https")
    if not 8 <= len(secret) <= 256:
        raise bad_request("secret_token must be 8-256 characters")
    world.webhook = {"url": url, "secret_token": secret}
    world.news.set()
    world.changed.set()
    return {"url": url, "updated_at": _now(world)}


def delete_webhook(world: World, _params: Params) -> dict[str, Any]:
    if not world.webhook:
        raise bad_request("no webhook is set")
    world.webhook = {}
    world.changed.set()
    return {"url": "", "updated_at": _now(world)}


def get_webhook_info(world: World, _params: Params) -> dict[str, Any]:
    if not world.webhook:
        raise Refusal(404, "Not Found")
    return {"url": world.webhook["url"], "updated_at": _now(world)}


def _now(world: World) -> int:
    return int(world.clock.now().timestamp() * 1000)


def _words(params: Params, name: str, limit: int, *, needed: bool) -> str:
    text = params.get(name, "")
    if not isinstance(text, str) or (needed and not text.strip()):
        raise bad_request(f"{name} is empty")
    if len(text.encode("utf-16-le")) // 2 > limit:
        raise bad_request(f"{name} is longer than {limit}")
    return text


def _styles(params: Params, text: str) -> list[dict[str, Any]]:
    """Return the styles asked for; an offset outside of the text or a code that is none is refused."""
    if "parse_mode" in params:
        raise AssertionError("a name could become markup")
    styles: list[dict[str, Any]] = params.get("text_styles", [])
    units = len(text.encode("utf-16-le")) // 2
    for one in styles:
        if not (one["start"] >= 0 and one["len"] > 0 and one["start"] + one["len"] <= units):
            raise bad_request("text_styles out of range")
        if not all(STYLE.fullmatch(code) for code in one["st"]):
            raise bad_request("text_styles unknown")
    return styles


METHODS: Mapping[str, Callable[[World, Params], Any]] = {
    "getMe": get_me,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendChatAction": send_chat_action,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
