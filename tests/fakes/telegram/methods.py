"""The methods of the Bot API that the bot may call: each takes the world and the call's parameters."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.fakes.telegram.markup import text_of, utf16_units
from tests.fakes.telegram.refusal import NOT_MODIFIED, TOO_OLD, bad_request
from tests.fakes.telegram.world import BOT, Message, Place, World

MAX_TEXT, MAX_CAPTION, MAX_DATA_BYTES, MAX_BUTTONS = 4096, 1024, 64, 100
MAX_DOWNLOAD = 20 * 2**20
Params = Mapping[str, Any]


def get_me(_world: World, _params: Params) -> dict[str, Any]:
    return {**BOT, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}


def send_message(world: World, params: Params) -> dict[str, Any]:
    return _send(world, params, "text", MAX_TEXT)


def send_document(world: World, params: Params) -> dict[str, Any]:
    return _send(world, params, "caption", MAX_CAPTION, params["document"])


def send_photo(world: World, params: Params) -> dict[str, Any]:
    return _send(world, params, "caption", MAX_CAPTION, params["photo"])


def _send(
    world: World, params: Params, words: str, limit: int, file: tuple[str, bytes] | None = None
) -> dict[str, Any]:
    place = world.place(params["chat_id"])
    markup = str(params.get(words, ""))
    text = _shown(params, markup, limit, needed=file is None)
    thread = int(params["message_thread_id"]) if "message_thread_id" in params else None
    if thread in place.deleted_topics:
        raise bad_request("message thread not found")
    message = Message(
        chat_id=place.id,
        message_id=0,
        at=world.clock.now(),
        text=text,
        markup=markup,
        keyboard=_keyboard(params),
        reply_to=_reply_to(params, place),
        thread=thread,
        file=file,
    )
    message.message_id = world.next_message(place)
    place.messages[message.message_id] = message
    world.changed.set()
    return message.as_json(place.as_json())


def _shown(params: Params, markup: str, limit: int, *, needed: bool) -> str:
    text = text_of(markup) if params.get("parse_mode") == "HTML" else markup
    if needed and not text.strip():
        raise bad_request("message text is empty")
    if utf16_units(text) > limit:
        raise bad_request("message is too long" if needed else "message caption is too long")
    return text


def _keyboard(params: Params) -> list[list[dict[str, str]]]:
    rows: list[list[dict[str, str]]] = params.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    if any(not 0 < len(button["callback_data"].encode()) <= MAX_DATA_BYTES for button in buttons):
        raise bad_request("BUTTON_DATA_INVALID")
    if len(buttons) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    if any(not button["text"].strip() for button in buttons):
        raise bad_request("can't parse inline keyboard button: text must be non-empty")
    return rows


def _reply_to(params: Params, place: Place) -> int | None:
    asked = params.get("reply_parameters")
    if not asked:
        return None
    message_id = int(asked["message_id"])
    if message_id in place.messages:
        return message_id
    if asked.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def edit_message_text(world: World, params: Params) -> dict[str, Any]:
    place = world.place(params["chat_id"])
    message = place.messages.get(int(params["message_id"]))
    if message is None:
        raise bad_request("message to edit not found")
    markup = str(params["text"])
    text, keyboard = _shown(params, markup, MAX_TEXT, needed=True), _keyboard(params)
    if (text, keyboard) == (message.text, message.keyboard):
        raise bad_request(NOT_MODIFIED.removeprefix("Bad Request: "))
    message.versions.append(message.text)
    message.text, message.markup, message.keyboard = text, markup, keyboard
    world.changed.set()
    return message.as_json(place.as_json())


def answer_callback_query(world: World, params: Params) -> bool:
    query = str(params["callback_query_id"])
    if query not in world.queries:
        raise bad_request(TOO_OLD.removeprefix("Bad Request: "))
    world.queries.discard(query)
    world.answered.append(query)
    world.changed.set()
    return True


def set_webhook(world: World, params: Params) -> bool:
    if not params.get("url"):
        return delete_webhook(world, params)
    world.webhook = {"allowed_updates": [], "secret_token": "", **params}
    world.news.set()
    world.changed.set()
    return True


def delete_webhook(world: World, _params: Params) -> bool:
    world.webhook = {}
    return True


def get_webhook_info(world: World, _params: Params) -> dict[str, Any]:
    told = {"url": world.webhook.get("url", ""), "has_custom_certificate": False}
    if world.webhook.get("last_error_message"):
        told |= {name: world.webhook[name] for name in ("last_error_date", "last_error_message")}
    return {**told, "pending_update_count": len(world.pending())}


def set_my_commands(world: World, params: Params) -> bool:
    scope = params.get("scope", {"type": "default"})
    if scope["type"] == "chat":
        world.place(scope["chat_id"])
    world.commands[_menu(params)] = list(params["commands"])
    return True


def delete_my_commands(world: World, params: Params) -> bool:
    world.commands.pop(_menu(params), None)
    return True


def _menu(params: Params) -> str:
    scope = params.get("scope", {"type": "default"})
    name = ":".join(str(part) for part in (scope["type"], scope.get("chat_id")) if part is not None)
    return f"{name}/{params.get('language_code', '')}"


def send_chat_action(world: World, params: Params) -> bool:
    world.place(params["chat_id"])
    return True


def get_file(world: World, params: Params) -> dict[str, Any]:
    file_id = str(params["file_id"])
    if file_id not in world.files:
        raise bad_request("invalid file_id")
    if len(world.files[file_id]) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    size = len(world.files[file_id])
    return {"file_id": file_id, "file_unique_id": file_id, "file_size": size, "file_path": f"documents/{file_id}"}


def get_chat(world: World, params: Params) -> dict[str, Any]:
    return {**world.place(params["chat_id"]).as_json(), "accent_color_id": 0, "max_reaction_count": 1}


METHODS: Mapping[str, Callable[[World, Params], Any]] = {
    "getMe": get_me,
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "editMessageText": edit_message_text,
    "answerCallbackQuery": answer_callback_query,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "setMyCommands": set_my_commands,
    "deleteMyCommands": delete_my_commands,
    "sendChatAction": send_chat_action,
    "getFile": get_file,
    "getChat": get_chat,
}
PACED = frozenset({"sendMessage", "sendDocument", "sendPhoto"})
"""What counts towards the platform's limits."""
