"""The demonstration, as a newcomer runs it: it ends by itself, agrees, and names what happened.

Laws: L1.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _demo(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop", "demo", *words],
        cwd=ROOT,
        env={"PATH": "", "HOME": str(folder), "TMPDIR": str(folder), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_demonstration_tells_what_happened_and_both_servers_agree(tmp_path: Path) -> None:
    done = _demo("--headless", folder=tmp_path)
    text = " ".join(done.stdout.split())
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    for told in (
        "12 new in Outlook",
        "1 linked by their e-mail address",
        "Anna Müller: in Salesforce the mobile phone is now",
        "Anna Müller: in Outlook the job title is now “Head of Quality”",
        "Chloé Lefèvre: the job title was changed on both sides.",
        "Marisol Vega: new in Salesforce.",
        "Bartholomew: The last name is missing",
        "Alice Whitaker: deleted in Salesforce, so the copy in Outlook was deleted too.",
        "James O'Neill was deleted in Outlook.",
        "James O'Neill: deleted in Salesforce too, as you decided.",
        "James O'Neill: back in Salesforce.",
        "F. Dubois: merged into another contact in Salesforce",
        "Rhys MacLeod: not synced any more",
        "wrote nothing and cost 1 Salesforce call and 2 Exchange requests.",
        "24 personal contacts are untouched to the last byte.",
    ):
        assert told in text, told
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert list(tmp_path.iterdir()) == []
