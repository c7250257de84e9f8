"""The guides quote the words of the buttons and pages as they are, and show pictures that exist."""

import gettext
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")])
GUIDES = sorted(ROOT.glob("docs/guide/*.md"))
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
QUOTED = re.compile(r"\*{1,2}([^*\n]+(?:\n[^*\n]+)?)\*{1,2}")
# Words in bold that are no label: answers to "what if", and what does not exist yet.
ASIDE = re.compile(r"(\?|\.|:)$")
pytestmark = pytest.mark.xdist_group("guides")
GIVEN = re.compile(r"%\(\w+\)[sd]")


def plain(words: str) -> str:
    return re.sub(r"\s+", " ", words.replace("’", "'")).strip()


class Labels:
    """What the French catalogues say, with anything in place of what they are given."""

    def __init__(self):
        said: set[str] = set()
        for catalogue in ROOT.glob("levain/*/locale/fr/LC_MESSAGES/django.mo"):
            with catalogue.open("rb") as file:
                said |= {plain(words).lower() for words in gettext.GNUTranslations(file)._catalog.values() if words}
        self.exact = {words for words in said if not GIVEN.search(words)}
        telling = [GIVEN.split(words) for words in said - self.exact if len(GIVEN.sub("", words)) >= 5]
        self.filled = [re.compile(".+".join(re.escape(part) for part in parts)) for parts in telling]

    def say(self, quoted: str) -> bool:
        words = plain(quoted).lower()
        return words in self.exact or any(label.fullmatch(words) for label in self.filled)


@pytest.fixture(scope="module")
def labels() -> Labels:
    return Labels()


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.stem)
def test_guide_quotes_buttons_and_pages_as_they_are(page, labels):
    quoted = [words for words in QUOTED.findall(page.read_text()) if not ASIDE.search(words)]

    assert [words for words in quoted if not labels.say(words)] == []


def test_pictures_are_all_shown_somewhere_and_light():
    shown = {Path(to).name for page in PAGES for to in LINK.findall(page.read_text())}
    pictures = sorted((ROOT / "docs/pictures").iterdir())

    assert [picture.name for picture in pictures if picture.name not in shown] == []
    assert [picture.name for picture in pictures if picture.stat().st_size > 150 * 1024] == []
