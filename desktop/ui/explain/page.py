"""The page of one explanation: the reasons one below the other, the fields that they are about, and the history.

Exists as what the window shows of an item. It reads; it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtWidgets import QFrame, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from desktop.app.reads import Event, Explanation, biography
from desktop.core.record import Side
from desktop.core.values import ABSENT
from desktop.core.verdict import Reason
from desktop.ui import texts, theme, wording
from desktop.ui.widgets.labels import muted, plain, tint, title
from desktop.ui.widgets.table import Column, ListModel, view, wrap


@dataclass(frozen=True, slots=True)
class Row:
    """A field that a reason is about, as it stands on both sides and as it was agreed."""

    label: str
    crm: str
    mailbox: str
    agreed: str


class ExplanationPage(QWidget):
    """One item. `label` says what a person calls a field."""

    def __init__(self, label: Callable[[str], str]) -> None:
        super().__init__()
        self._label = label
        self.item: Explanation | None = None
        self.heading, self.ids = title(), muted()
        self.fields: ListModel[Row] = ListModel(self._field_columns(), self)
        self.history: ListModel[tuple[Event, str]] = ListModel(self._history_columns(), self)
        self.field_table = view(self.fields, self.tr("The fields that it is about"), stretch=(1, 2, 3))
        self.history_table = view(self.history, self.tr("What happened to it"), stretch=(1,))
        for table in (self.field_table, self.history_table):
            wrap(table)
        self.reasons = QScrollArea()
        self.reasons.setWidgetResizable(True)
        self.reasons.setFrameShape(QFrame.Shape.NoFrame)
        self.reasons.setAccessibleName(self.tr("Why"))
        self.tabs = QTabWidget()
        self.tabs.addTab(self.reasons, self.tr("&Why"))
        self.tabs.addTab(self.field_table, self.tr("&Fields"))
        self.tabs.addTab(self.history_table, self.tr("&History"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        for label_ in (self.heading, self.ids):
            column.addWidget(label_)
        column.addWidget(self.tabs, 1)

    def show_item(self, item: Explanation | None, instead: str = "") -> None:
        """Show an item; without one only a sentence."""
        self.item = item
        self.heading.setText(item.title if item else instead)
        self.ids.setText(self._ids(item) if item else "")
        self.ids.setVisible(bool(self.ids.text()))
        self.tabs.setVisible(item is not None)
        self.reasons.setWidget(self._reasons(item.reasons if item else ()))
        self.fields.show(self._rows(item) if item else [])
        self.history.show(list(reversed(biography(item.events, self._label))) if item else [])
        self.tabs.setTabVisible(1, bool(self.fields.things))
        self.tabs.setTabVisible(2, bool(self.history.things))
        self.tabs.setCurrentIndex(0)

    def _ids(self, item: Explanation) -> str:
        """Where it lives, with the ids by which it can be named."""
        parts = []
        for side in Side:
            record = item.records.get(side)
            if record is not None:
                text = self.tr("{side} (gone)") if record.gone else self.tr("{side}")
                parts.append(text.format(side=wording.side(side)))
        if item.agreed_at is not None:
            parts.append(self.tr("last the same {when}").format(when=_moment(item.agreed_at)))
        return " · ".join(parts)

    def _reasons(self, reasons: tuple[Reason, ...]) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(2)
        for place, reason in enumerate(reasons):
            if place:
                column.addSpacing(12)
            sentence = plain(texts.told(reason.sentence))
            font = sentence.font()
            font.setBold(True)
            sentence.setFont(font)
            column.addWidget(sentence)
            for text in reason.evidence:
                column.addWidget(plain(f"• {texts.told(text)}"))
            if reason.then:
                column.addWidget(plain(self.tr("Next: {what}").format(what=texts.told(reason.then))))
            if reason.remedy:
                column.addWidget(plain(self.tr("What to do: {what}").format(what=texts.told(reason.remedy))))
            column.addWidget(tint(plain(str(reason.code)), theme.tones().muted))
        column.addStretch(1)
        return page

    def _rows(self, item: Explanation) -> list[Row]:
        names = dict.fromkeys(name for reason in item.reasons for name in reason.fields)
        rows = []
        for name in names:
            shown = [item.records[side].get(name) if side in item.records else ABSENT for side in Side]
            if all(held is ABSENT for held in shown):
                continue  # a whole address, for example, whose parts stand in the reason
            agreed = item.bases.get(Side.CRM, {}).get(name, ABSENT)
            crm, mailbox, base = (wording.value(held).strip() or "–" for held in (*shown, agreed))
            rows.append(Row(wording.field(self._label(name)), crm, mailbox, base))
        return rows

    def _field_columns(self) -> list[Column[Row]]:
        return [
            Column(self.tr("Field"), lambda row: row.label),
            Column(wording.side(Side.CRM), lambda row: row.crm),
            Column(wording.side(Side.MAILBOX), lambda row: row.mailbox),
            Column(self.tr("Last agreed"), lambda row: row.agreed),
        ]

    def _history_columns(self) -> list[Column[tuple[Event, str]]]:
        return [
            Column(self.tr("When"), lambda told: _moment(told[0].at)),
            Column(self.tr("What"), lambda told: texts.told(told[1])),
            Column(self.tr("Sync"), lambda told: texts.number(told[0].session) if told[0].session else ""),
        ]


def _moment(when: datetime | None) -> str:
    return texts.moment(when, datetime.now(UTC))
