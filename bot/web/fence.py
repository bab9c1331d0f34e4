"""Who may knock at the demo's page: this machine's own browser, and no other site through it."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.texts import web as texts

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

POSTABLE = frozenset({"application/json", "application/octet-stream"})

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Fence:
    """ASGI middleware: only loopback names in Host, only certain types in posts, security headers on every answer.

    A foreign name that resolves to this machine (DNS rebinding) would make the page readable to that site; a plain
    form can post across sites, but never with a JSON or binary type.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through to the app, or refuse it."""

        async def send_fenced(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SECURITY_HEADERS)
            await send(message)

        answer = _refusal(scope["method"], Headers(scope=scope)) or self._app
        await answer(scope, receive, send_fenced)


def _refusal(method: str, headers: Headers) -> JSONResponse | None:
    if _host_name(headers.get("host", "")) not in LOOPBACK:
        return JSONResponse({"error": texts.FOREIGN_HOST}, status_code=403)
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if method == "POST" and media_type not in POSTABLE:
        return JSONResponse({"error": texts.NOT_JSON_TYPE}, status_code=415)
    return None


def _host_name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
