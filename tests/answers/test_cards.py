"""A task's card: what is known of it, and what whoever looks at it may do."""

from bot.conversation.answering.cards import task_menu
from bot.language.meaning import Asks, Query
from data.domain.message import Message
from tests.answers.asking import CHIEF, DUC, HA, NOW, SANG, SPECIALIST, TEXTS, actions, asks
from tests.answers.office import RULES, Office


async def test_a_card_shows_all_that_is_known_to_who_leads(lived: Office) -> None:
    message = await asks(lived, HA, Query(Asks.DETAIL, task_refs=("NV3",)))
    assert message.text == (
        "<b>NV3</b> · hạn 31/05/2024 (thứ Sáu, còn 8 ngày làm việc)\n"
        "Thành lập các tổ công tác đôn đốc giải ngân\n"
        "Văn bản: Thông báo kết luận 215/TB-UBND ngày 13/05/2024\n"
        "Chủ trì: Ban Dân tộc, đang thực hiện, 40% (đơn vị báo ngày 20/05/2024)\n"
        "   Đang xin gia hạn đến 14/06/2024\n"
        "Báo cáo gần đây:\n"
        "• 20/05/2024, Nguyễn Thị Hà: báo cáo tiến độ, 40%: đang lấy ý kiến &lt;b&gt;các sở&lt;/b&gt;"
    )
    assert actions(message) == [
        ("Xác nhận đã xong", "done"),
        ("Xin gia hạn", "ask_extension"),
        ("Báo vướng mắc", "block"),
    ]


async def test_a_card_keeps_the_first_deadline_and_counts_extensions(lived: Office) -> None:
    message = await asks(lived, SPECIALIST, Query(Asks.DETAIL, task_refs=("NV5",)))
    assert message.text.splitlines()[3:5] == [
        "Chủ trì: Sở Kế hoạch và Đầu tư, đơn vị đã báo hoàn thành, chờ Văn phòng xác nhận (đơn vị báo ngày 21/05/2024)",
        "   Thời hạn ban đầu 16/05/2024, đã gia hạn 1 lần: 20/05/2024",
    ]
    assert actions(message) == [
        ("Xác nhận NV5 hoàn thành (Sở Kế hoạch và Đầu tư)", "confirm_result"),
        ("Trả lại NV5, chưa đạt (Sở Kế hoạch và Đầu tư)", "return_result"),
        ("Cần bổ sung NV5", "order"),
    ]


async def test_a_card_offers_the_decision_on_an_extension_to_who_may_take_it(lived: Office) -> None:
    decides = await asks(lived, CHIEF, Query(Asks.DETAIL, task_refs=("NV3",)))
    assert actions(decides) == [
        ("Đồng ý gia hạn đến 14/06/2024", "grant_extension"),
        ("Không đồng ý gia hạn", "refuse_extension"),
    ]
    follows = await asks(lived, SPECIALIST, Query(Asks.DETAIL, task_refs=("NV3",)))
    assert actions(follows) == []


async def test_a_card_of_several_leads_gives_each_its_state(lived: Office) -> None:
    message = await asks(lived, SANG, Query(Asks.DETAIL, task_refs=("NV7",)))
    assert message.text.splitlines()[3:] == [
        "Chủ trì: Sở Tài chính, chưa tiếp nhận",
        "   hạn 10/05/2024 (quá hạn 7 ngày làm việc)",
        "Chủ trì: UBND huyện Sơn Động, chưa tiếp nhận",
        "   hạn 10/05/2024 (quá hạn 7 ngày làm việc)",
    ]
    assert message.choices[0].args["assignment"] == (await lived.lead(7, "UBND huyện Sơn Động")).id


async def test_a_foreign_task_is_answered_like_one_that_does_not_exist(lived: Office) -> None:
    for code in ("NV1", "NV99"):
        message = await asks(lived, DUC, Query(Asks.DETAIL, task_refs=(code,)))
        assert message == Message(f"Không tìm thấy nhiệm vụ {code} trong số việc đồng chí được xem.")


async def test_a_menu_offers_each_task_by_code_and_deadline(office: Office) -> None:
    shares = [await office.lead(4), await office.lead(1)]
    menu = task_menu(TEXTS, RULES, shares, NOW)
    assert actions(menu) == [
        ("NV4 · hạn 16/05/2024 (quá hạn 3 ngày làm việc)", "show_tasks"),
        ("NV1 · không có thời hạn", "show_tasks"),
    ]
