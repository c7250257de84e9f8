"""What a letter of news says: grouped by project, with the words inside, in the language of its reader."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.core import signing
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.design.dates import in_words
from levain.foundation import letters, mail_answers, registry, sentences
from levain.foundation.models import JournalEntry, Kind, Letter, MailAnswer, Notice
from levain.foundation.typed import a_passage, in_a_letter

STOP = signing.Signer(salt="levain.foundation.notifications.stop")
# After a pause, what is older than this is counted instead of told.
OLD = timedelta(days=14)
LINES_A_PLACE = 10
WORDS = 400
# What can be answered in one gesture has its own letter; beyond these, the rest shares one.
ONE_GESTURE_LETTERS = 3


@dataclass
class Composed:
    """What became of the notices of one person, not yet kept."""

    sent: list[Notice] = field(default_factory=list)
    dropped: list[Notice] = field(default_factory=list)
    shown: list[Notice] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    answers: list[MailAnswer] = field(default_factory=list)


@dataclass
class Group:
    """The news of one place: the lines told, and how many others there are, since when."""

    place: str
    lines: list[tuple[str, str]]
    more: int = 0
    since: str = ""


class Composer:
    """Writes the letters of a batch of people; what several of them are told is put in words once a language."""

    def __init__(self, now: datetime):
        self.now = now
        self.said: dict[tuple[int, str], tuple[str, str, str]] = {}
        self.templates = {kind: get_template(f"foundation/mail/news.{kind}") for kind in ("txt", "html")}

    def write(self, person: Any, notices: list[Notice], composed: Composed) -> None:
        with translation.override(person.language):
            try:
                self._write(person, notices, composed)
            except letters.BadLetter:
                composed.letters, composed.answers, composed.sent = [], [], []
                composed.shown = notices
            else:
                composed.sent = notices

    def _write(self, person: Any, notices: list[Notice], composed: Composed) -> None:
        together = []
        for thread in _threads(notices):
            answer = None
            if len(composed.answers) < ONE_GESTURE_LETTERS:
                answer = mail_answers.link_for(thread[-1].entry, person)
            if answer is None:
                together += thread
                continue
            link, row = answer
            composed.answers.append(row)
            said = {"link": link, "label": _("Give my answer"), "subject": mail_answers.subject_of(row)}
            composed.letters.append(self._letter(person, thread, **said))
        if together:
            composed.letters.append(self._letter(person, together, **_subject_and_link(person, together)))

    def _letter(self, person: Any, notices: list[Notice], *, link: str, label: str, subject: str) -> Letter:
        stop = settings.SITE_URL + reverse("foundation:stop_letters", args=[STOP.sign(person.pk)])
        said = {
            "name": in_a_letter(str(person)),
            "groups": self._groups(notices, person.language),
            "link": link,
            "label": label,
            "stop": stop,
            "fictional": any(_fictional(notice.entry) for notice in notices),
        }
        text, html = (self.templates[kind].render(said) for kind in ("txt", "html"))
        headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        return letters.draft(person.email, subject, text, html, headers, person=person)

    def _groups(self, notices: list[Notice], language: str) -> list[Group]:
        rows = [(*self._in_words(notice.entry, language), notice) for notice in notices]
        by_place = groupby(sorted(rows, key=itemgetter(0)), itemgetter(0))
        return [self._group(place, list(rows)) for place, rows in by_place]

    def _group(self, place: str, rows: list[tuple[str, str, str, Notice]]) -> Group:
        """The latest lines of a place in the order of the facts; what is old or too much is counted."""
        told = [row for row in rows if row[3].kind == Kind.ANSWER or row[3].entry.at > self.now - OLD]
        told = told[-LINES_A_PLACE:]
        group = Group(place, [(sentence, words) for _place, sentence, words, _notice in told], len(rows) - len(told))
        if group.more:
            group.since = in_words(min(row[3].entry.at for row in rows if row not in told))
        return group

    def _in_words(self, entry: JournalEntry, language: str) -> tuple[str, str, str]:
        key = entry.pk, language
        if key not in self.said:
            self.said[key] = (
                in_a_letter(sentences.title(entry.place)),
                sentences.tell(entry, in_a_letter),
                a_passage(registry.words_of(entry.verb, entry.object), WORDS),
            )
        return self.said[key]


def _threads(notices: list[Notice]) -> list[list[Notice]]:
    """The messages of one conversation come together, and are answered once: from the last."""
    threads: dict[Any, list[Notice]] = {}
    for notice in notices:
        threads.setdefault(mail_answers.thread_of(notice.entry), []).append(notice)
    return list(threads.values())


def _subject_and_link(person: Any, notices: list[Notice]) -> dict[str, str]:
    count = len(notices)
    if all(notice.kind == Kind.ANSWER for notice in notices):
        subject = ngettext("One thing waits for your answer", "%(count)s things wait for your answer", count)
    else:
        subject = ngettext("News of your projects", "%(count)s pieces of news of your projects", count)
    link = sentences.link(notices[0].entry, person) if count == 1 else reverse("foundation:notices")
    return {
        "subject": subject % {"count": count},
        "link": settings.SITE_URL + link,
        "label": _("Read on Levain"),
    }


def _fictional(entry: JournalEntry) -> bool:
    return any(getattr(obj, "fictional", False) for obj in (entry.object, entry.place))
