"""What the page says the clock will say next is what the clock then says."""

from datetime import timedelta

from bot.demo import next_reminder
from data.office.foreseeing import DIGEST, upcoming
from jobs.digest import tell_digests
from tests.channels.office import furnish
from tests.channels.web.given import Site
from tests.channels.web.office import WebOffice
from tests.stories.office import BINH, CHIEF, DUC, EVERYBODY, HA, RULES, SANG, SON, TRAM


async def moments(office: WebOffice) -> list[tuple[str, dict[str, list[str]]]]:
    """Return the moments as the page tells them: when, and the codes for each chat."""
    found = (await office.browser.get("/api/next")).json()["moments"]
    return [
        (
            moment["words"],
            {one["chat"]: [code for about in one["about"] for code in about["codes"]] for one in moment["hearers"]},
        )
        for moment in found
    ]


async def speaks(office: WebOffice) -> None:
    """Let the clock say all that is due, digests too."""
    await tell_digests(office.database, office.wording, RULES.calendar, office.clock)
    await office.delivers()


async def test_nothing_lies_ahead_before_a_directive_is_live(site: Site) -> None:
    assert await site.get("/api/next") == {"moments": []}


async def test_foretold_moments_are_those_of_the_seed(web_office: WebOffice) -> None:
    await furnish(web_office, *EVERYBODY)
    await web_office.says(HA, "đã nhận")
    await web_office.says(DUC, "đã nhận NV11")
    assert [at for at, _ in await moments(web_office)] == [
        "Thứ Tư, 15/5/2024 08:00",
        "Thứ Năm, 16/5/2024 08:00",
        "Thứ Sáu, 17/5/2024 08:00",
    ]
    assert (await moments(web_office))[0][1] == {
        f"web:{HA}": ["NV7"],
        f"web:{BINH}": ["NV7"],
        f"web:{DUC}": ["NV7", "NV11"],
        f"web:{SANG}": ["NV7"],
    }


async def test_what_was_foretold_is_what_is_said(web_office: WebOffice) -> None:
    await furnish(web_office, *EVERYBODY)
    await speaks(web_office)
    for _ in range(4):
        at = await next_reminder(web_office.database, RULES.calendar, web_office.clock.now())
        (_, foretold), *_ = await moments(web_office)
        for who in EVERYBODY:
            await web_office.new_for(who)
        web_office.clock.advance(at - web_office.clock.now())
        await speaks(web_office)
        said = {f"web:{who}": "\n".join(texts) for who in EVERYBODY if (texts := await web_office.new_for(who))}
        assert said.keys() == foretold.keys()
        for chat, codes in foretold.items():
            assert [code for code in codes if f"{code} " not in said[chat]] == []


async def test_digests_are_foretold_to_whom_and_when_they_are_said(web_office: WebOffice) -> None:
    await furnish(web_office, *EVERYBODY)
    await speaks(web_office)
    for who, words in ((HA, "đã nhận"), (HA, "NV7 xong"), (DUC, "đã nhận NV11"), (DUC, "NV11 xong")):
        await web_office.says(who, words)
    (at, hearers), *_ = await moments(web_office)
    assert at == "Thứ Ba, 14/5/2024 08:00"
    assert hearers == {f"web:{TRAM}": [], f"web:{CHIEF}": []}
    web_office.clock.advance(timedelta(days=1, minutes=5))
    await speaks(web_office)
    assert at not in [at for at, _ in await moments(web_office)]
    assert (await moments(web_office))[0][0] == "Thứ Tư, 15/5/2024 08:00"


async def test_a_leaders_digest_is_foretold_for_the_days_of_the_policy(web_office: WebOffice) -> None:
    await furnish(web_office, *EVERYBODY)
    await speaks(web_office)
    for who in (HA, DUC):
        await web_office.says(who, "đã nhận")
    async with web_office.database.work() as uow:
        ahead = await upcoming(uow, RULES.calendar, web_office.clock.now(), most=9)
    told = [(one.at.day, heard.person.key) for one in ahead for heard in one.hearers if DIGEST in heard.codes]
    assert told == [(17, SON)]


async def test_without_anything_ahead_the_clock_goes_to_the_next_morning(site: Site) -> None:
    at = await next_reminder(site.database, RULES.calendar, site.clock.now())
    assert at.isoformat() == "2024-05-13T08:00:00+07:00"
