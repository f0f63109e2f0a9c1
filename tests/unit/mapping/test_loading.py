"""Loading a map: every mistake is told with the file, the place and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.record import Kind, Side
from desktop.mapping.lens import KindMap
from desktop.mapping.spec import MapError, read

HEAD = 'kind = "contact"\nrevision = 7\n'
ROW = '[[field]]\nname = "nick"\nlabel = "Nickname"\nform = "line"\ncrm = "Nick__c"\nmailbox = "NickName"\n'
BLOCK = '[[block]]\nname = "home"\nlabel = "Home address"\n'
DERIVED = '[[derived]]\nside = "mailbox"\ntarget = "DisplayName"\nparts = ["nick"]\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "own.toml"


def test_a_map_of_one_row_is_read_with_what_is_left_out(file: Path) -> None:
    file.write_text(HEAD + ROW + DERIVED, "utf-8")
    spec = read(file)
    (row,), (derived,) = spec.rows, spec.derived
    assert (spec.kind, spec.revision) == (Kind.CONTACT, 7)
    assert (row.path(Side.CRM), row.path(Side.MAILBOX)) == ("Nick__c", "NickName")
    assert (row.key, row.required, row.flows) == ("", None, frozenset(Side))
    assert (derived.side, derived.target, derived.parts) == (Side.MAILBOX, "DisplayName", ("nick",))


@pytest.mark.parametrize(
    ("line", "flows"), [("up", {Side.CRM}), ("down", {Side.MAILBOX}), ("both", {Side.CRM, Side.MAILBOX})]
)
def test_a_row_says_which_way_it_flows(file: Path, line: str, flows: set[Side]) -> None:
    file.write_text(f'{HEAD}{ROW}flows = "{line}"\nrequired = "crm"\n', "utf-8")
    (row,) = read(file).rows
    assert set(row.flows) == flows and row.required is Side.CRM


def test_a_map_without_natural_keys_titles_and_matches_by_nothing(file: Path) -> None:
    file.write_text(HEAD + ROW, "utf-8")
    kind_map = KindMap(read(file))
    assert kind_map.title({"nick": "Countess"}) == "(no name)"
    assert kind_map.keys({"nick": "Countess"}).email == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kind = ", "own.toml is no field map"),
        (ROW, "It needs kind, revision and [[field]] rows."),
        ('kind = "opera"\nrevision = 1\n' + ROW, "own.toml is no field map ('opera'"),
        (HEAD, "It needs kind, revision and [[field]] rows."),
        (HEAD + "field = 3\n", "It needs kind, revision and [[field]] rows."),
        (HEAD + "field = [3]\n", "It needs kind, revision and [[field]] rows."),
        (HEAD + ROW + "[derived]\nside = 1\n", "It needs kind, revision and [[field]] rows."),
        (HEAD.replace("7", '"seven"') + ROW, "own.toml is no field map"),
        (HEAD + "[[field]]\nlabel = 'x'\n", "own.toml, field 1 (without a name): name, form, crm, mailbox must be"),
        (HEAD + ROW.replace('"NickName"', '""'), "own.toml, field 1 (nick): mailbox must be given as text."),
        (HEAD + ROW.replace('"NickName"', "3"), "own.toml, field 1 (nick): mailbox must be given as text."),
        (
            HEAD + ROW + 'colour = "red"\n',
            "own.toml, field 1 (nick): colour is not known here. Use block, crm, flows,",
        ),
        (
            HEAD + ROW.replace('"line"', '"poem"'),
            "form is 'poem'. Use one of line, block, notes, phone, set, email, day",
        ),
        (HEAD + ROW + 'key = "shoe"\n', "key is 'shoe'. Use one of email, first_name, last_name, company."),
        (HEAD + ROW + 'flows = "round"\n', "flows is 'round'. Use one of both, up, down."),
        (HEAD + ROW + 'flows = ["up"]\n', "flows is ['up']. Use one of both, up, down."),
        (HEAD + ROW + 'required = "moon"\n', "required is 'moon'. Use one of crm, mailbox."),
        (HEAD + ROW + ROW, "own.toml: two rows have the name 'nick'. Keep one of them."),
        (HEAD + ROW + ROW.replace("nick", "two"), "two rows have the crm 'Nick__c'. Keep one of them."),
        (
            HEAD + ROW + ROW.replace("nick", "two").replace("Nick__c", "Two__c"),
            "two rows have the mailbox 'NickName'. Keep one of them.",
        ),
        (
            HEAD
            + "".join(ROW.replace("ick", f"ick{n}").replace("NickName", f"N{n}") + 'key = "email"\n' for n in "12"),
            "two rows have the key 'email'. Keep one of them.",
        ),
        (HEAD + ROW + 'block = "home"\n', "own.toml: fields are parts of home. Add a [[block]] with that name."),
        (HEAD + ROW + "[[block]]\nname = 'home'\n", "own.toml: a [[block]] row needs name and label"),
        (HEAD + ROW + BLOCK + BLOCK, "own.toml: the name home is given twice. A block needs one of its own."),
        (HEAD + ROW + BLOCK.replace("home", "nick"), "own.toml: the name nick is given twice."),
        (HEAD + ROW + "[[derived]]\n", "own.toml: a [[derived]] row needs side, target and parts"),
        (HEAD + ROW + DERIVED.replace("mailbox", "moon"), "a [[derived]] row needs side, target and parts ('moon'"),
        (HEAD + ROW + DERIVED.replace('["nick"]', "3"), "a [[derived]] row needs side, target and parts"),
        (HEAD + ROW + DERIVED.replace("nick", "ghost"), "own.toml: DisplayName is made of ghost, which no row has."),
        (HEAD + ROW + DERIVED.replace("DisplayName", "NickName"), "own.toml: NickName is a row's own field already."),
    ],
)
def test_a_mistake_is_told_with_its_place(file: Path, text: str, told: str) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(MapError) as caught:
        read(file)
    assert told in str(caught.value)


def test_a_file_that_is_no_text_or_not_there_is_told(file: Path) -> None:
    with pytest.raises(MapError, match=r"own\.toml cannot be read .* Install the program again\."):
        read(file)
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(MapError, match="is no field map"):
        read(file)
