from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.conversation.wording import ChatWording, Section, section_of
from bot.texts.catalogue import Texts
from data.domain.calendar import WorkingCalendar
from data.domain.deadline import Deadline, DeadlineKind
from data.domain.directive import Directive
from data.domain.failure import Unreached
from data.domain.message import Message
from data.domain.person import Person
from data.domain.planning import Mention, Reminder
from data.domain.reminders import ladder
from data.domain.task import Assignment, Status
from data.office.acting import Rules
from tests.domain.given import CALENDAR, CHIEF, CONTACT, HEAD, SPECIALIST, assignment, at

RULES = Rules(CALENDAR)
DIRECTIVE = Directive(
    1, "215", "TB-UBND", "thong_bao_ket_luan", date(2024, 5, 13), "Văn phòng UBND tỉnh Bắc Giang", "Kết luận"
)
MORNING = at("2024-05-13")


def mention(task: Assignment, rung: str = "assigned", due_at: datetime = MORNING) -> Mention:
    return Mention(Reminder(task.id, rung, 0, task.deadline_version, due_at), task, DIRECTIVE)


def task(number: int, due: str | None = None, urgency: str | None = None) -> Assignment:
    title = f"Việc số {number}"
    return assignment(due, id=number, task_id=number, code=f"NV{number}", title=title, urgency=urgency)


def told(person: Person, *mentions: Mention, now: datetime = MORNING, rules: Rules = RULES) -> Message:
    return ChatWording(Texts(), rules).reminder(person, mentions, now)


def labels(message: Message) -> list[tuple[str, str]]:
    return [(choice.label, choice.action) for choice in message.choices]


def test_one_new_task_is_a_card_with_its_first_choice_affirmative() -> None:
    message = told(CONTACT, mention(assignment("2024-05-16")))
    assert message.text == (
        "<b>Việc mới giao</b>\n"
        "<b>NV7</b> · hạn 16/05/2024 (thứ Năm, còn 3 ngày làm việc)\n"
        "Tổng hợp khó khăn, vướng mắc\n"
        "Chủ trì: Ban Dân tộc\n"
        "Văn bản: Thông báo kết luận 215/TB-UBND ngày 13/05/2024\n"
        "Tình trạng: chưa tiếp nhận"
    )
    assert labels(message) == [
        ("Xác nhận đã nhận", "acknowledge"),
        ("Báo đã xong", "done"),
        ("Xin gia hạn", "ask_extension"),
        ("Báo vướng mắc", "block"),
        ("Nhắc lại ngày làm việc sau", "snooze"),
    ]
    assert message.choices[0].args == {"assignment": 7, "revision": 1}
    assert (message.about, message.urgent) == ((7,), False)


def test_an_acknowledged_task_is_counted_and_offers_no_second_acknowledgement() -> None:
    subject = assignment(
        "2024-05-16", status=Status.IN_PROGRESS, percent=60, acknowledged_at=MORNING, heard_at=at("2024-05-14", "09:00")
    )
    rung = next(rung for rung in ladder(subject, CALENDAR) if rung.name == "before-1")
    message = told(CONTACT, mention(subject, rung.name, rung.due_at), now=rung.due_at)
    assert message.text.splitlines()[:2] == [
        "<b>Đến hạn, sắp đến hạn</b> (nhắc lần 2)",
        "<b>NV7</b> · hạn 16/05/2024 (thứ Năm, ngày mai)",
    ]
    assert message.text.splitlines()[-1] == "Tình trạng: đang thực hiện, 60% (đơn vị báo ngày 14/05/2024)"
    assert labels(message)[0] == ("Xác nhận đã xong", "done")


def test_a_task_without_a_deadline_says_so_and_offers_no_extension() -> None:
    message = told(CONTACT, mention(assignment()))
    assert message.text.splitlines()[1] == "<b>NV7</b> · không có thời hạn"
    assert [action for _, action in labels(message)] == ["acknowledge", "done", "block", "snooze"]


