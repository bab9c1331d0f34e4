"""Lists as the import takes them back."""

import pytest

from data.domain.agency import Agency, Registry
from data.domain.person import Person, Role
from data.registry_export import PEOPLE_EXPORTED, agency_rows, people_rows
from data.registry_files import AGENCY_COLUMNS, read_agencies, read_people
from data.spreadsheet import write_table

REGISTRY = Registry(
    [
        Agency(1, "P1", "Phòng Một", ("P.1", "phòng, một"), "phòng", parent_id=2),
        Agency(2, "SA", '=Sở "A"', (), "sở"),
        Agency(3, "CU", "Sở Cũ", successor_id=2),
    ]
)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_written_is_read_back(kind: str) -> None:
    agencies = read_agencies(write_table(AGENCY_COLUMNS, agency_rows(REGISTRY), kind), Registry([]))
    assert [(one.code, one.name, one.aliases, one.kind, one.parent_code) for one in agencies] == [
        ("SA", '=Sở "A"', (), "sở", None),
        ("P1", "Phòng Một", ("P.1", "phòng, một"), "phòng", "SA"),
    ]
    people = [
        Person(1, "Lê An", "Chuyên viên; tổ trưởng", Role.CONTACT, 1, "007", phone="0912 345 678"),
        Person(2, "+84", "", Role.LEADER, active=False, phone="+84 912"),
        Person(3, "Trần Cũ", "", Role.HEAD, 3),
    ]
    read = read_people(write_table(PEOPLE_EXPORTED, people_rows(people, REGISTRY), kind), REGISTRY)
    assert [(one.name, one.post, one.role, one.agency_id, one.key, one.active, one.phone) for one in read] == [
        ("Lê An", "Chuyên viên; tổ trưởng", Role.CONTACT, 1, "007", True, "0912 345 678"),
        ("+84", "", Role.LEADER, None, None, False, "+84 912"),
        ("Trần Cũ", "", Role.HEAD, 2, None, True, ""),
    ]
