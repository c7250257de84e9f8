from levain.foundation.access import PUBLIC, PUBLIC_DEED, SIGNED_IN, Route, asks, declare
from levain.people import rules
from levain.people.models import AccessKey

declare(
    {
        "account_login": PUBLIC,
        "account_request_login_code": PUBLIC,
        "account_confirm_login_code": PUBLIC,
        "account_logout": PUBLIC,
        "people:sign_in_demonstration": PUBLIC_DEED,
        "people:account": SIGNED_IN,
        "people:keys": SIGNED_IN,
        "people:close_key": asks(rules.can_close_key, of=AccessKey, post_only=True),
        "people:close_sessions": Route(post_only=True),
        # Whoever holds the link may open it: the token is the right.
        "people:invitation": PUBLIC,
    }
)
