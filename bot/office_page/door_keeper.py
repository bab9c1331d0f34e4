"""The page's place among the service's routes: what is behind it is loaded when somebody first comes."""

from starlette.routing import BaseRoute, Route, Router
from starlette.types import Receive, Scope, Send

from bot.office_page.site import ROOT, OfficePage


class _Keeper:
    """Leads to the page's routes. Reading documents and names takes long to load: the service is up before."""

    def __init__(self, page: OfficePage) -> None:
        self._page = page
        self._router: Router | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._router is None:
            from bot.office_page.routes import office_routes  # noqa: PLC0415 - see above

            self._router = Router(office_routes(self._page))
        await self._router(scope, receive, send)


def office_door(page: OfficePage) -> list[BaseRoute]:
    """Return the routes by which all of the page is reached."""
    keeper = _Keeper(page)
    return [Route(ROOT, keeper), Route(ROOT + "/{rest:path}", keeper)]
