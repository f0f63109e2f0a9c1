"""A few of the time zones that a Windows server knows, by their Windows ids; a table and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

Rule = tuple[int, int, int]  # month, which Sunday (-1: the last), hour


@dataclass(frozen=True, slots=True)
class Zone:
    """One zone: minutes to add for UTC, and when daylight time begins and ends (None: never)."""

    id: str
    name: str
    bias_min: int
    daylight: tuple[Rule, Rule] | None = None


_EUROPE_WEST = ((3, -1, 1), (10, -1, 2))
_EUROPE = ((3, -1, 2), (10, -1, 3))
_AMERICA = ((3, 2, 2), (11, 1, 2))
_AUSTRALIA = ((10, 1, 2), (4, 1, 3))

ZONES = (
    Zone("UTC", "(UTC) Coordinated Universal Time", 0),
    Zone("GMT Standard Time", "(UTC+00:00) Dublin, Edinburgh, Lisbon, London", 0, _EUROPE_WEST),
    Zone("W. Europe Standard Time", "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", -60, _EUROPE),
    Zone("Romance Standard Time", "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris", -60, _EUROPE),
    Zone("Central Europe Standard Time", "(UTC+01:00) Belgrade, Bratislava, Budapest, Ljubljana", -60, _EUROPE),
    Zone("FLE Standard Time", "(UTC+02:00) Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius", -120, _EUROPE),
    Zone("Turkey Standard Time", "(UTC+03:00) Istanbul", -180),
    Zone("Arabian Standard Time", "(UTC+04:00) Abu Dhabi, Muscat", -240),
    Zone("India Standard Time", "(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", -330),
    Zone("China Standard Time", "(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi", -480),
    Zone("Tokyo Standard Time", "(UTC+09:00) Osaka, Sapporo, Tokyo", -540),
    Zone("AUS Eastern Standard Time", "(UTC+10:00) Canberra, Melbourne, Sydney", -600, _AUSTRALIA),
    Zone("Eastern Standard Time", "(UTC-05:00) Eastern Time (US & Canada)", 300, _AMERICA),
    Zone("Central Standard Time", "(UTC-06:00) Central Time (US & Canada)", 360, _AMERICA),
    Zone("Mountain Standard Time", "(UTC-07:00) Mountain Time (US & Canada)", 420, _AMERICA),
    Zone("Pacific Standard Time", "(UTC-08:00) Pacific Time (US & Canada)", 480, _AMERICA),
    Zone("E. South America Standard Time", "(UTC-03:00) Brasilia", 180),
)
