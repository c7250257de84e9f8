"""What the journal, which nobody rewrites, keeps of a passage: a seal over its words, and what was answered."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType

from levain.capitalisation.models import Evidence
from levain.foundation import passages
from levain.foundation.models import JournalEntry, Passage

KEPT = ("evidence.kept", "evidence.renewed")
ANSWERED = ("evidence.consent", "evidence.answered_for")


def seal(passage: Passage) -> str:
    """A digest of the words and of where they stood."""
    return passages.digest(f"{passage.start}:{passage.end}:{passage.digest}:{passage.quote}")


def answered(evidence: Evidence) -> dict[str, str]:
    """Her answer as the journal keeps it: its code, and a digest of the words she chose, if she did."""
    return {"consent": evidence.consent} | ({"chosen": passages.digest(evidence.wording)} if evidence.wording else {})


def told_of(evidence: Iterable[Evidence]) -> dict[int, dict[str, str]]:
    """The last seal and the last answer of each, in one query; nothing of what came from another house."""
    kind = ContentType.objects.get_for_model(Evidence)
    entries = JournalEntry.objects.filter(
        object_type=kind, object_id__in=[one.pk for one in evidence], verb__in=(*KEPT, *ANSWERED)
    )
    found: dict[int, dict[str, str]] = {}
    for pk, verb, changes in entries.order_by("pk").values_list("object_id", "verb", "changes"):
        known = found.setdefault(pk, {})
        # Another answer comes with other words, or with none.
        known.pop("chosen", None)
        known |= {name: changes[name] for name in ("consent", "chosen") if name in changes}
        if verb in KEPT and changes.get("words"):
            known["words"] = changes["words"]
    return found


def is_sealed(evidence: Evidence, told: dict[str, str]) -> bool:
    """Whether the words kept are those of the journal; withdrawn, nothing is left to compare."""
    return not evidence.passage.quote or told.get("words") in (None, seal(evidence.passage))


def is_answered(evidence: Evidence, told: dict[str, str]) -> bool:
    """Whether what may be published is what the journal says she answered."""
    now = answered(evidence)
    return all(told.get(name) in (None, now.get(name)) for name in ("consent", "chosen"))
