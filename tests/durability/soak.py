"""Eight people at work, and the server killed at random moments, again and again.

python -m tests.durability.soak KILLS FOLDER [SEED]
"""

import random
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

from click.testing import CliRunner

from tests.durability.people import Person
from tests.real_server import Server
from webapp.accounts import store
from webapp.cli import main
from webapp.database import connection as db
from webapp.demo import results as store_demonstration
from webapp.entries.options import store as entries

SECRET = "soaked to the skin"
PEOPLE = 8
SHORTEST, LONGEST = 0.05, 2.5
"""seconds of work before a kill"""
UNHURRIED = 120
"""seconds until it answers, beside others' work"""


class Soak:
    """One file, one server, eight people; figures counts what has happened."""

    def __init__(self, server: Server, seed: int) -> None:
        self.server = server
        self.chance = random.Random(seed)
        self.figures = {"kills": 0, "confirmations": 0, "facts asked": 0, "left open": 0}
        with closing(db.connect(server.file)) as one:
            for number in range(PEOPLE):
                assert not store.add_person(
                    one, f"p{number}@soak.example", f"Person {number}", "entries", SECRET
                )
            fresh = [
                row[0]
                for row in one.execute(
                    "select candidate_id from candidates where archived_at is null and"
                    " candidate_id not in"
                    " (select candidate_id from entries union select candidate_id from awards)"
                )
            ]
            packages = [row[0] for row in one.execute("select package_id from packages")]
        self.people = [
            Person(number, server.address, fresh[number::PEOPLE], packages, seed)
            for number in range(PEOPLE)
        ]

    def sign_in(self) -> None:
        for one in self.people:
            one.sign_in(f"p{one.number}@soak.example", SECRET)

    def work_and_kill(self) -> None:
        """Let them work, kill the server amidst, start it again and look whether all is there.

        Raises AssertionError when something confirmed is gone, or anything stands half.
        """
        stop = Event()
        with ThreadPoolExecutor(PEOPLE) as pool:
            at_work = [pool.submit(one.work, stop) for one in self.people]
            time.sleep(self.chance.uniform(SHORTEST, LONGEST))
            self.server.kill()
            stop.set()
        for one in at_work:
            one.result()
        self.figures["kills"] += 1
        self.server.start()
        wrong = list(self._settle())
        assert not wrong, "\n".join(wrong)
        for one in self.people:
            one.come_back()

    def _settle(self) -> Iterator[str]:
        with closing(db.connect(self.server.file)) as one:
            for person in self.people:
                self.figures["left open"] += sum(
                    len(values) > 1 for values in person.ledger.facts.values()
                )
                yield from person.ledger.settle(one)
                self.figures["facts asked"] += len(person.ledger.facts)
                person.look_again(lambda draft_id: entries.submitted_as(one, draft_id))
        self.figures["confirmations"] = sum(one.ledger.confirmed for one in self.people)
        checked = CliRunner().invoke(main, ["check", "--db", str(self.server.file)])
        if checked.exit_code:
            yield checked.output

    def deeds(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for one in self.people:
            for deed, times in one.deeds.items():
                found[deed] = found.get(deed, 0) + times
        return found


def soak(kills: int, folder: Path, seed: int) -> None:
    file = folder / "soak.db"
    with closing(db.connect(file)) as one:
        store_demonstration.build(one, db.today())
    server = Server(file, folder)
    server.patience = UNHURRIED
    begun = time.monotonic()
    whole = Soak(server.start(), seed)
    try:
        whole.sign_in()
        for number in range(kills):
            whole.work_and_kill()
            if number % 10 == 9 or number == kills - 1:
                minutes = (time.monotonic() - begun) / 60
                print(f"{minutes:.1f} minutes: {whole.figures}, {whole.deeds()}", flush=True)
    finally:
        server.kill()


if __name__ == "__main__":
    soak(
        int(sys.argv[1]),
        Path(sys.argv[2]),
        int(sys.argv[3]) if len(sys.argv) > 3 else int(time.time()),
    )
