"""What must hold wherever the library runs: threads, zips, no network, no traces on the disk."""

from __future__ import annotations

import json
import socket
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import CompletedProcess
from typing import TYPE_CHECKING

import attrs
import cattrs
import importlib_resources
import pytest
import pytest_socket

if TYPE_CHECKING:
    import semaxref as sx

Python = Callable[..., CompletedProcess[str]]

PROCESSES = 20
THREADS = 16
# Every thread asks everything, each starting at another question, so that whatever is first
# read, indexed or imported is first asked for by several of them at once. Answers go out as
# text: an order taken from a set would show, as each process hashes texts differently.
QUESTIONS = """
import json, sys, threading
import semaxref as sx

day = "2026-11-23"
questions = [
    lambda: repr(sx.get("semax").mechanisms),
    lambda: str(sx.resolve("Семакс")),
    lambda: str(sx.legal_status("semax", "US", on=day)),
    lambda: str(sx.compare("semax", "noopept", "piracetam", on=day)),
    lambda: sx.get("Ноопепт").name,
    lambda: str(sx.legal_status("noopept", "New Zealand", on="2015-08-13")),
    lambda: str(sx.indications("semax", jurisdiction="RU", standing="labelled", on=day)),
    lambda: str(sx.mechanisms(target="BDNF")),
    lambda: str(sx.standing("piracetam", "I63", "GB", on=day)),
    lambda: sx.condition("инсульт").id,
    lambda: str(sx.legal_changes("piracetam", jurisdiction="US-NY", until=day)),
    lambda: repr(sx.sources("semax").ids),
    lambda: str(sx.record("noopept.legal.us.unscheduled.possess")),
    lambda: repr(sx.compounds(route="oral", use_case="cognitive")),
    lambda: f"{sx.data_version} {sx.cite()}",
    lambda: str(sx.findings("piracetam", kind="kinetic")),
]
threads = int(sys.argv[1])
barrier = threading.Barrier(threads)
answers = [[None] * len(questions) for _ in range(threads)]
compounds = [None] * threads
faults = []

def ask(own):
    barrier.wait()
    try:
        for step in range(len(questions)):
            number = (own + step) % len(questions)
            answers[own][number] = questions[number]()
        compounds[own] = sx.get("semax")
    except BaseException as error:
        faults.append(repr(error))

sys.setswitchinterval(1e-5)  # many switches: each is a chance to meet a thing half built
asking = [threading.Thread(target=ask, args=(own,)) for own in range(threads)]
for each in asking:
    each.start()
for each in asking:
    each.join()
same = all(each is compounds[0] for each in compounds)
distinct = sorted({json.dumps(each) for each in answers})
print(json.dumps([faults, same, distinct]))
"""


def asked_by(threads: int, python: Python) -> tuple[list[str], bool, list[str]]:
    """What threads of a fresh process were told: errors, whether of one compound, and answers."""
    done = python("-c", QUESTIONS, str(threads))
    assert done.returncode == 0, done.stderr
    faults, same, answers = json.loads(done.stdout)
    return faults, same, answers


def test_first_use_from_many_threads_is_right(fresh_python: Python) -> None:
    """A server whose first requests come all at once tells each of them the same and the truth."""
    faults, _, alone = asked_by(1, fresh_python)
    assert not faults
    assert len(alone) == 1
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda _: asked_by(THREADS, fresh_python), range(PROCESSES)))
    for faults, same, answers in runs:
        assert not faults
        assert same, "two threads hold different objects for one compound"
        assert answers == alone


