"""What a house served on TLS must not be configured with: `levain serve` refuses to start."""

from django.conf import settings
from django.core.checks import Error, Tags, register, run_checks

SHORTEST_KEY = 50


class UnsafeSettings(Exception):
    """This house would be open to abuse if it started so."""


@register(Tags.security)
def safe_on_tls(app_configs, **kwargs) -> list[Error]:
    if not settings.SERVED_ON_TLS:
        return []
    hosts = settings.ALLOWED_HOSTS
    return [
        Error(said, id=f"levain.E{number:03}")
        for number, (said, wrong) in enumerate(
            [
                ("LEVAIN_DEBUG is for a developer's machine: error pages would show the code.", settings.DEBUG),
                ("LEVAIN_SITE_URL must name one host.", not all(hosts) or "*" in "".join(hosts)),
                (
                    f"LEVAIN_SECRET_KEY needs {SHORTEST_KEY} characters or more; without it, one is made and kept.",
                    len(settings.SECRET_KEY) < SHORTEST_KEY,
                ),
            ],
            start=1,
        )
        if wrong
    ]


def refuse_unsafe_settings() -> None:
    wrong = [str(found.msg) for found in run_checks(tags=[Tags.security]) if str(found.id).startswith("levain.")]
    if wrong:
        raise UnsafeSettings(" ".join(wrong))