def test_several_tasks_are_one_message_with_dated_and_urgent_ones_first() -> None:
    message = told(
        CONTACT,
        mention(task(1)),
        mention(task(2, urgency="khan")),
        mention(task(3, "2024-05-31")),
        mention(task(5), "silent-2024-05-12"),
        mention(task(7, "2024-05-16")),
        mention(task(4, "2024-05-10"), "overdue-1"),
    )
    assert message.text == (
        "Kính gửi đồng chí Lò Thị Mai: có 6 nhiệm vụ cần lưu ý.\n"
        "\n"
        "<b>Quá hạn</b>\n"
        "<b>NV4</b> · hạn 10/05/2024 (quá hạn 1 ngày làm việc): Việc số 4\n"
        "\n"
        "<b>Việc mới giao</b>\n"
        "<b>NV7</b> · hạn 16/05/2024 (còn 3 ngày làm việc): Việc số 7\n"
        "<b>NV3</b> · hạn 31/05/2024 (còn 14 ngày làm việc): Việc số 3\n"
        "<b>NV2</b> · không có thời hạn · KHẨN: Việc số 2\n"
        "<b>NV1</b> · không có thời hạn: Việc số 1\n"
        "\n"
        "<b>Lâu chưa có báo cáo</b>\n"
        "<b>NV5</b> · không có thời hạn: Việc số 5\n"
        "\n"
        "Văn bản: Thông báo kết luận 215/TB-UBND ngày 13/05/2024"
    )
    assert labels(message) == [("Xác nhận đã nhận tất cả", "acknowledge_all"), ("Xem từng việc", "show_tasks")]
    assert message.choices[0].args == {"assignments": [4, 7, 3, 2, 1, 5]}
    assert (message.about, message.urgent) == ((4, 7, 3, 2, 1, 5), True)


def test_a_long_list_counts_what_it_leaves_out_and_is_still_about_all_of_it() -> None:
    message = told(CONTACT, *(mention(task(number, "2024-05-16")) for number in range(1, 19)))
    lines = message.text.splitlines()
    assert [line for line in lines if line.startswith("<b>NV")][-1].startswith("<b>NV15</b>")
    assert lines[-3] == "và 3 việc khác"
    assert message.about == tuple(range(1, 19))


def test_escalations_name_the_agency_and_who_did_not_hear() -> None:
    late = at("2024-05-21")
    message = told(
        SPECIALIST,
        mention(task(7, "2024-05-16"), "overdue-3-specialist"),
        mention(task(8), "nobody-paired"),
        mention(task(9), "unacknowledged-unheard"),
        now=late,
    )
    assert message.text.splitlines()[2:-2] == [
        "<b>Quá hạn, đơn vị chưa báo hoàn thành</b>",
        "<b>NV7</b> · hạn 16/05/2024 (quá hạn 3 ngày làm việc) · Ban Dân tộc: Việc số 7",
        "",
        "<b>Đơn vị chưa có ai nhận được nhắc việc</b>",
        "<b>NV8</b> · không có thời hạn · Ban Dân tộc: Việc số 8",
        "",
        "<b>Cảnh báo chưa tới được người phải nhận</b>",
        "<b>NV9</b> · không có thời hạn · Ban Dân tộc · thủ trưởng đơn vị chưa kết nối: Việc số 9",
    ]
    assert labels(message) == [("Xem từng việc", "show_tasks")]


def test_a_head_hears_of_an_unacknowledged_task_and_may_acknowledge_it() -> None:
    message = told(HEAD, mention(assignment("2024-05-16"), "unacknowledged"), now=at("2024-05-15"))
    assert message.text.splitlines()[0] == "<b>Đơn vị chưa tiếp nhận</b>"
    assert labels(message)[0] == ("Xác nhận đã nhận", "acknowledge")


def test_a_chief_is_asked_for_nothing_that_only_the_agency_can_say() -> None:
    message = told(CHIEF, mention(assignment("2024-05-16"), "overdue-5-chief"), now=at("2024-05-23"))
    assert labels(message) == [("Xem chi tiết", "show_tasks")]


def test_codes_only_takes_titles_away_but_neither_code_nor_date() -> None:
    rules = Rules(WorkingCalendar(replace(RULES.policy, codes_only=True)))
    one = told(CONTACT, mention(assignment("2024-05-16")), rules=rules)
    assert one.text.splitlines()[1:3] == [
        "<b>NV7</b> · hạn 16/05/2024 (thứ Năm, còn 3 ngày làm việc)",
        "Chủ trì: Ban Dân tộc",
    ]
    two = told(CONTACT, mention(task(7, "2024-05-16")), mention(task(8)), rules=rules)
    assert two.text.splitlines()[3:5] == [
        "<b>NV7</b> · hạn 16/05/2024 (còn 3 ngày làm việc)",
        "<b>NV8</b> · không có thời hạn",
    ]


