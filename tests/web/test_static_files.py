"""What stands beside the browser's files, and is not for browsers, is not sent."""

from pathlib import Path

import pytest

from tests.page import Browser
from webapp.support import guide
from webapp.web import assets

FOR_BROWSERS = {".css", ".js", ".png", ".svg", ".LICENSE"}
FOLDERS = (assets.STATIC, guide.FOLDER)
PATHS = sorted(
    (path.relative_to(folder).as_posix(), path.suffix in FOR_BROWSERS)
    for folder in FOLDERS
    for path in folder.rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
)


def test_there_is_something_of_both_kinds() -> None:
    sent = [name for name, is_sent in PATHS if is_sent]
    kept = [name for name, is_sent in PATHS if not is_sent]
    assert "css/kit.css" in sent
    assert any(name.startswith("pictures/") for name in sent)
    assert {"walk.py", "accounts.md", "vendor/CHECKSUMS"} <= set(kept)


@pytest.mark.parametrize(("name", "is_sent"), PATHS)
def test_only_what_browsers_show_or_run_is_sent(
    stranger: Browser, name: str, is_sent: bool
) -> None:
    assert stranger.client.get(f"/static/{name}").status_code == (200 if is_sent else 404)


@pytest.mark.parametrize("name", [".DS_Store", "kit.css~", "kit.css.bak", ".kit.css.swp", ".env"])
def test_what_an_editor_or_a_system_leaves_behind_is_not_sent(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("left behind")
    (tmp_path / "kit.css").write_text("kept")
    assert list(assets.files_in(tmp_path)) == ["/kit.css"]
