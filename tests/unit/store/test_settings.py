"""Settings and the memory of the ends."""

from __future__ import annotations

import pytest

from desktop.store.database import Database
from desktop.store.settings import Memory, Settings


def test_settings_keep_their_type_and_have_defaults(database: Database) -> None:
    settings = Settings(database)
    settings.put("scope", "all")
    settings.put("days", 90)
    settings.put("ask", False)
    assert (settings.text("scope"), settings.number("days"), settings.flag("ask", True)) == ("all", 90, False)
    assert (settings.text("x", "d"), settings.number("x", 5), settings.flag("x", True)) == ("d", 5, True)
    settings.put("scope", None)
    assert settings.text("scope", "mine") == "mine"


def test_a_setting_of_another_type_is_an_error(database: Database) -> None:
    settings = Settings(database)
    settings.put("text", "x")
    settings.put("flag", True)
    with pytest.raises(ValueError, match="not a number"):
        settings.number("text")
    with pytest.raises(ValueError, match="not a number"):
        settings.number("flag")
    with pytest.raises(ValueError, match="not a text"):
        settings.text("flag")
    with pytest.raises(ValueError, match="neither true nor false"):
        settings.flag("text")


def test_a_write_joins_the_open_transaction(database: Database) -> None:
    with pytest.raises(KeyError), database.transaction():
        Settings(database).put("a", 1)
        Memory(database).put("b", "2")
        raise KeyError
    assert Settings(database).number("a") == 0
    assert Memory(database).get("b") is None


def test_memory_keeps_texts_with_their_day(database: Database) -> None:
    memory = Memory(database)
    memory.put("folder", "AAA=")
    memory.put("setup", "done", "2026-01-02")
    assert (memory.get("folder"), memory.day("folder")) == ("AAA=", "")
    assert (memory.get("setup"), memory.day("setup")) == ("done", "2026-01-02")
    assert (memory.get("nothing"), memory.day("nothing")) == (None, "")


def test_remembering_the_same_again_costs_no_commit(database: Database) -> None:
    memory = Memory(database)
    for text in ("1", "1", "2"):
        memory.put("version", text)
    assert database.commits == 2


def test_namespaces_do_not_see_each_other(database: Database) -> None:
    one, other = Memory(database, "one/"), Memory(database, "other/")
    for memory in (one, other):
        memory.put("describe/Contact", "x")
        memory.put("version", "x")
    one.forget("describe/")
    assert (one.get("describe/Contact"), one.get("version"), other.get("describe/Contact")) == (None, "x", "x")
    one.forget()
    assert (one.get("version"), other.get("version")) == (None, "x")
