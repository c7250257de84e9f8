"""What looking for words costs in a corpus of a million passages: half in one session, half in a hundred others.

The passages are made of the words of the demonstration, as often as it says them, and written by the database itself.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from time import perf_counter
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from levain.capitalisation.models import CorpusMark, CorpusText, DocumentParagraph, DocumentVersion, OutsideDocument
from levain.capitalisation.services.corpus import mark_of
from levain.formulas import french
from levain.people.models import Role, RoleCode, User
from levain.portal.bench.walk import cookie
from levain.portal.demonstration.story import DATA
from levain.programmes.models import Cohort, Programme

KINDS_OF_PASSAGE = 20_000
WORDS = 24
OTHERS = 100
SIDES = ("bearer", "local_authority", "state_service", "expert")
TIMES = 15
BEGAN = date(2020, 9, 1)


def measured(passages: int) -> dict[str, Any]:
    """Wall milliseconds of a page of the corpus and its queries, for each sort of question."""
    spoken = french.words(" ".join(path.read_text(encoding="utf8") for path in sorted(DATA.glob("*.yaml"))))
    began = perf_counter()
    with transaction.atomic():
        cohort = write(passages, spoken)
    built = perf_counter() - began
    adviser = Role.objects.filter(code=RoleCode.ADVISER, scope_id=cohort.pk).select_related("user").latest("pk").user
    client = Client(headers={"cookie": cookie(adviser)})
    address = reverse("capitalisation:corpus", args=[cohort.slug])
    return {
        "passages": passages,
        "built_s": round(built, 1),
        "asked": {name: timed(client, address, asked) for name, asked in questions(spoken, passages).items()},
    }


def questions(spoken: list[str], passages: int) -> dict[str, Callable[[Random], dict[str, Any]]]:
    told = [word for word, _n in Counter(spoken).most_common() if french.token(word) and not word.isdigit()]
    common, middling = told[:20], told[200:1000]
    return {
        "without words": lambda random: {},
        "deep, without words": lambda random: {
            "suite": f"20201{random.randrange(1, 3)}01.{random.randrange(passages)}"
        },
        "a common word": lambda random: {"q": random.choice(common)},
        "a rare word": lambda random: {"q": f"unique{random.randrange(passages)}"},
        "two words": lambda random: {"q": f"{random.choice(common)} {random.choice(middling)}"},
        "a phrase": lambda random: {"q": f'"{" ".join(random.choices(told, k=2))}"'},
        "a phrase of common words": lambda random: {"q": f'"{" ".join(random.choices(common, k=2))}"'},
        "filtered": lambda random: {
            "q": random.choice(middling),
            "cote": random.choice(SIDES),
            "nature": "documents",
            "du": "2020-10-01",
            "au": "2020-12-15",
        },
    }


def timed(client: Client, address: str, asked: Callable[[Random], dict[str, Any]]) -> dict[str, Any]:
    random = Random(2020)  # noqa: S311
    client.get(address, asked(random))
    waits, queries = [], 0
    for _time in range(TIMES):
        question = asked(random)
        began = perf_counter()
        answer = client.get(address, question)
        waits.append(1000 * (perf_counter() - began))
        if answer.status_code != 200:
            raise RuntimeError(f"{question} answered {answer.status_code}")
        with CaptureQueriesContext(connection) as captured:
            client.get(address, question)
        queries = max(queries, len(captured))
    waits.sort()
    return {"p50_ms": round(waits[TIMES // 2]), "p95_ms": round(waits[int(TIMES * 0.95)]), "queries": queries}


def write(passages: int, spoken: list[str]) -> Cohort:
    """A session whose corpus holds half of the passages, and a hundred that share the others."""
    programme = Programme.objects.create(name="Bench", slug="bench-corpus")
    sessions = [
        Cohort.objects.create(
            programme=programme, name=f"C {n}", slug=f"bench-{n}", starts=BEGAN, ends=date(2021, 9, 1)
        )
        for n in range(OTHERS + 1)
    ]
    user = User.objects.create(email="corpus@bench.invalid", name="Corpus")
    Role.objects.create(user=user, code=RoleCode.ADVISER, scope=sessions[0])
    versions = [_version(session) for session in sessions]
    CorpusMark.objects.get_or_create(pk=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE said (place integer PRIMARY KEY, text text, tokens text, side text, day date)"
        )
        cursor.execute(
            "CREATE TEMPORARY TABLE held (place integer PRIMARY KEY, cohort bigint, version bigint, mark text)"
        )
        cursor.executemany("INSERT INTO said VALUES (%s, %s, %s, %s, %s)", list(_passages(spoken)))
        cursor.executemany("INSERT INTO held VALUES (%s, %s, %s, %s)", _held(sessions, versions))
        first = (DocumentParagraph.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
        text = (CorpusText.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
        for statement in STATEMENTS:
            cursor.execute(statement, {**_names(), "n": passages, "first": first, "text": text})
        cursor.execute("ANALYZE")
    return sessions[0]


NUMBERS = """WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < %(n)s)"""
JOINED = f"""FROM numbers JOIN said ON said.place = n %% {KINDS_OF_PASSAGE}
    JOIN held ON held.place = CASE WHEN n %% 2 = 0 THEN 0 ELSE 1 + (n / 2) %% {OTHERS} END"""
STATEMENTS = (
    f"""INSERT INTO capitalisation_documentparagraph
        (id, version_id, position, text, digest, under, voice, current)
    {NUMBERS} SELECT %(first)s + n, held.version, n + 1, said.text || ' unique' || n, '', '', '', %(true)s
    {JOINED}""",
    f"""INSERT INTO capitalisation_corpustext
        (id, cohort_id, project_id, object_type_id, object_id, field, kind, side, said_on)
    {NUMBERS} SELECT %(text)s + n, held.cohort, NULL, %(paragraph)s, %(first)s + n, 'text', 'documents',
        said.side, said.day {JOINED}""",
    f"""INSERT INTO foundation_searchentry (object_type_id, object_id, tokens)
    {NUMBERS} SELECT %(corpus)s, %(text)s + n, said.tokens || ' unique' || n || ' ' || held.mark {JOINED}""",
)


def _names() -> dict[str, Any]:
    kind = ContentType.objects.get_for_model
    return {"paragraph": kind(DocumentParagraph).pk, "corpus": kind(CorpusText).pk, "true": True}


def _passages(spoken: list[str]):
    """Texts, with their tokens and their marks, as the corpus would index them."""
    random = Random(113)  # noqa: S311
    for place in range(KINDS_OF_PASSAGE):
        said, side = random.choices(spoken, k=WORDS), random.choice(SIDES)
        day = BEGAN + timedelta(days=random.randrange(360))
        marks = [mark_of("kind", "documents"), mark_of("month", f"{day:%Y%m}"), mark_of("side", side)]
        tokens = map(french.spelled, said)
        yield place, " ".join(said), " ".join([*tokens, *marks]), side, day


def _held(sessions: list[Cohort], versions: list[DocumentVersion]) -> list[tuple]:
    pairs = enumerate(zip(sessions, versions, strict=True))
    return [(place, one.pk, version.pk, mark_of("session", one.pk)) for place, (one, version) in pairs]


def _version(cohort: Cohort) -> DocumentVersion:
    document = OutsideDocument.objects.create(
        cohort=cohort, title="Bench", written_on=BEGAN, origin="Bench", licence="Bench"
    )
    return DocumentVersion.objects.create(document=document, number=1, name="a.txt", state="read", digest="0")
