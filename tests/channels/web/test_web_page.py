import json

import httpx
import pytest

from data.domain.message import Choice, Heard
from data.domain.person import Role
from tests.channels.web.given import LEADER, OFFICIAL, STRANGER, Site

YES = Choice("Đúng <xong>", "confirm", token="yes")
NO = Choice("Chưa", "deny", token="no")


async def test_state_names_the_people_and_the_office_time(site: Site) -> None:
    state = await site.get("/api/state")
    assert state["clock"] == {"at": "2024-05-13T07:55:00+07:00", "words": "Thứ Hai, 13/5/2024 07:55"}
    assert [(person["key"], person["role"], person["chat"]) for person in state["people"]] == [
        ("an", "contact", "web:an"),
        ("binh", "leader", "web:binh"),
        ("la", None, "web:la"),
    ]


async def test_state_tells_who_is_paired_and_others_how_to_pair(site: Site) -> None:
    await site.pair(OFFICIAL, Role.CONTACT)
    told = [(person["paired"], person["hint"]) for person in (await site.get("/api/state"))["people"]]
    assert told == [
        (True, "Trả lời nhắc việc, báo tiến độ, xin gia hạn hoặc hỏi việc của cơ quan mình."),
        (False, "Chưa ghép nối, như một người lạ vừa tìm thấy tài khoản này."),
        (False, "Chưa ghép nối. Gõ /start 7K2M-9QXA để ghép nối."),
    ]


async def test_stranger_who_paired_is_shown_what_that_role_can_do(site: Site) -> None:
    await site.pair(STRANGER, Role.LEADER)
    stranger = (await site.get("/api/state"))["people"][-1]
    assert (stranger["paired"], stranger["hint"]) == (
        True,
        "Quyết định gia hạn; hỏi bằng lời thường: việc quá hạn, việc của một cơ quan, đơn vị nào chậm nhất.",
    )


async def test_words_are_heard_once_and_stand_in_the_chat(site: Site) -> None:
    answer = await site.says(OFFICIAL, text=" NV7 <xong> & hết ", update="u-1")
    assert (answer.status_code, answer.json()) == (200, {"update": "u-1", "new": True})
    assert await site.heard() == [
        Heard("web", "web:an", "u-1", site.clock.now(), "NV7 <xong> & hết", sender_name="Nguyễn Văn An")
    ]
    (line,) = (await site.get("/api/chats/web:an"))["lines"]
    assert line == {
        "id": 1,
        "chat": "web:an",
        "numbered": False,
        "ours": False,
        "text": "NV7 &lt;xong&gt; &amp; hết",
        "choices": [],
        "files": [],
        "pressed": None,
        "reply_to": None,
        "at": "2024-05-13T07:55:00+07:00",
    }
    assert site.rings == [1]


@pytest.mark.parametrize("secret", ["TỐI MẬT\nPhương án phòng thủ", "Độ mật: Mật\nPhương án phòng thủ"])
async def test_words_with_a_secrecy_mark_are_heard_but_do_not_stay_in_the_chat(site: Site, secret: str) -> None:
    question = await site.bot_says(OFFICIAL, "Đồng chí đang vướng gì?")
    await site.says(OFFICIAL, text=secret)
    await site.says(OFFICIAL, text=secret, reply_to=question)
    assert [heard.text for heard in await site.heard()] == [secret, secret]
    assert [line.text for line in (await site.lines(OFFICIAL))[1:]] == ["(Tin mang dấu mật, không được lưu.)"] * 2


async def test_repeated_update_changes_nothing(site: Site) -> None:
    await site.says(OFFICIAL, text="đã nhận", update="u-1")
    again = await site.says(OFFICIAL, text="đã nhận", update="u-1")
    assert (again.status_code, again.json()) == (200, {"update": "u-1", "new": False})
    assert [heard.text for heard in await site.heard()] == ["đã nhận"]
    assert len(await site.lines(OFFICIAL)) == 1
    assert site.rings == [1]


async def test_same_words_without_an_update_are_heard_each_time(site: Site) -> None:
    await site.says(OFFICIAL, text="đã nhận")
    await site.says(OFFICIAL, text="đã nhận")
    assert [heard.text for heard in await site.heard()] == ["đã nhận", "đã nhận"]


async def test_pressed_choice_is_heard_by_token_and_shown_by_label(site: Site) -> None:
    await site.bot_says(OFFICIAL, "NV7 xong?", YES, NO)
    await site.says(OFFICIAL, choice="yes")
    (heard,) = await site.heard()
    assert (heard.choice, heard.text) == ("yes", "")
    asked, pressed = (await site.get("/api/chats/web:an"))["lines"]
    assert asked["choices"] == [{"label": "Đúng <xong>", "token": "yes"}, {"label": "Chưa", "token": "no"}]
    assert (pressed["text"], pressed["pressed"], pressed["choices"]) == ("Đúng &lt;xong&gt;", "yes", [])


@pytest.mark.parametrize("kind", [str, int])
async def test_reply_names_the_message_it_answers(site: Site, kind: type) -> None:
    message_id = await site.bot_says(OFFICIAL, "NV7")
    await site.says(OFFICIAL, text="xong", reply_to=kind(message_id))
    (heard,) = await site.heard()
    assert (heard.text, heard.reply_to) == ("xong", message_id)
    assert [line["reply_to"] for line in (await site.get("/api/chats/web:an"))["lines"]] == [None, int(message_id)]


