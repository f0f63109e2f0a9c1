"""The language of the windows: which there are, which one is in use, and putting one to use.

Exists so that texts, Qt's own buttons, numbers and days always speak the same language. English needs a translation as
well, for its plurals.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from desktop.paths import resources

LANGUAGES = {"en": "English", "de": "Deutsch"}
"""By code, the name that its speakers use."""
SETTING = "language"
_IN_USE = "translators"


def best(chosen: str, system: QLocale | None = None) -> str:
    """The code of the language to use: the chosen one, else the system's where we speak it, else English."""
    if chosen in LANGUAGES:
        return chosen
    told = (system or QLocale.system()).uiLanguages()
    return next((code for code in (name.split("-")[0] for name in told) if code in LANGUAGES), "en")


def use(application: QCoreApplication, chosen: str) -> str:
    """Speak a language from now on ('' is the system's); windows that are open keep their texts. The code in use."""
    code = best(chosen)
    for old in application.property(_IN_USE) or []:
        application.removeTranslator(old)
    translators = []
    for folder, name in (
        (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{code}"),
        (str(resources() / "translations"), f"desktop_{code}"),
    ):
        translator = QTranslator(application)
        if translator.load(name, folder):
            application.installTranslator(translator)
            translators.append(translator)
    application.setProperty(_IN_USE, translators)
    locale = QLocale.system()
    # A person with a foreign system still reads days and numbers as the rest of the window says them.
    QLocale.setDefault(locale if locale.name().split("_")[0] == code else QLocale(code))
    return code
