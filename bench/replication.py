"""How far behind the second machine is: kills a loaded first one again and again.

    .venv/bin/python bench/replication.py FOLDER [ROUNDS]

Each round serves a demonstration centre in FOLDER, which must be new, on loopback, replicates it to
an S3-compatible store, kills server and Litestream at once, restores, and prints what was lost.
"""

import shutil
import sys
import time
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.conftest import CAST
from tests.page import Browser
from tests.replication import Replica, Store
from tests.server import Server
from tests.test_replication import FILE, PEOPLE, Outcome, Workers, outcome
from webapp import db
from webapp.results import store_demonstration


def one_round(folder: Path, template: Path, seconds: float) -> Outcome:
    """Work so long, kill, restore, count."""
    folder.mkdir()
    file = Path(shutil.copy(template, folder / FILE))
    store = Store(folder / "store.log")
    replica = Replica(folder, store, folder / "litestream.log").start()
    server = Server(file, folder).start()
    try:
        store.wait_for(f"{FILE}/0000/")
        people = []
        for _ in range(PEOPLE):
            client = httpx.Client(base_url=server.address, follow_redirects=True, trust_env=False)
            people.append(Browser(client))
            people[-1].sign_in(*CAST["entries"])
        workers = Workers(people)
        time.sleep(seconds)
        server.kill()
        replica.kill()
        killed_at = time.monotonic()
        workers.stop()
        replica.restore(FILE, folder / "restored")
        return outcome(workers, killed_at, folder / "restored")
    finally:
        server.kill()
        replica.kill()
        store.stop()


def rounds(folder: Path, count: int) -> None:
    folder.mkdir(parents=True)
    template = folder / "template"
    one = db.connect(template)
    store_demonstration.build(one, db.today())
    one.execute("pragma wal_checkpoint(truncate)")
    one.close()
    delays = []
    for number in range(count):
        # Never the same moment of Litestream's second.
        found = one_round(folder / str(number), template, 3 + number * 0.37)
        delays.append(found.oldest_lost)
        print(
            f"{number}: {found.confirmed} confirmed, {found.lost} of the last"
            f" {found.oldest_lost:.2f} s lost",
            flush=True,
        )
        shutil.rmtree(folder / str(number))
    delays.sort()
    print(f"delay: median {delays[len(delays) // 2]:.2f} s, longest {delays[-1]:.2f} s")


if __name__ == "__main__":
    rounds(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10)
