"""The secret of a telephone. What it gives is known again by digests of it, made each time; none is a way back.

The base holds the digest of the secret (the device) and the digests of the secret with each question (the answers):
nobody can go from one to the other without the secret, which only the cookie of the telephone holds.
"""

import secrets
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.core import signing

from levain.seminars.models import Activity, Device

SALT = "live.device"
COOKIE = "salle"


def new_secret() -> str:
    return secrets.token_urlsafe(18)


def sealed(secret: str) -> str:
    """What the cookie holds: a forged one is refused without asking the database."""
    return signing.Signer(salt=SALT).sign(secret)


def opened(cookie: str) -> str:
    """The secret of a cookie, or nothing."""
    try:
        return signing.Signer(salt=SALT).unsign(cookie)
    except signing.BadSignature:
        return ""


def mark(secret: str, live: int) -> str:
    """What the base holds of a telephone in one room: in another room, it is another telephone."""
    return sha256(f"device {secret} {live}".encode()).hexdigest()


def answer_token(secret: str, activity: int, question: str) -> UUID:
    """The same telephone, the same question: the same token."""
    return _uuid(f"answer {secret} {activity} {question}")


def vote_key(secret: str, contribution: int) -> UUID:
    return _uuid(f"vote {secret} {contribution}")


def _uuid(words: str) -> UUID:
    return UUID(bytes=sha256(words.encode()).digest()[:16], version=4)


@dataclass(frozen=True)
class Phone:
    """A telephone that is speaking: its row, and the secret that it just showed."""

    device: Device
    secret: str

    def token(self, activity: Activity, question: str) -> UUID:
        return answer_token(self.secret, activity.pk, question)

    def tokens(self, activity: Activity, at_most: int) -> list[UUID]:
        """Those of all the answers it may have given to an activity."""
        return [self.token(activity, question) for question in ("", *map(str, range(at_most)))]
