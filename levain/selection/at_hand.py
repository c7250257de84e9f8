"""Applications begun in this browser by somebody who has no account yet: their keys wait in her session."""

KEYS = "applications_at_hand"
MOST = 5


def at_hand(request, key: str, **_arguments) -> bool:
    return key in request.session.get(KEYS, ())


def take_in_hand(request, key: str) -> None:
    held = [one for one in request.session.get(KEYS, []) if one != key]
    request.session[KEYS] = [*held, key][-MOST:]
