"""Leaving: what signing out and wiping forget, what they leave, and that both servers stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.app.leaving import remove_files
from desktop.app.standing import State, stand
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.record import Side
from desktop.store.accounts import Account
from desktop.store.lock import ProfileLock
from tests.behaviour.connections import MAILBOX, SALESFORCE
from tests.unit.app.bureau import Bureau


@pytest.fixture
def synced(bureau: Bureau) -> Bureau:
    """A profile after a first sync."""
    bureau.program.connect_salesforce(SALESFORCE)
    bureau.program.connect_exchange(MAILBOX)
    bureau.new_in_salesforce("Ada", "Lovelace")
    bureau.program.sync(yes=True)
    return bureau


@pytest.mark.parametrize("side", list(Side))
def test_signing_out_forgets_the_secret_of_that_side_alone_and_keeps_the_pairs(synced: Bureau, side: Side) -> None:
    account = synced.program.sign_out(side)
    assert account.side is side
    assert account.id not in synced.connections.kept
    assert len(synced.connections.kept) == 1
    assert len(synced.program.queries.records()) == 1
    assert {known.side for known in synced.program.queries.status().accounts} == set(Side)


def test_signed_out_is_shown_at_once_with_what_to_do(synced: Bureau) -> None:
    synced.program.sign_out(Side.MAILBOX)
    facts = synced.program.queries.facts()
    assert stand(facts, synced.clock.now(), None, "").state is State.SIGNED_OUT
    assert facts.fault == (
        "You signed out of the mailbox; nothing is synced until you sign in again. Sign in to the mailbox again."
    )


def test_signing_in_again_goes_on_where_it_was(synced: Bureau) -> None:
    synced.program.sign_out(Side.CRM)
    synced.program.connect_salesforce(SALESFORCE)
    report = synced.program.sync()
    assert (report.verdict, report.fault) == ("clean", None)
    assert synced.copies() == ["Lovelace"]


def test_a_side_that_is_not_connected_cannot_be_signed_out(bureau: Bureau) -> None:
    with pytest.raises(PortFault, match="not connected to a mailbox"):
        bureau.program.sign_out(Side.MAILBOX)


def test_nothing_is_forgotten_while_another_process_syncs(synced: Bureau) -> None:
    """It could renew a token and keep it after we have forgotten the old one."""
    with ProfileLock(synced.profile / "lock"):
        for leave in (lambda: synced.program.sign_out(Side.CRM), synced.program.wipe):
            with pytest.raises(PortFault, match="Another sync is at work"):
                leave()
    assert len(synced.connections.kept) == 2
    assert synced.program.queries.records()


def test_wiping_forgets_every_secret_and_leaves_no_file(synced: Bureau) -> None:
    synced.program.wipe()
    assert synced.program.wiped
    assert synced.connections.kept == {}
    assert not synced.profile.exists()
    assert synced.copies() == ["Lovelace"], "the mailbox is as it was"
    assert len(synced.crm.contacts()) == 1, "and so is Salesforce"


def test_when_a_secret_cannot_be_forgotten_nothing_is_wiped(synced: Bureau) -> None:
    def locked(account: Account) -> None:
        raise PortFault(Fault(FaultClass.ENVIRONMENT, "keychain", "The keychain is locked.", "Unlock it."))

    synced.connections.sign_out = locked  # type: ignore[method-assign]
    with pytest.raises(PortFault, match="keychain is locked"):
        synced.program.wipe()
    assert not synced.program.wiped
    assert len(synced.program.queries.records()) == 1


def test_a_wiped_profile_can_be_used_anew(synced: Bureau) -> None:
    synced.program.wipe()
    synced.restart()
    assert synced.program.queries.status().accounts == ()


OURS = [
    "mirror.db", "mirror.db-wal", "mirror.db-shm", "mirror-damaged-1.db", "mirror-damaged-1.db-wal",
    "mirror-version-2.db", "credentials.json", ".credentials.json.1a2b", "desktop.log", "desktop.log.4", "crash.log",
    "windows.ini", "lock", "salesforce-sign-in.lock", "servers.lock", "instance.lock", "instance.json",
    "instance.socket", ".instance.json.1a2b",
]  # fmt: skip


def fill(folder: Path) -> None:
    """Every file that the program may leave in a profile."""
    folder.mkdir(parents=True)
    for name in OURS:
        (folder / name).write_text("x")


def test_every_file_of_ours_is_deleted_and_the_empty_folder_too(tmp_path: Path) -> None:
    fill(tmp_path / "profile")
    remove_files(tmp_path / "profile")
    assert list(tmp_path.iterdir()) == []


def test_the_trial_goes_with_the_profile(tmp_path: Path) -> None:
    fill(tmp_path / "profile")
    fill(tmp_path / "profile" / "sandbox")
    (tmp_path / "profile" / "sandbox" / "servers").mkdir()
    (tmp_path / "profile" / "sandbox" / "servers" / "state.json").write_text("{}")
    remove_files(tmp_path / "profile")
    assert list(tmp_path.iterdir()) == []


def test_files_of_others_stay(tmp_path: Path) -> None:
    """A person may have chosen a folder that holds other things."""
    fill(tmp_path / "profile")
    foreign = ["poetry.lock", "mirror.dbx", "notes.txt", "sandbox/castle.txt", "servers/list.txt"]
    for name in foreign:
        (tmp_path / "profile" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "profile" / name).write_text("theirs")
    (tmp_path / "profile" / "servers.lock").unlink()
    remove_files(tmp_path / "profile")
    left = {path.relative_to(tmp_path / "profile").as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert left == set(foreign)


def test_what_a_running_program_is_found_by_stays_until_it_ends(tmp_path: Path) -> None:
    fill(tmp_path / "profile")
    remove_files(tmp_path / "profile", but_instance=True)
    left = {path.name for path in (tmp_path / "profile").iterdir()}
    assert left == {"instance.lock", "instance.json", "instance.socket", ".instance.json.1a2b"} - {
        ".instance.json.1a2b"
    }


def test_a_file_that_is_in_use_is_emptied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to delete a file that is open."""
    (tmp_path / "desktop.log").write_text("what happened")

    def refused(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "The process cannot access the file", str(self))

    monkeypatch.setattr(Path, "unlink", refused)
    remove_files(tmp_path)
    assert (tmp_path / "desktop.log").read_text() == ""


def test_a_profile_that_is_not_there_is_fine(tmp_path: Path) -> None:
    remove_files(tmp_path / "none")
