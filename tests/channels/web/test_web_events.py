import asyncio

from bot.web.events import resumes_after, stream
from tests.channels.web.given import CALENDAR, LEADER, OFFICIAL, Site, events_of


async def _told(site: Site, last_event_id: str = "") -> list[object]:
    """Return what a page is told that opens its stream just before the bell is closed."""
    site.live.close()
    answer = await site.browser.get("/api/events", headers={"Last-Event-ID": last_event_id})
    assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    return [data.get("text") or data.get("words") or data["run"] for _, data in events_of(answer.text)]


async def test_new_page_is_told_every_line_and_the_time(site: Site) -> None:
    await site.bot_says(OFFICIAL, "một\nhai")
    await site.says(LEADER, text="ba")
    assert await _told(site) == ["một\nhai", "ba", "Thứ Hai, 13/5/2024 07:55", "run"]


async def test_page_resumes_after_the_last_line_it_saw(site: Site) -> None:
    seen = await site.bot_says(OFFICIAL, "một")
    await site.bot_says(OFFICIAL, "hai")
    assert await _told(site, f"run-{seen}") == ["hai", "Thứ Hai, 13/5/2024 07:55", "run"]


def test_anothers_run_and_nonsense_resume_from_the_start() -> None:
    assert [resumes_after(text, "run") for text in ("run-7", "old-7", "run-", "run-x", "run-²", "run-" + "9" * 30)] == [
        7,
        0,
        0,
        0,
        0,
        0,
    ]


async def test_open_page_is_told_what_happens(site: Site) -> None:
    events = stream(site.demo, 0)
    opening = [await anext(events) for _ in range(3)]
    assert [name for name, _ in events_of("".join(opening))] == ["clock", "ready"]
    message_id = await site.bot_says(OFFICIAL, "NV7")
    assert (await anext(events)).startswith(f"id: run-{message_id}\nevent: line\n")
    await site.browser.post("/api/clock", json={"step": "one_hour"})
    ((name, clock),) = events_of(await anext(events))
    assert (name, clock["words"]) == ("clock", "Thứ Hai, 13/5/2024 08:55")
    await events.aclose()


async def test_line_written_without_a_ring_is_found_by_polling(site: Site) -> None:
    events = stream(site.demo, 0)
    for _ in range(3):
        await anext(events)
    async with site.database.work() as uow:
        await uow.web.add(OFFICIAL.chat, "lặng lẽ", site.clock.now(), ours=True)
        await uow.commit()
    async with asyncio.timeout(10):
        ((name, line),) = events_of(await anext(events))
    assert (name, line["text"], line["at"]) == (
        "line",
        "lặng lẽ",
        site.clock.now().astimezone(CALENDAR.policy.zone).isoformat(),
    )
    await events.aclose()


async def test_closing_ends_open_streams_after_what_they_still_have_to_say(site: Site) -> None:
    async def opened() -> list[str]:
        return [event async for event in stream(site.demo, 0)]

    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        reading = group.create_task(opened())
        await site.bot_says(OFFICIAL, "cuối cùng")
        site.live.close()
    assert "cuối cùng" in "".join(reading.result())