def test_names_cannot_inject_markup() -> None:
    subject = assignment("2024-05-16", title="<b>Sở</b> KH&ĐT", agency_name='Ban "<i>"')
    message = told(CONTACT, mention(subject))
    assert message.text.splitlines()[2:4] == ["&lt;b&gt;Sở&lt;/b&gt; KH&amp;ĐT", "Chủ trì: Ban &#34;&lt;i&gt;&#34;"]


def test_words_of_a_deadline_are_escaped_once() -> None:
    words = Deadline(DeadlineKind.RELATIVE, None, "05 ngày <kể từ> khi nhận & ký")
    message = told(CONTACT, mention(assignment(deadline=words)))
    assert message.text.splitlines()[1] == "<b>NV7</b> · hạn theo văn bản: 05 ngày &lt;kể từ&gt; khi nhận &amp; ký"


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        ("13:59", "hạn 16/05/2024 14:00 (thứ Năm, hôm nay)"),
        ("14:01", "hạn 16/05/2024 14:00 (thứ Năm, hết giờ hôm nay)"),
    ],
)
def test_a_deadline_to_the_hour_shows_it_and_ends_with_it(hour: str, words: str) -> None:
    moment = Deadline(DeadlineKind.DATETIME, datetime(2024, 5, 16, 14, 0))  # noqa: DTZ001 - as documents state it
    subject = assignment(deadline=moment, due_at=CALENDAR.due_moment(moment))
    message = told(CONTACT, mention(subject, "day"), now=at("2024-05-16", hour))
    assert message.text.splitlines()[1] == f"<b>NV7</b> · {words}"


@pytest.mark.parametrize(
    ("rung", "section"),
    [
        ("assigned", Section.NEW),
        ("before-3", Section.DUE),
        ("day", Section.DUE),
        ("overdue-1", Section.OVERDUE),
        ("overdue-2024-05-27", Section.OVERDUE),
        ("silent-2024-06-12", Section.SILENT),
        ("unacknowledged", Section.UNACKNOWLEDGED),
        ("overdue-10-leader", Section.LATE),
        ("overdue-1-head-unheard", Section.UNHEARD),
        ("nobody-paired", Section.UNPAIRED),
        ("nobody-paired-unheard", Section.UNHEARD),
        ("unmatched", Section.UNMATCHED),
        ("unmatched-unheard", Section.UNHEARD),
    ],
)
def test_the_name_of_a_rung_tells_what_is_said(rung: str, section: Section) -> None:
    assert section_of(rung) is section


def test_the_office_hears_whom_we_could_not_reach() -> None:
    mai = replace(CONTACT, phone="0912 345 678")
    people = [
        Unreached(mai, "Ban Dân tộc", (assignment("2024-05-16"),), ("blocked by user",)),
        Unreached(SPECIALIST, "", (), ("no chat is paired",)),
    ]
    (message,) = ChatWording(Texts(), RULES).unreached(people, at("2024-05-13", "09:00"))
    assert message.text.splitlines() == [
        "<b>Cần gọi điện</b>: tin nhắn chưa tới được 2 người.",
        "• Lò Thị Mai, Chuyên viên, Ban Dân tộc, điện thoại 0912 345 678",
        "   <b>NV7</b> · hạn 16/05/2024 (còn 3 ngày làm việc)",
        "   Lý do: blocked by user",
        "• Phạm Trâm, Chuyên viên, chưa có số điện thoại",
        "   Lý do: no chat is paired",
        "Đề nghị kiểm tra và gửi lại mã kết nối cho những người này.",
    ]


@pytest.mark.parametrize(
    ("rung", "heading", "advice"),
    [
        ("nobody-paired", "Đơn vị chưa có ai nhận được nhắc việc", "gửi mã kết nối"),
        ("unmatched", "Chủ trì chưa có trong danh sách cơ quan, chưa nhắc được", "bổ sung đơn vị"),
    ],
)
def test_the_office_is_told_what_keeps_an_agency_from_being_reminded(rung: str, heading: str, advice: str) -> None:
    lines = told(SPECIALIST, mention(assignment("2024-05-16"), rung)).text.splitlines()
    assert lines[0] == f"<b>{heading}</b>"
    assert advice in lines[-1]
