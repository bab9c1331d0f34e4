"""The six things that an assigned task must make clear ("6 rõ"), and which of them a draft leaves open."""

import re
from collections.abc import Sequence
from enum import StrEnum

from data.domain.deadline import Deadline, DeadlineKind


class Clear(StrEnum):
    """Rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ sản phẩm, rõ thẩm quyền."""

    WHO = "who"
    WHAT = "what"
    WHEN = "when"
    RESPONSIBILITY = "responsibility"
    PRODUCT = "product"
    AUTHORITY = "authority"


_FEWEST_WORDS = 4
_PRODUCT = re.compile(
    r"\b(?:báo cáo|kế hoạch|đề án|phương án|tờ trình|dự thảo|nghị quyết|quyết định|chỉ thị|công văn|văn bản|hướng dẫn"
    r"|danh sách|danh mục|hồ sơ|biên bản|quy chế|quy định|chương trình|thông báo|kết luận|đề xuất|dự toán|dự án"
    r"|tài liệu|kết quả)\b",
    re.IGNORECASE,
)
"""What can be handed in and seen."""
_AUTHORITY = re.compile(
    r"\b(?:báo cáo|trình|tham mưu|xin ý kiến|đề xuất|gửi|theo thẩm quyền)\b"
    r"|\b(?:UBND|HĐND|Chủ tịch|Tỉnh ủy|Ban Thường vụ|Ban cán sự|Thường trực|Thủ tướng|Chính phủ|Bộ [A-ZĐ])",
)
"""Before whom the work is brought, or by whose power it is done."""
_TIMELESS = frozenset({DeadlineKind.RECURRING, DeadlineKind.ONGOING})


def unclear(content: str, lead: Sequence[str], deadline: Deadline, *, known: bool) -> tuple[Clear, ...]:
    """Return what a task leaves open, in the order of the rule; `known` whether the registry has all its leads.

    The rule is that of the Government's working regulations: clear person, work, time, responsibility, product and
    authority. Nothing is filled in: the office is told where to look.
    """
    open_points = {
        Clear.WHO: not lead or not known,
        Clear.WHAT: len(content.split()) < _FEWEST_WORDS,
        Clear.WHEN: deadline.due is None and deadline.kind not in _TIMELESS,
        Clear.RESPONSIBILITY: len(lead) > 1,
        Clear.PRODUCT: not _PRODUCT.search(content),
        Clear.AUTHORITY: not _AUTHORITY.search(content),
    }
    return tuple(point for point, is_open in open_points.items() if is_open)
