from data.domain.agency import Agency, Registry

MERGED = Agency(1, "SKHDT", "Sở Kế hoạch và Đầu tư", successor_id=2)
HEIR = Agency(2, "STC", "Sở Tài chính")


def test_merged_agency_is_found_as_its_successor() -> None:
    assert Registry([MERGED, HEIR]).find("so ke hoach va dau tu") == HEIR


def test_ring_of_successors_ends() -> None:
    ring = Registry([MERGED, Agency(2, "STC", "Sở Tài chính", successor_id=1)])
    assert ring.find("SKHDT") == MERGED
