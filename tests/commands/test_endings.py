"""However a command ends: its exit code, one line on standard error, and never a traceback."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.commands.failures import explain
from bot.texts import commands as texts
from data.db.engine import DatabaseGone
from tests.fakes.command import Command, Ended
from tests.fakes.databases import PostgresServer

HEAVY = ("sqlalchemy", "pydantic", "alembic", "starlette", "rich", "openpyxl")
REPLY = '{"id": "a", "ref_date": "2024-05-13", "reminded": ["NV7"], "due": null, "text": "đã nhận"}\n'


def test_help_imports_nothing_heavy(nhacviec: Command) -> None:
    line = [sys.executable, "-X", "importtime", "-m", "bot.cli", "--help"]
    done = subprocess.run(line, env=nhacviec.environment(), capture_output=True, encoding="utf-8", check=True)
    imported = {row.rsplit("|", 1)[-1].strip().split(".")[0] for row in done.stderr.splitlines()}
    assert imported & set(HEAVY) == set()


@pytest.mark.parametrize("words", [(), ("tasks", "--all"), ("read",), ("demo", "--port", "x"), ("import", "a", "b")])
def test_wrong_usage_is_said_in_one_line(nhacviec: Command, words: tuple[str, ...]) -> None:
    command = " ".join(("nhacviec", *words[:1])) if words else "nhacviec"
    ended = nhacviec(*(words or ("fly",)))
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert ended.err.startswith("Sai cách dùng lệnh: ")
    assert ended.err.endswith(f" (xem: {command} --help)\n")


def test_wrong_setting_stops_every_command(nhacviec: Command) -> None:
    ended = nhacviec("tasks", NHACVIEC_LISTEN="here")
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert ended.err.startswith("NHACVIEC_LISTEN: ")


def test_wrong_database_url_is_said(nhacviec: Command) -> None:
    assert nhacviec("tasks", NHACVIEC_DATABASE_URL="mysql://root@localhost/x") == Ended(
        2, "", texts.BAD_DATABASE_URL + "\n"
    )


def test_fresh_sqlite_file_migrates_itself(nhacviec: Command) -> None:
    url = f"sqlite:///{nhacviec.folder}/new/place.db"
    assert nhacviec("tasks", "--json", NHACVIEC_DATABASE_URL=url) == Ended(0, "[]\n", "")


def test_newer_database_is_left_alone(nhacviec: Command) -> None:
    with sqlite3.connect(nhacviec.folder / "nhacviec.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    for words in (("tasks",), ("migrate",)):
        assert nhacviec(*words) == Ended(1, "", texts.NEWER_DATABASE + "\n")


def test_file_that_is_no_database_is_said_to_be_none(nhacviec: Command) -> None:
    (nhacviec.folder / "letter.db").write_text("Kính gửi các đồng chí " * 100, "utf-8")
    assert nhacviec("tasks", NHACVIEC_DATABASE_URL="sqlite:///letter.db") == Ended(1, "", texts.NOT_A_DATABASE + "\n")


def test_database_below_a_file_is_one_line(nhacviec: Command) -> None:
    (nhacviec.folder / "file").touch()
    ended = nhacviec("tasks", NHACVIEC_DATABASE_URL="sqlite:///file/x.db")
    assert (ended.code, ended.err.count("\n")) == (1, 1)


def test_locked_database_is_said_to_be_busy(tmp_path: Path) -> None:
    file = tmp_path / "locked.db"
    with sqlite3.connect(file, isolation_level=None) as holder, sqlite3.connect(file, timeout=0) as other:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError) as refused:
            other.execute("CREATE TABLE t (x)")
    holder.close()
    other.close()
    assert explain(refused.value).lines == (texts.DATABASE_LOCKED,)


def test_read_only_database_is_said_to_be_so(tmp_path: Path) -> None:
    file = tmp_path / "locked.db"
    sqlite3.connect(file).close()
    reader = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    with pytest.raises(sqlite3.OperationalError) as refused:
        reader.execute("CREATE TABLE t (x)")
    reader.close()
    assert explain(refused.value).lines == (texts.DATABASE_FORBIDDEN,)


def test_disk_that_refuses_is_said_to_be_so() -> None:
    assert explain(sqlite3.OperationalError("disk I/O error")).lines == (texts.DATABASE_DISK,)
    assert explain(sqlite3.OperationalError("database or disk is full")).lines == (texts.DISK_FULL,)


def test_database_that_was_taken_away_is_named() -> None:
    assert explain(DatabaseGone("nhacviec.db")).lines == (texts.DATABASE_REMOVED.format(file="nhacviec.db"),)


def test_unreachable_server_is_said_to_be_so(nhacviec: Command) -> None:
    url = "postgresql://nobody:secret@127.0.0.1:1/none"
    assert nhacviec("tasks", NHACVIEC_DATABASE_URL=url) == Ended(1, "", texts.DATABASE_UNREACHABLE + "\n")


def test_postgres_waits_for_its_migration(nhacviec: Command, postgres_server: PostgresServer) -> None:
    with postgres_server.empty() as url:
        assert nhacviec("tasks", NHACVIEC_DATABASE_URL=url) == Ended(1, "", texts.NOT_MIGRATED + "\n")
        assert nhacviec("migrate", NHACVIEC_DATABASE_URL=url) == Ended(0, texts.MIGRATED + "\n", "")
        assert nhacviec("tasks", "--json", NHACVIEC_DATABASE_URL=url) == Ended(0, "[]\n", "")


def test_reader_who_leaves_ends_the_command_quietly(nhacviec: Command) -> None:
    with nhacviec.started("understand", "reply") as running:
        running.stdout.close()
        running.stdin.write(REPLY)
        running.stdin.close()
        assert running.ended() == (1, "")


def test_ctrl_c_ends_the_command_in_one_line(nhacviec: Command) -> None:
    with nhacviec.started("understand", "reply") as running:
        running.stdin.write(REPLY)
        running.stdin.flush()
        running.stdout.readline()
        assert running.ended(signal.SIGINT) == (1, texts.STOPPED + "\n")


def test_check_says_what_to_do(nhacviec: Command) -> None:
    ended = nhacviec("check", NHACVIEC_TELEGRAM_TOKEM="1:a")
    lines = ended.out.splitlines()
    assert (ended.code, ended.err) == (0, "")
    assert lines[:2] == [
        "[chú ý] NHACVIEC_TELEGRAM_TOKEM: không có thiết đặt này; hãy kiểm tra lỗi gõ",
        "[tốt] Thiết đặt: đọc được",
    ]
    assert "    push_from = 08:00:00" in lines
    assert [line for line in lines if line.startswith("[")][-4:] == [
        "[tốt] Chính sách: mặc định; tin buổi sáng 08:00, gửi tin từ 08:00 đến 17:00",
        "[chú ý] Giờ cơ quan: 07:55 13/05/2024 (Asia/Ho_Chi_Minh), là giờ diễn tập; bỏ NHACVIEC_CLOCK khi dùng thật",
        "[chú ý] Telegram: chưa có mã bot nên kênh này tắt; đặt NHACVIEC_TELEGRAM_TOKEN để dùng",
        "[chú ý] Zalo: chưa có mã bot nên kênh này tắt; đặt NHACVIEC_ZALO_TOKEN để dùng",
    ]


def test_check_marks_the_values_of_the_policy_that_differ(nhacviec: Command) -> None:
    (nhacviec.folder / "policy.toml").write_text("push_until = 16:30:00")
    ended = nhacviec("check", NHACVIEC_POLICY="policy.toml")
    changed = [line for line in ended.out.splitlines() if line.startswith("  *")]
    assert changed == ["  * push_until = 16:30:00 (khác mặc định: 17:00:00)"]


def test_check_names_the_first_row_of_the_audit_trail_that_was_changed(nhacviec: Command) -> None:
    (nhacviec.folder / "agencies.csv").write_text("code,name,aliases,kind,parent\nSTC,Sở Tài chính,,,\n")
    for _ in range(3):
        assert nhacviec("agencies", "import", "agencies.csv").code == 0
    assert "[tốt] Nhật ký thao tác: 3 dòng, chuỗi băm liền mạch" in nhacviec("check").out.splitlines()
    with closing(sqlite3.connect(nhacviec.folder / "nhacviec.db")) as database, database:
        database.execute("DROP TRIGGER audit_refuses_update")
        database.execute("UPDATE audit SET action = 'other' WHERE id = 2")
    ended = nhacviec("check")
    assert ended.code == 1
    assert f"[lỗi] {texts.CHECK_TRAIL_BROKEN.format(row=2)}" in ended.out.splitlines()


def test_check_counts_the_days_since_the_last_backup(nhacviec: Command) -> None:
    def backups() -> list[str]:
        return [line for line in nhacviec("check").out.splitlines() if "Sao lưu" in line]

    assert backups() == [f"[chú ý] {texts.CHECK_NO_BACKUP}"]
    assert nhacviec("backup", "b.zip").code == 0
    assert backups()[0].startswith("[tốt] Sao lưu: lần cuối lúc ")
    with closing(sqlite3.connect(nhacviec.folder / "nhacviec.db")) as database, database:
        database.execute("UPDATE upkeep SET at = '2024-05-13 01:00:00.000000'")
    assert backups() == [f"[chú ý] {texts.CHECK_OLD_BACKUP.format(moment='08:00 13/05/2024')}"]


def test_check_goes_on_beside_a_wrong_policy(nhacviec: Command) -> None:
    (nhacviec.folder / "policy.toml").write_text('morning_at = "noon"', "utf-8")
    ended = nhacviec("check", NHACVIEC_POLICY="policy.toml")
    assert (ended.code, ended.err) == (1, "Có 1 lỗi phải sửa trước khi chạy.\n")
    (wrong,) = [line for line in ended.out.splitlines() if line.startswith("[lỗi]")]
    assert wrong.startswith("[lỗi] NHACVIEC_POLICY: morning_at: ")
    assert ended.out.splitlines()[-1].startswith("[chú ý] Zalo")


def test_check_goes_on_when_the_folder_of_the_database_cannot_be_made(nhacviec: Command) -> None:
    (nhacviec.folder / "file").touch()
    ended = nhacviec("check", NHACVIEC_DATABASE_URL="sqlite:///file/below/x.db")
    assert (ended.code, ended.err) == (1, "Có 1 lỗi phải sửa trước khi chạy.\n")
    findings = [line.split(":")[0] for line in ended.out.splitlines() if line.startswith("[")]
    assert findings[:3] == ["[tốt] Thiết đặt", "[lỗi] Cơ sở dữ liệu", "[tốt] Ổ đĩa"]
    assert len(findings) == 7


def test_check_fails_when_the_service_could_not_work(nhacviec: Command, postgres_server: PostgresServer) -> None:
    with postgres_server.empty() as url:
        ended = nhacviec("check", NHACVIEC_DATABASE_URL=url)
    assert (ended.code, ended.err) == (1, "Có 1 lỗi phải sửa trước khi chạy.\n")
    assert f"[lỗi] Cơ sở dữ liệu: {texts.NOT_MIGRATED}" in ended.out.splitlines()
