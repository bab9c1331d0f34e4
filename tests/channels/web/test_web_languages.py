"""Who chooses English on the demo's page is answered and reminded in English; the others hear Vietnamese."""

from tests.channels.office import furnish
from tests.channels.web.office import WebOffice
from tests.stories.office import EVERYBODY, HA, SON


async def test_a_person_who_reads_english_hears_english(web_office: WebOffice) -> None:
    await furnish(web_office, *EVERYBODY)
    await web_office.says(SON, "/ngonngu en")
    assert "English" in await web_office.says(SON, "/ngonngu")
    assert "Total: 12 tasks" in await web_office.says(SON, "/tonghop")
    assert "Tổng số" in await web_office.says(HA, "/tonghop")