def test_it_works_from_a_zip(
    fresh_python: Python, package: Path, tmp_path: Path, catalogue: sx.Catalogue
) -> None:
    """A zipped application carries the library and its data with it."""
    zipped = tmp_path / "application.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        for file in sorted(package.rglob("*")):
            if file.is_file() and file.suffix in {".py", ".json", ".typed"}:
                archive.write(file, file.relative_to(package.parent))
    homes = {
        str(Path(module.__file__ or "").parent.parent)
        for module in (attrs, cattrs, importlib_resources)
    }
    # -I and -S: neither the folder of the project nor an installed copy may stand in for it.
    done = fresh_python(
        "-I",
        "-S",
        "-c",
        "import json, sys\n"
        "sys.path[:0] = [sys.argv[1]]\n"
        "sys.path += sys.argv[2:]\n"
        "import semaxref as sx\n"
        "assert sx.__file__.startswith(sys.argv[1]), sx.__file__\n"
        "told = [\n"
        "    sx.get('Семакс').id,\n"
        "    str(sx.resolve('80714-61-0')),\n"
        "    str(sx.legal_status('semax', 'US', on='2026-11-23')),\n"
        "    str(sx.compare('semax', 'noopept', on='2026-11-23')),\n"
        "]\n"
        "sx.load()\n"
        "print(json.dumps([*told, len(sx.sources()), list(sx.Catalogue.lint())]))",
        str(zipped),
        *sorted(homes),
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [
        "semax",
        str(catalogue.resolve("80714-61-0")),
        str(catalogue.legal_status("semax", "US", on="2026-11-23")),
        str(catalogue.compare("semax", "noopept", on="2026-11-23")),
        len(catalogue.sources()),
        [],
    ]


def test_sockets_are_blocked_in_this_suite() -> None:
    """No test can pass because the network happened to be there."""
    with (
        pytest.warns(UserWarning, match="socket"),
        pytest.raises(pytest_socket.SocketBlockedError),
    ):
        socket.socket()


WATCHED = """
import os, sys
import semaxref as sx

seen = []
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
TOUCHING = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate", "os.chmod",
            "os.utime", "os.link", "os.symlink", "shutil.", "tempfile.", "sqlite3.connect")
STARTING = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork")

def watch(event, given):
    if event.startswith(("socket.", "urllib.", "http.client.", "ftplib.", "smtplib.")):
        raise RuntimeError(f"reached for the network: {event} {given}")
    if event.startswith((*TOUCHING, *STARTING)):
        raise RuntimeError(f"left the path: {event} {given}")
    if event == "open":
        seen.append(str(given[0]))
        if given[2] & WRITING:
            raise RuntimeError(f"opened for writing: {given}")

sys.addaudithook(watch)
sx.load()
day = "2026-11-23"
assert str(sx.compare("semax", "noopept", "piracetam", on=day))
assert str(sx.legal_status("semax", "US-NY", on=day))
assert sx.indications("semax", use_case="инсульт", jurisdiction="RU", standing="labelled", on=day)
assert sx.legal_changes("semax", until=day)
assert sx.Catalogue.lint() == ()
try:
    sx.get("semx")
except sx.CompoundNotFound:
    pass
assert any(path.endswith("sources.json") for path in seen), "the watch does not see our files"
"""


def test_a_whole_session_makes_no_socket_and_no_file(fresh_python: Python) -> None:
    """It runs in a sealed room: no network, no cache, no other program, a read-only disk."""
    done = fresh_python("-B", "-c", WATCHED)  # -B: byte code is Python's to write, not ours
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("deed", "message"),
    [
        ("import socket; socket.socket()", "network"),
        ("open(sys.argv[1], 'w')", "for writing"),
        ("os.mkdir(sys.argv[1])", "left the path"),
        ("os.system('')", "left the path"),
    ],
)
def test_the_watch_would_see_it(
    fresh_python: Python, tmp_path: Path, deed: str, message: str
) -> None:
    """The test above could fail: what it watches for is seen when it happens."""
    done = fresh_python("-B", "-c", f"{WATCHED}\n{deed}", str(tmp_path / "trace"))
    assert done.returncode == 1
    assert message in done.stderr.splitlines()[-1]
    assert not list(tmp_path.iterdir())
