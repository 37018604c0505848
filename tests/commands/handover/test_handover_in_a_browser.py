"""The hand-over page as a browser shows it. Skipped where there is no Chromium."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from conftest import NOW, Run
from typed import needled, needling, symptoms

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER = next(filter(None, map(shutil.which, NAMES)), None)
pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(BROWSER is None, reason="there's no Chromium here"),
]
NOTE = "<script>document.title='run'</script><img src=http://example.org/x.png>"


@pytest.fixture
def page(run: Run, clock: time_machine.Traveller, tmp_path: Path) -> Path:
    """The page of a home with two sessions a month, a hostile note and one check of level 2."""
    assert clock
    file = tmp_path / "page.html"
    for day in ("2026-08-26", "2026-09-11", "2026-09-25", "2026-10-10", "2026-10-25"):
        run(*needled(areas="cheeks,forehead"), "--at", f"{day} 20:00", "--reaction", "expected")
    run(*needled(), "--at", "2026-11-18 20:00", "--note", NOTE)
    run(*symptoms(symptoms="pustules", symptoms__pustules__count="12"))
    assert run("handover", "--output", str(file)).status == 0
    return file


def browsed(page: Path, tmp_path: Path, *options: str) -> str:
    command = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
               f"--user-data-dir={tmp_path / 'browser'}", *options, page.as_uri()]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_browser_shows_the_whole_page_and_runs_nothing_of_it(page: Path, tmp_path: Path) -> None:
    shown = browsed(page, tmp_path, "--dump-dom")
    assert "<title>Home skin treatment: a page for a professional</title>" in shown
    assert "&lt;script&gt;document.title" in shown
    assert not re.search(r"<(script|img)", shown)
    assert shown.count("<svg") == 1
    assert shown.rstrip().endswith("</html>")


def sheets(page: Path, size: str, tmp_path: Path) -> int:
    """How many sheets of paper a page takes."""
    sheet = page.read_text(encoding="utf-8").replace("@page {", f"@page {{ size: {size};", 1)
    page.write_text(sheet, encoding="utf-8")
    paper = tmp_path / "page.pdf"
    browsed(page, tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    return len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes()))


@pytest.mark.parametrize("size", ["A4", "letter"])
def test_a_session_and_three_checks_fit_on_one_sheet(
    run: Run, clock: time_machine.Traveller, tmp_path: Path, size: str
) -> None:
    run("plan", *needling(conditions="dark_skin", medicines="retinol", **{"days_since.retinol": "12"}))
    run(
        *needled(areas="cheeks,chin"), "--note", "Pressed harder on the left cheek.", "--reaction", "expected"
    )
    course = ((13, "mild", "new"), (24, "moderate", "stable"), (37, "severe", "worsening"))
    for hours, severity, trend in course:
        clock.move_to(NOW + timedelta(hours=hours), tick=False)
        details = {"severity": severity, "trend": trend, "hours": str(hours), "area": "cheeks"}
        signs = {f"symptoms__redness__{name}": word for name, word in details.items()}
        signs |= {f"symptoms__pustules__{name}": word for name, word in details.items()}
        run(*symptoms(symptoms="redness,pustules", hours_since_session=str(hours), **signs))
    file = tmp_path / "page.html"
    assert run("handover", "--output", str(file)).status == 0
    assert "1 session, 3 checks of symptoms" in file.read_text(encoding="utf-8")
    assert sheets(file, size, tmp_path) == 1


def test_two_sessions_a_month_and_a_check_fit_on_one_sheet_of_a4(page: Path, tmp_path: Path) -> None:
    assert sheets(page, "A4", tmp_path) == 1


def test_it_is_light_or_dark_as_the_person_likes_it(page: Path, tmp_path: Path) -> None:
    pictures = {}
    for name, scheme in (("light", 1), ("dark", 0)):
        picture = tmp_path / f"{name}.png"
        browsed(page, tmp_path, f"--blink-settings=preferredColorScheme={scheme}",
                "--window-size=900,1200", f"--screenshot={picture}")  # fmt: skip
        pictures[name] = picture.read_bytes()
        assert pictures[name].startswith(b"\x89PNG")
        assert len(pictures[name]) > 20_000
    assert pictures["light"] != pictures["dark"]
