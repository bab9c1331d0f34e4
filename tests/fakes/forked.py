"""The process that lives commands in copies of itself; `tests.fakes.forking` starts it and speaks to it."""

import json
import os
import pkgutil
import socket
import struct
import sys
from collections.abc import Mapping
from importlib import import_module

PACKAGES = ("bot", "jobs", "data")
RUNS_AT_IMPORT = "data.db.migrations"
CODE = struct.Struct("=i")
"""How an exit code comes back."""


def import_everything() -> None:
    """Import all of the product, so that copies need not."""
    for name in PACKAGES:
        for module in pkgutil.walk_packages(import_module(name).__path__, f"{name}."):
            if not module.name.startswith(RUNS_AT_IMPORT):
                import_module(module.name)


def _serve(door: socket.socket) -> None:
    """Fork for each command until the user is gone."""
    inherited = set(os.environ)
    import_everything()
    wanted_by_imports = {name: value for name, value in os.environ.items() if name not in inherited}
    while True:
        asked, handles, *_ = socket.recv_fds(door, 1, 4)
        if not asked:
            return
        if (child := os.fork()) == 0:
            door.close()
            _become(*handles, also=wanted_by_imports)
            return
        for handle in handles:
            os.close(handle)
        _, status = os.waitpid(child, 0)
        door.sendall(CODE.pack(os.waitstatus_to_exitcode(status)))


def _become(told: int, *standard: int, also: Mapping[str, str]) -> None:
    """Run a command as if this process had been started for it; ends the process."""
    with open(told, encoding="utf-8", errors="surrogateescape") as file:
        asked = json.load(file)
    for number, handle in enumerate(standard):
        os.dup2(handle, number)
        os.close(handle)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update({**also, **asked["environment"]})
    sys.argv = ["nhacviec", *asked["words"]]
    import_module("bot.cli").main()


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as given:
        _serve(given)
