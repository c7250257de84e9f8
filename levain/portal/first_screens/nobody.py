"""Someone who holds no role yet: what she may read, and how she will be told."""

TEMPLATE = "portal/first/nobody.html"


def context(user, hat) -> dict:
    return {"fictional": user.fictional}
