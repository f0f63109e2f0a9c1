"""Work and events cross the threads in one direction each, and never more than the windows can take."""

from __future__ import annotations

import threading
import weakref
from functools import partial

import pytest
from PySide6.QtCore import QObject

from desktop.app.events import Broke, Changed, Progressed
from desktop.app.facade import Program
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.sync.context import Progress
from tests.windows.rig import Rig


def test_result_comes_back_in_the_window_thread(rig: Rig) -> None:
    got: list[object] = []
    rig.bridge.do(lambda program: program.where(), got.append)
    assert got == []
    rig.settle()
    assert got == ["the keychain of this test"]


def test_fault_goes_to_who_asked_and_otherwise_to_everybody(rig: Rig) -> None:
    faults: list[Fault] = []
    told: list[Fault] = []
    rig.bridge.broke.connect(told.append)

    def refused(_: object) -> None:
        raise PortFault(Fault(FaultClass.ENVIRONMENT, "disk-full", "The disk is full."))

    def broken(_: object) -> None:
        raise KeyError("x")

    rig.bridge.do(refused, failed=faults.append)
    rig.settle()
    assert ([fault.code for fault in faults], told) == (["disk-full"], [])
    rig.bridge.do(refused)
    rig.bridge.do(broken)
    rig.settle()
    assert [fault.code for fault in told] == ["disk-full", "bug"]


def test_nothing_is_called_for_an_owner_that_is_gone(rig: Rig) -> None:
    owner, got = QObject(), list[object]()
    rig.bench.stalled = True
    rig.bridge.do(lambda program: 1, got.append, owner=owner)
    owner.deleteLater()
    rig.settle()
    rig.bench.go()
    rig.settle()
    assert got == []


def test_work_that_is_done_holds_nothing_of_who_asked(rig: Rig) -> None:
    # A worker that is the last to hold a window destroys it in its own thread, which Qt does not survive.
    owner, got = QObject(), list[object]()
    known = weakref.ref(owner)
    done = rig.bridge.do(partial(_answer, owner), partial(_hear, got, owner), owner=owner)
    rig.settle()
    assert got == [1]
    del owner
    assert known() is None and done.done()


def _answer(asker: QObject, program: Program) -> int:
    return 1


def _hear(got: list[object], asker: QObject, answer: int) -> None:
    got.append(answer)


def test_ten_thousand_events_become_few_signals_with_the_last_word(rig: Rig) -> None:
    seen: list[Progress] = []
    changes: list[int] = []
    rig.bridge.progressed.connect(seen.append)
    rig.bridge.changed.connect(lambda: changes.append(1))

    def many() -> None:
        for number in range(10_000):
            rig.events.tell(Progressed(Progress("writing", number)))
            rig.events.tell(Changed())

    thread = threading.Thread(target=many)
    thread.start()
    thread.join()
    rig.settle()
    assert seen[-1].done == 9_999
    assert len(seen) <= 3
    assert len(changes) <= 3


def test_what_broke_is_never_swallowed_by_coalescing(rig: Rig) -> None:
    told: list[Fault] = []
    rig.bridge.broke.connect(told.append)
    for code in ("a", "b", "c"):
        rig.events.tell(Broke(Fault(FaultClass.ENVIRONMENT, code, "")))
    rig.settle()
    assert [fault.code for fault in told] == ["a", "b", "c"]


def test_missing_profile_is_a_fault_of_the_question(rig: Rig) -> None:
    from contextlib import ExitStack

    from desktop.app.queries import reader

    with ExitStack() as stack, pytest.raises(PortFault, match="no"):
        stack.enter_context(reader(rig.profile / "elsewhere"))
