"""Every path of the page."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.office_page import directives, drafts, messages, overview, people, tasks
from bot.office_page.door import Endpoint, Visit, closed, for_insiders, guarded, knocks_too_often
from bot.office_page.entry import entry, entry_style, go_out, style
from bot.office_page.site import ROOT, OfficePage


def office_routes(page: OfficePage) -> list[BaseRoute]:
    """Return the routes of the page; what is none of them is as closed as they are to who is not inside."""

    def route(path: str, endpoint: Endpoint, method: str = "GET") -> Route:
        return Route(ROOT + path, for_insiders(page, endpoint), methods=[method])

    async def elsewhere(request: Request) -> Response:
        return knocks_too_often(page, request) or closed(page)

    return [
        Route(ROOT + "/vao/{code}", guarded(page, entry(page)), methods=["GET", "POST"]),
        Route(ROOT + "/vao/{code}/style.css", guarded(page, entry_style(page))),
        route("/style.css", _style),
        route("", overview.show),
        route("/viec", tasks.show_list),
        route("/viec/{number:int}", tasks.show_one),
        route("/van-ban", directives.show_list),
        route("/van-ban", directives.upload, "POST"),
        route("/van-ban/{directive:int}", directives.show_one),
        route("/van-ban/{directive:int}/giao", directives.confirm, "POST"),
        route("/van-ban/{directive:int}/so", directives.fill_in, "POST"),
        route("/van-ban/{directive:int}/thay-the/{earlier:int}", directives.end_earlier, "POST"),
        route("/van-ban/{directive:int}/them", drafts.add, "POST"),
        route("/van-ban/{directive:int}/viec/{number:int}", drafts.change, "POST"),
        route("/nguoi", people.show_list),
        route("/nguoi/{person:int}/ma", people.give_code, "POST"),
        route("/tin", messages.show_list),
        route("/ra", go_out, "POST"),
        Route(ROOT, guarded(page, elsewhere), methods=["POST", "PUT", "DELETE", "PATCH"]),
        Route(ROOT + "/{rest:path}", guarded(page, elsewhere), methods=["GET", "POST", "PUT", "DELETE", "PATCH"]),
    ]


async def _style(_visit: Visit) -> Response:
    return style()
