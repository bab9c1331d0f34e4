"""The office's own lists: agencies and people as kept in a spreadsheet."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from data.db.stores.agencies import AgencyEntry
from data.db.stores.people import PersonEntry
from data.domain.agency import Registry
from data.domain.person import AGENCY_ROLES, Language, Role
from data.folding import fold
from data.spreadsheet import BadTable, Fault, Problem, Row, read_table

AGENCY_COLUMNS = ("code", "name", "aliases", "kind", "parent")
PEOPLE_COLUMNS = ("name", "post", "agency", "role")
PEOPLE_OPTIONAL = ("id", "active", "phone", "language")
YES = frozenset({"", "yes", "y", "true", "1", "có", "co", "x"})
NO = frozenset({"no", "n", "false", "0", "không", "khong"})


def read_agencies(raw: bytes, known: Registry) -> list[AgencyEntry]:
    """Read a list of agencies that adds to or updates those already known.

    Raises `BadTable` with every bad row: a blank or repeated code, a blank name, a name or alias that another agency
    bears, a parent that is in neither list or is below its own child.
    """
    rows = read_table(raw, AGENCY_COLUMNS)
    codes = _codes(rows, known)
    bearers, problems = _bearers(rows, codes, known)
    problems += [*_blank(rows, "code", "name"), *_repeated(rows, lambda row: fold(row["code"]), "code")]
    problems += _parent_problems(rows, codes, bearers, known)
    _refuse(problems)
    return [
        AgencyEntry(codes[row.number], row["name"], _aliases(row), row["kind"], bearers.get(fold(row["parent"])))
        for row in rows
    ]


def read_people(raw: bytes, registry: Registry) -> list[PersonEntry]:
    """Read a list of people of the agencies in `registry`.

    Raises `BadTable` with every bad row: a blank name, an unknown agency, role, language or answer to "active", an
    agency's official without an agency, an id that occurs twice, or a name twice in one agency without an id for each.
    """
    rows = read_table(raw, PEOPLE_COLUMNS, PEOPLE_OPTIONAL)
    problems = [*_blank(rows, "name", "role"), *_repeated(rows, lambda row: row["id"], "id")]
    problems += _namesakes(rows, registry)
    problems += [problem for row in rows for problem in _person_problems(row, registry)]
    _refuse(problems)
    return [_person(row, registry) for row in rows]


def _refuse(problems: Iterable[Problem]) -> None:
    """Raise `BadTable` when there is any problem, in the order of the rows."""
    if found := sorted(problems, key=lambda problem: problem.row or 0):
        raise BadTable(found)


def _blank(rows: Sequence[Row], *columns: str) -> Iterator[Problem]:
    return (row.problem(Fault.BLANK, column) for row in rows for column in columns if not row[column])


def _repeated(rows: Sequence[Row], key: Callable[[Row], str], column: str) -> Iterator[Problem]:
    """Report rows whose key an earlier row has; a blank key is no key."""
    first: dict[str, int] = {}
    for row in rows:
        if key(row) and first.setdefault(key(row), row.number) != row.number:
            yield row.problem(Fault.TWICE, column, other=str(first[key(row)]))


# Agencies


def _aliases(row: Row) -> tuple[str, ...]:
    names = (" ".join(alias.split()) for alias in row["aliases"].split(";"))
    return tuple(dict.fromkeys(name for name in names if name))


def _codes(rows: Sequence[Row], known: Registry) -> dict[int, str]:
    """Return the code of each row by its number, spelled as it was first."""
    spelled = {fold(agency.code): agency.code for agency in known.agencies}
    return {row.number: spelled.setdefault(fold(row["code"]), row["code"]) for row in rows}


def _bearers(rows: Sequence[Row], codes: Mapping[int, str], known: Registry) -> tuple[dict[str, str], list[Problem]]:
    """Return the code behind every name, and the rows that claim a name of another agency.

    A name with two bearers would remind whichever came first.
    """
    untouched = [agency for agency in known.agencies if agency.code not in codes.values()]
    bearers = {fold(name): agency.code for agency in untouched for name in (agency.code, agency.name, *agency.aliases)}
    problems: list[Problem] = []
    for row in rows:
        claims = [("code", row["code"]), ("name", row["name"]), *(("aliases", alias) for alias in _aliases(row))]
        for column, name in claims:
            bearer = bearers.setdefault(fold(name), codes[row.number]) if name else codes[row.number]
            if bearer != codes[row.number]:
                problems.append(Problem(Fault.TAKEN, row.number, column, name, bearer))
    return bearers, problems


def _parent_problems(
    rows: Sequence[Row], codes: Mapping[int, str], bearers: Mapping[str, str], known: Registry
) -> Iterator[Problem]:
    parents = {agency.code: known.get(agency.parent_id).code for agency in known.agencies if agency.parent_id}
    parents |= {codes[row.number]: bearers.get(fold(row["parent"]), "") for row in rows}
    for row in rows:
        if row["parent"] and not parents[codes[row.number]]:
            yield row.problem(Fault.UNKNOWN, "parent")
        elif codes[row.number] in _above(codes[row.number], parents):
            yield row.problem(Fault.CIRCLE, "parent")


def _above(code: str, parents: Mapping[str, str]) -> list[str]:
    """Return the codes above `code`, nearest first, up to where they begin to repeat."""
    above: list[str] = []
    while (code := parents.get(code, "")) and code not in above:
        above.append(code)
    return above


# People


def _namesakes(rows: Sequence[Row], registry: Registry) -> Iterator[Problem]:
    """Report rows that could be taken for an earlier one: same name and agency, and not an id each."""
    first: dict[tuple[str, int | None], Row] = {}
    for row in rows:
        agency = registry.find(row["agency"])
        earlier = first.setdefault((fold(row["name"]), agency.id if agency else None), row)
        if row["name"] and earlier is not row and not (row["id"] and earlier["id"]):
            yield row.problem(Fault.TWICE, "name", other=str(earlier.number))


def _person_problems(row: Row, registry: Registry) -> Iterator[Problem]:
    if row["agency"] and registry.find(row["agency"]) is None:
        yield row.problem(Fault.UNKNOWN, "agency")
    if row["role"] and row["role"].casefold() not in set(Role):
        yield row.problem(Fault.UNKNOWN, "role", other=", ".join(Role))
    if not row["agency"] and row["role"].casefold() in AGENCY_ROLES:
        yield row.problem(Fault.BLANK, "agency")
    if row["active"].casefold() not in YES | NO:
        yield row.problem(Fault.UNKNOWN, "active", other="yes, no")
    if row["language"] and row["language"].casefold() not in set(Language):
        yield row.problem(Fault.UNKNOWN, "language", other=", ".join(Language))


def _person(row: Row, registry: Registry) -> PersonEntry:
    agency = registry.find(row["agency"])
    return PersonEntry(
        name=row["name"],
        post=row["post"],
        role=Role(row["role"].casefold()),
        agency_id=agency.id if agency else None,
        key=row["id"] or None,
        active=row["active"].casefold() in YES,
        language=Language(row["language"].casefold()) if row["language"] else None,
        phone=row["phone"],
    )
