"""What the bench asks of a house, in a process of its own: `python -m levain.portal.bench QUESTION`, in JSON."""

import json
import sys

import django

django.setup()

from levain.portal.bench import corpus, digest, evaluating, matching, room, selecting, thick, walk  # noqa: E402
from levain.portal.demonstration.large import enlarge  # noqa: E402


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


QUESTIONS = {
    "walk": lambda given: walk.walked(),
    "asked": walk.asked,
    "enlarge": lambda given: enlarge(cohorts=given, say=say),
    "digest": digest.measured,
    "room": room.opened,
    "room_version": room.version,
    "room_closed": room.closed,
    "room_counted": room.counted,
    "selecting": selecting.measured,
    "evaluating": evaluating.measured,
    "corpus": corpus.measured,
    "works": lambda given: {"matching": matching.measured(given), **thick.measured()},
}

given = json.loads(sys.stdin.read() or "null")
print(json.dumps(QUESTIONS[sys.argv[1]](given)))
