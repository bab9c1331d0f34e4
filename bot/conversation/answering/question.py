"""A question, who asks it, and what is needed to answer it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.conversation.answering import listing, ranking
from bot.conversation.answering.filtering import Meant
from bot.conversation.phrases import Phrases
from bot.language.meaning import Query
from bot.texts.catalogue import Texts
from data.db.unit import UnitOfWork
from data.domain.person import Person
from data.domain.question import NO_ROWS, Page, TaskFilter
from data.office.acting import Rules
from data.office.asking import Answer, Manners, ask, manners, past_manners, recall


@dataclass(frozen=True, slots=True)
class Question:
    """A question, who asks it, and what is needed to answer it; `now` is the past moment asked about, if any."""

    uow: UnitOfWork
    query: Query
    person: Person
    now: datetime
    rules: Rules
    texts: Texts
    offset: int = 0

    def heading(self, meant: Meant, directive: str = "") -> str:
        """Return in words what the answer is about."""
        return listing.heading(self.texts, meant.shown, directive)

    @property
    def phrases(self) -> Phrases:
        """Return the words for deadlines and states."""
        return Phrases(self.texts, self.rules)

    async def ask(self, asked: TaskFilter, since: datetime | None = None, page: Page | None = None) -> Answer:
        """Return what is meant, as far as the person may see it: a page of it, or all."""
        road = ask if self.query.as_of is None else recall
        return await road(self.uow, asked, self.now, self.rules, viewer=self.person, since=since, page=page)

    async def list(self, asked: TaskFilter) -> Answer:
        """Return what is meant with the rows that the chat shows next."""
        return await self.ask(asked, page=Page(self.offset, listing.PAGE))

    async def count(self, asked: TaskFilter, since: datetime | None = None) -> Answer:
        """Return what is meant in figures alone."""
        return await self.ask(asked, since, NO_ROWS)

    def updated_since(self, asked: TaskFilter) -> datetime:
        """Return from when the update rate counts: the first day asked about, else this week's Monday."""
        today = self.rules.calendar.office_day(self.now)
        monday = today - timedelta(days=today.weekday())
        return asked.start_at or datetime.combine(monday, time.min, self.rules.policy.zone)

    async def directive(self, answer: Answer) -> str:
        """Return in words the one directive that everything found comes from; empty when there are several."""
        one = answer.directive_id
        return "" if one is None else self.phrases.directive(await self.uow.directives.get(one))

    async def rank(self, asked: TaskFilter) -> ranking.Ranking:
        """Rank agencies; without an order the worst come first where faults are counted, else the best."""
        by = self.query.rank_by or ranking.DEFAULT
        measure = ranking.MEASURES[by]
        worst = self.query.order == "worst" or (self.query.order is None and measure.counts_faults)
        agencies = (await self.count(asked)).agencies
        shown = await self._manners(asked) if measure.of_manners else Manners()
        standings, unranked = ranking.rank(agencies, by, shown, worst=worst)
        named = self.texts.say(f"answers.measure_{by}_{'worst' if worst else 'best'}")
        formula = f"answers.formula_{by}"
        said = self.texts.say(formula) if formula in self.texts.templates else ""
        return ranking.Ranking(by, named, said, tuple(standings), unranked)

    async def _manners(self, asked: TaskFilter) -> Manners:
        if self.query.as_of is None:
            return await manners(self.uow, asked, self.now, self.rules, viewer=self.person)
        return await past_manners(self.uow, await self.ask(asked), self.rules)