async def test_another_persons_choice_and_message_are_out_of_reach(site: Site) -> None:
    message_id = await site.bot_says(LEADER, "Tổng hợp", YES)
    refused = [await site.says(OFFICIAL, choice="yes"), await site.says(OFFICIAL, text="xong", reply_to=message_id)]
    assert [(answer.status_code, answer.json()["error"]) for answer in refused] == [
        (400, "Lựa chọn này không có trong cuộc trò chuyện."),
        (400, "Tin nhắn được trả lời không có trong cuộc trò chuyện."),
    ]
    assert await site.heard() == []
    assert await site.lines(OFFICIAL) == []


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        (b"{text", 400, "Yêu cầu này không phải là JSON hợp lệ."),
        (b"\xff", 400, "Yêu cầu này không phải là JSON hợp lệ."),
        (b"[" * 100_000, 400, "Yêu cầu này không phải là JSON hợp lệ."),
        (b'["text"]', 400, "Xin gửi nội dung tin nhắn hoặc một lựa chọn."),
        (b"{}", 400, "Xin gửi nội dung tin nhắn hoặc một lựa chọn."),
        (b'{"text": 7}', 400, "Xin gửi nội dung tin nhắn hoặc một lựa chọn."),
        (b'{"text": "a", "reply_to": []}', 400, "Xin gửi nội dung tin nhắn hoặc một lựa chọn."),
        (b'{"text": "a", "numbered": "no"}', 400, "Xin gửi nội dung tin nhắn hoặc một lựa chọn."),
        (b'{"text": " \\n"}', 400, "Tin nhắn đang trống."),
        (b'{"text": "\\ud800"}', 400, "Tin nhắn có ký tự không đọc được."),
        (b'{"text": "a\\u0000b"}', 400, "Tin nhắn có ký tự không đọc được."),
        (b'{"text": "a", "update": ""}', 400, "Mã của tin gửi phải là một chuỗi ngắn."),
        (b'{"text": "a", "update": 5}', 400, "Mã của tin gửi phải là một chuỗi ngắn."),
        (json.dumps({"text": "a" * 10_001}).encode(), 413, "Tin nhắn dài quá 10000 ký tự, xin gửi ngắn hơn."),
        (b" " * 200_001, 413, "Yêu cầu quá lớn."),
    ],
)
async def test_bad_post_gets_one_sentence_and_leaves_nothing(
    site: Site, body: bytes, status: int, sentence: str
) -> None:
    answer = await site.browser.post("/api/chats/web:an", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()) == (status, {"error": sentence})
    assert await site.heard() == []
    assert await site.lines(OFFICIAL) == []


async def test_longest_text_with_every_character_escaped_is_heard(site: Site) -> None:
    text = "\U0001f600" * 10_000
    assert (await site.says(OFFICIAL, text=text)).status_code == 200
    assert [heard.text for heard in await site.heard()] == [text]


async def test_unknown_chat_is_not_found(site: Site) -> None:
    answers = [await site.browser.get("/api/chats/web:x"), await site.browser.post("/api/chats/12", json={"text": "a"})]
    assert [(answer.status_code, answer.json()) for answer in answers] == [
        (404, {"error": "Không có cuộc trò chuyện này."})
    ] * 2


async def test_clock_moves_by_the_step_asked_for(site: Site) -> None:
    answer = await site.browser.post("/api/clock", json={"step": "one_hour"})
    assert answer.json() == {"at": "2024-05-13T08:55:00+07:00", "words": "Thứ Hai, 13/5/2024 08:55"}
    await site.browser.post("/api/clock", json={"step": "next_morning"})
    assert site.steps == ["one_hour", "next_morning"]


@pytest.mark.parametrize("body", [{"step": "one_year"}, {"step": ["one_hour"]}, {}, 7])
async def test_unknown_step_leaves_the_clock_alone(site: Site, body: object) -> None:
    answer = await site.browser.post("/api/clock", json=body)
    assert answer.status_code == 400
    assert site.steps == []


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8080", "[::1", "", "192.168.1.5:8080"])
async def test_foreign_host_name_sees_nothing(site: Site, host: str) -> None:
    for path in ("/", "/static/chat.js", "/api/state", "/api/events", "/api/chats/web:an"):
        answer = await site.browser.get(path, headers={"Host": host})
        assert (answer.status_code, list(answer.json())) == (403, ["error"])


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1", "[::1]:8080"])
async def test_loopback_names_see_the_page(site: Site, host: str) -> None:
    assert (await site.browser.get("/", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
async def test_post_that_a_form_of_another_site_can_send_is_refused(site: Site, media_type: str) -> None:
    for path in ("/api/chats/web:an", "/api/clock"):
        headers = {"Content-Type": media_type}
        answer = await site.browser.post(path, content=b'{"text":"a","step":"one_hour"}', headers=headers)
        assert answer.status_code == 415
    assert await site.heard() == []
    assert site.steps == []


async def test_page_and_its_files_carry_types_and_security_headers(site: Site) -> None:
    answers = {path: await site.browser.get(path) for path in ("/", "/static/page.css", "/static/chat.js")}
    assert {path: answer.headers["Content-Type"] for path, answer in answers.items()} == {
        "/": "text/html; charset=utf-8",
        "/static/page.css": "text/css; charset=utf-8",
        "/static/chat.js": "text/javascript; charset=utf-8",
    }
    for answer in answers.values():
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-cache"
        assert "script-src 'self';" in answer.headers["Content-Security-Policy"]


async def test_unchanged_file_is_not_sent_again(site: Site) -> None:
    first = await site.browser.get("/static/page.css")
    second = await site.browser.get("/static/page.css", headers={"If-None-Match": first.headers["ETag"]})
    assert (second.status_code, second.content) == (304, b"")


@pytest.mark.parametrize("path", ["/static/none.js", "/static/../page.py", "/static/%2e%2e/page.py"])
async def test_other_files_are_not_found(site: Site, path: str) -> None:
    answer: httpx.Response = await site.browser.get(path)
    assert answer.status_code == 404
