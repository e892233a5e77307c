"""Litestream's real binary, and an S3-compatible store on loopback, as deploy/ sets them up."""

import os
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.real_server import PATIENCE, Running, free_port

BESIDE = Path(sys.executable).parent
DEPLOY = Path(__file__).parent.parent / "deploy"
BUCKET = "backups"


class Store:
    """moto's S3 on a port of its own; it forgets everything when it is stopped."""

    def __init__(self, log: Path) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        with log.open("wb") as said:
            self.running = subprocess.Popen(
                [BESIDE / "moto_server", "-p", str(port)], stdout=said, stderr=said, env=plain()
            )
        until = time.monotonic() + PATIENCE
        while True:
            try:
                httpx.put(f"{self.address}/{BUCKET}", trust_env=False).raise_for_status()
                return
            except httpx.TransportError:
                assert time.monotonic() < until, log.read_text()
                time.sleep(0.05)

    def held(self) -> str:
        """The names of what it holds, one after the other."""
        return httpx.get(f"{self.address}/{BUCKET}", trust_env=False).text

    def wait_for(self, name: str) -> None:
        until = time.monotonic() + PATIENCE
        while name not in self.held():
            assert time.monotonic() < until, f"{name} never came:\n{self.held()}"
            time.sleep(0.1)

    def stop(self) -> None:
        self.running.kill()
        self.running.wait(PATIENCE)


class Replica(Running):
    """One folder and its copy in the store."""

    def __init__(self, folder: Path, store: Store, log: Path) -> None:
        self.folder, self.log = folder, log
        self.names = plain() | {
            "SINGLE_POINT_FOLDER": str(folder),
            "REPLICA_ENDPOINT": store.address,
            "REPLICA_REGION": "us-east-1",
            "REPLICA_BUCKET": BUCKET,
            "REPLICA_PATH": "single-point",
            "LITESTREAM_ACCESS_KEY_ID": "test",
            "LITESTREAM_SECRET_ACCESS_KEY": "test",
        }

    def start(self) -> "Replica":
        with self.log.open("ab") as said:
            self.running = subprocess.Popen(
                [*litestream("replicate", "litestream.yml")],
                stdout=said,
                stderr=said,
                env=self.names,
            )
        return self

    def restore(self, name: str, target: Path) -> None:
        """Fetch a file of the folder to another place, on a machine that has only the store."""
        done = subprocess.run(
            [
                *litestream("restore", "litestream-restore.yml"),
                "-integrity-check",
                "full",
                "-o",
                target,
                self.folder / name,
            ],
            env=self.names | {"FILE": name},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr


def litestream(command: str, configuration: str) -> tuple[Path | str, ...]:
    return BESIDE / "litestream", command, "-config", DEPLOY / configuration


def plain() -> dict[str, str]:
    """The environment without what would send Litestream elsewhere."""
    return {
        key: text
        for key, text in os.environ.items()
        if not key.startswith(("AWS_", "LITESTREAM_", "REPLICA_", "SINGLE_POINT_"))
    }
