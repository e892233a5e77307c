"""Reading a workbook in a process of its own, which gets so much memory and time and no more.

How much a workbook takes is not known before it has been read, and the library that reads it asks
nobody. So it is read where nothing else is: what goes wrong there ends that process, and the person
gets a message.
"""

import json
import resource
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from webapp.spreadsheets import workbook
from webapp.spreadsheets.grid import BadSheet, Grid

MAX_MEMORY_BYTES = 1_000_000_000
MAX_CPU_SECONDS = 60
MAX_SECONDS = 180
"""On the clock, however busy the machine is."""
WORKBOOKS = ThreadPoolExecutor(max_workers=1, thread_name_prefix="workbook")
"""The server reads one workbook at a time: who sends one meanwhile waits, and nobody else does."""

# -P: nothing is imported from the folder that the program happens to be started in.
_COMMAND = (sys.executable, "-P", "-m", "webapp.spreadsheets.worker")
_STOP_CHECK_SECONDS = 0.2
_TOO_MUCH_MEMORY = 3
_TOO_DEMANDING = (
    "Reading it takes more memory or time than a workbook may: 1 GB, or a minute. Copy the rows"
    " into a"
    " new workbook, as values only, or save the sheet as CSV, and upload that."
)


class Stopped(Exception):
    """The person who sent the workbook does not wait for it any more."""


def read(content: bytes, stop: threading.Event | None = None) -> Grid:
    """What sheet_book reads, read in another process. Raises BadSheet, and Stopped soon after stop
    is set.
    """
    if stop and stop.is_set():
        raise Stopped
    reader = subprocess.Popen(
        _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with reader:
        try:
            answer = _answer(reader, content, stop)
        finally:
            reader.kill()
    if reader.returncode != 0:
        raise BadSheet(_TOO_DEMANDING)
    about, *rows = (json.loads(line) for line in answer.splitlines())
    if "refused" in about:
        raise BadSheet(about["refused"])
    merged = [(first, last, column) for first, last, column in about["merged"]]
    return Grid([(number, texts) for number, texts in rows], about["notes"], merged)


def _answer(reader: subprocess.Popen[bytes], content: bytes, stop: threading.Event | None) -> bytes:
    """All that the reader says; somebody else looks whether it is still waited for, and kills it if
    not.
    """
    ended = threading.Event()

    def watch() -> None:
        until = time.monotonic() + MAX_SECONDS
        while not ended.wait(_STOP_CHECK_SECONDS):
            if time.monotonic() > until or (stop and stop.is_set()):
                reader.kill()
                return

    watcher = threading.Thread(target=watch, name="workbook-watcher")
    watcher.start()
    try:
        answer = reader.communicate(content)[0]
    finally:
        ended.set()
        watcher.join()
    if stop and stop.is_set():
        raise Stopped
    return answer


def main() -> None:
    """Read the workbook on standard input; write what is in it to standard output, a line of JSON a
    row.

    The first line holds the notes and merged cells, or why it was refused.
    """
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, MAX_CPU_SECONDS)
    # Linux keeps to it. macOS does not: there the sizes and counts hold that are looked at before.
    _limit(resource.RLIMIT_AS, MAX_MEMORY_BYTES)
    try:
        try:
            read = workbook.read(sys.stdin.buffer.read())
            lines = [{"notes": read.notes, "merged": read.merged}, *read.rows]
        except BadSheet as problem:
            lines = [{"refused": str(problem)}]
        for line in lines:
            sys.stdout.buffer.write(json.dumps(line).encode() + b"\n")
        sys.stdout.flush()
    except MemoryError:
        sys.exit(_TOO_MUCH_MEMORY)


def _limit(kind: int, most: int) -> None:
    # Where a service manager forbids it, the service's own limits hold.
    with suppress(OSError, ValueError):
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()
