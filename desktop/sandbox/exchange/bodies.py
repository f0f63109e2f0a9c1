"""Item bodies between text and HTML, as Exchange turns one into the other; it knows only the two texts."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

_HEAD = (
    '<html>\r\n<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n'
    '<meta name="Generator" content="Microsoft Exchange Server">\r\n<!-- converted from text -->\r\n'
    "<style><!-- .EmailQuote { margin-left: 1pt; padding-left: 4pt; border-left: #800000 2px solid; } --></style>"
    '</head>\r\n<body>\r\n<font size="2"><span style="font-size:11pt;"><div class="PlainText">'
)
_TAIL = "</div></span></font>\r\n</body>\r\n</html>\r\n"
_META = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
_BLOCKS = {"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"}


def crlf(text: str) -> str:
    """The same text with every line ending in CRLF, which is what the store keeps."""
    return re.sub(r"\r\n|\r|\n", "\r\n", text)


def to_html(text: str) -> str:
    """A text body as the HTML that Exchange makes of it."""
    lines = escape(text, quote=False).replace("\r\n", "<br>\r\n").replace("  ", "&nbsp; ")
    return f"{_HEAD}{lines}{_TAIL}"


def stored_html(html: str) -> str:
    """An HTML body as the store keeps it: wrapped in a document and marked with its character set."""
    body = crlf(html)
    if re.search(r"<html", body, re.IGNORECASE) is None:
        body = f"<html>\r\n<head>\r\n</head>\r\n<body>\r\n{body}\r\n</body>\r\n</html>\r\n"
    if re.search(r"<meta[^>]+content-type", body, re.IGNORECASE) is None:
        body = re.sub(r"(<head[^>]*>)", rf"\1\r\n{_META}", body, count=1, flags=re.IGNORECASE)
    return body


def to_text(html: str) -> str:
    """An HTML body as plain text, lines ending in CRLF."""
    reader = _TextOfHtml()
    reader.feed(html)
    reader.close()
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(reader.parts))
    text = re.sub(r"\n{3,}", "\n\n", text).strip("\n ")
    return crlf(text)


class _TextOfHtml(HTMLParser):
    """Collects the visible text; blocks and line breaks become new lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script", "head", "title"):
            self._hidden += 1
        elif tag == "br" or (tag in _BLOCKS and self.parts and not self.parts[-1].endswith("\n")):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "head", "title"):
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS and self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            text = re.sub(r"[ \t\r\n]+", " ", data).replace("\xa0", " ")
            if text.strip() or (self.parts and not self.parts[-1].endswith("\n")):
                self.parts.append(text)
