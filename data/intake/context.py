"""What an item takes over from the headings and lead-in sentences above it, and what reading needs throughout."""

from dataclasses import dataclass, field

from data.intake.agencies import AgencyReader
from data.intake.deadlines import Issuance, Limit
from data.intake.draft import Span
from data.intake.exclusions import Section


@dataclass(frozen=True, slots=True)
class Inherited:
    """Lead and coordination from above; `from_heading` when a heading names the agency and so owns its items."""

    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    from_heading: bool = False
    section: Section = Section.OPEN
    limit: Limit | None = None
    lead_span: Span | None = None
    limit_span: Span | None = None


@dataclass(slots=True)
class Group:
    """The items under one heading: the explicit lead that the last of them named."""

    lead: tuple[str, ...] = ()
    lead_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the document as a whole tells: its agencies' short forms and when it was issued."""

    reader: AgencyReader = field(default_factory=AgencyReader)
    issuance: Issuance = field(default_factory=Issuance)
