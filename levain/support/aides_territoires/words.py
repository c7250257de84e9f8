"""HTML of another service as plain words."""

import re
from html.parser import HTMLParser


def cut(text: str, most: int) -> str:
    """At most so many characters, ended at a word."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


class _Plain(HTMLParser):
    """The words of a page in plain lines; what is not text is not kept."""

    LINES = frozenset({"p", "div", "br", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "tr", "table"})
    SILENT = frozenset({"script", "style", "iframe", "template"})

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.made: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        if tag in self.SILENT:
            self.silent += 1
        self.made.append("\n- " if tag == "li" else "\n" if tag in self.LINES else "")

    def handle_endtag(self, tag):
        if tag in self.SILENT:
            self.silent = max(0, self.silent - 1)
        self.made.append("\n" if tag in self.LINES else "")

    def handle_data(self, data):
        if not self.silent:
            self.made.append(re.sub(r"\s+", " ", data))


def _bare(html: str) -> str:
    """Its tags without attributes, and every other sign of a tag as text: the parser is slow on broken ones."""
    html = re.sub(r"<!--[^<>]*-->", "", html)
    html = re.sub(r"<(?!/?[a-zA-Z][^<>]*>)", "&lt;", html)
    return re.sub(r"<(/?[a-zA-Z][a-zA-Z0-9]*)[^<>]*>", r"<\1>", html)


def plain(html: str) -> str:
    """HTML of another service as plain text, line by line."""
    parser = _Plain()
    parser.feed(_bare(html[:200_000]))
    parser.close()
    lines = (line.strip() for line in "".join(parser.made).splitlines())
    return "\n".join(line for line in lines if line and line != "-")
