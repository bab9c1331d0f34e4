"""The files that an installation begins with hold together, and name what there is."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from bot.health import Found
from bot.metrics import Metrics
from bot.settings import PREFIX, SECRETS, Address, Settings
from data.db.standing import Standing
from tests.commands.test_readme import command_names
from tests.fakes.command import ROOT, Command

FILES = ("Containerfile", "compose.yaml", "nhacviec.service", "nginx.example.conf", "alerts.example.yaml")


def known_names() -> set[str]:
    names = {(PREFIX + field).upper() for field in Settings.model_fields}
    return names | {(PREFIX + field).upper() + "_FILE" for field in SECRETS}


@pytest.mark.parametrize("name", FILES)
def test_every_setting_that_is_named_exists(name: str) -> None:
    named = set(re.findall(r"NHACVIEC_[A-Z_]+", (ROOT / name).read_text("utf-8")))
    assert named <= known_names()


@pytest.mark.parametrize(
    ("path", "inward"),
    [
        *((path, True) for path in ("/telegram", "/zalo", "/zalo/12345", "/files/ab.cd", "/trang", "/trang/viec/7")),
        *((path, False) for path in ("/healthz", "/metrics", "/", "/telegram/x", "/files/", "/trangx", "/api/state")),
    ],
)
def test_proxy_lets_in_what_people_and_platforms_need_and_nothing_else(path: str, inward: bool) -> None:
    patterns = re.findall(r"location ~ (\S+) \{", (ROOT / "nginx.example.conf").read_text("utf-8"))
    assert any(re.search(pattern, path) for pattern in patterns) == inward


def test_service_waits_for_the_migration_and_that_for_the_database() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    assert services["nhacviec"]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert services["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert services["migrate"]["build"]["dockerfile"] in FILES
    assert services["nhacviec"]["environment"] == services["migrate"]["environment"]


def test_settings_of_the_compose_file_are_taken(nhacviec: Command) -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    (nhacviec.folder / "url").write_text("sqlite:///nhacviec.db\n", "utf-8")
    (nhacviec.folder / "token").write_text("1:a\n", "utf-8")
    files = {"/run/secrets/database-url": "url", "/run/secrets/telegram-token": "token"}
    settings = {name: files.get(value, value) for name, value in services["nhacviec"]["environment"].items()}
    assert nhacviec("migrate", **settings).code == 0


def test_secrets_of_the_compose_file_are_all_declared() -> None:
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    used = {name for service in compose["services"].values() for name in service["secrets"]}
    assert used == set(compose["secrets"])


def test_alerts_name_figures_that_there_are() -> None:
    metrics = Metrics()
    metrics.said("web", "answer")
    metrics.refused("web", for_good=True)
    metrics.heard("web", "given_up")
    shown = metrics.text(Found([], Standing(due={"answer": 1}, waiting={"web": 1}))).decode()
    figures = set(re.findall(r"^# TYPE (\S+)", shown, re.MULTILINE))
    rules = yaml.safe_load((ROOT / "alerts.example.yaml").read_text("utf-8"))["groups"][0]["rules"]
    named = {name for rule in rules for name in re.findall(r"nhacviec_\w+", rule["expr"])}
    assert named <= figures
    assert len({rule["alert"] for rule in rules}) == len(rules)


def test_container_copies_what_the_wheel_is_made_of() -> None:
    container = (ROOT / "Containerfile").read_text("utf-8")
    copied = set(re.findall(r"^COPY ([^-].*) \S+$", container, re.MULTILINE))
    names = {name for words in copied for name in words.split()}
    assert names == {"pyproject.toml", "README.md", "LICENSE", "bot", "jobs", "data"}
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    assert let_in == names


def test_container_has_a_python_and_a_command_that_the_project_names() -> None:
    container = (ROOT / "Containerfile").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    versions = {
        tuple(map(int, found.split("."))) for found in re.findall(r"^FROM \S+/python:([\d.]+)", container, re.MULTILINE)
    }
    least = tuple(map(int, project["requires-python"].removeprefix(">=").split(".")))
    assert len(versions) == 1
    assert min(versions) >= least
    (entry,) = re.findall(r'^ENTRYPOINT \["(\S+)"\]$', container, re.MULTILINE)
    (default,) = re.findall(r'^CMD \["(\S+)"\]$', container, re.MULTILINE)
    assert entry in project["scripts"]
    assert default in command_names()


def test_container_serves_where_its_health_is_asked_and_the_compose_file_listens() -> None:
    container = (ROOT / "Containerfile").read_text("utf-8")
    service = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]["nhacviec"]
    (listen,) = re.findall(r"NHACVIEC_LISTEN=(\S+)", container)
    port = Address.parse(listen).port
    assert f"EXPOSE {port}\n" in container
    (code,) = re.findall(r'CMD \["python", "-c", "(.+)"\]', container)
    compile(code, "HEALTHCHECK", "exec")
    assert f"127.0.0.1:{port}/healthz" in code
    assert [mapping.split(":")[-1] for mapping in service["ports"]] == [str(port)]


def test_files_of_secrets_are_those_that_each_service_is_given() -> None:
    for service in yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"].values():
        files = {value for value in service["environment"].values() if str(value).startswith("/run/secrets/")}
        assert files == {f"/run/secrets/{name}" for name in service["secrets"]}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="this machine has no systemd to ask")
def test_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    unit = (ROOT / "nhacviec.service").read_text("utf-8")
    program = shutil.which("true") or "/bin/true"
    (tmp_path / "nhacviec.service").write_text(unit.replace("/opt/nhacviec/bin/nhacviec", program), "utf-8")
    line = ["systemd-analyze", "verify", "--man=no", str(tmp_path / "nhacviec.service")]
    done = subprocess.run(line, capture_output=True, encoding="utf-8", check=False)
    assert [said for said in done.stderr.splitlines() if "nhacviec.service" in said] == []


def test_version_is_told(nhacviec: Command) -> None:
    assert re.fullmatch(r"nhacviec \d+\.\d+\.\d+\n", nhacviec("--version").out)


def test_shell_is_told_how_to_complete_words(nhacviec: Command) -> None:
    completed = nhacviec("", _NHACVIEC_COMPLETE="complete_bash", COMP_WORDS="nhacviec back", COMP_CWORD="1")
    assert completed.out.split() == ["backup"]
