"""Mails as files, one for each, that a person can open and read: what a house without a mail server uses."""

import os
import secrets
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTPUTF8
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.text import slugify

# A long address in a header stays whole: folded, it would have to be encoded.
AS_IT_READS = SMTPUTF8.clone(linesep="\n", max_line_length=998)


class EmailBackend(BaseEmailBackend):
    def send_messages(self, messages):
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for message in messages:
            _write(folder, message)
        return len(messages)


def _write(folder: Path, message) -> None:
    now = timezone.localtime().strftime("%Y-%m-%d-%H%M%S")
    name = f"{now}-{slugify(message.subject)[:50] or 'mail'}-{secrets.token_hex(3)}.eml"
    unfinished = folder / f".{name}"
    unfinished.touch(mode=0o600)
    unfinished.write_bytes(_readable(message).as_bytes())
    os.replace(unfinished, folder / name)


def _readable(message) -> EmailMessage:
    """The same mail with its headers and its words as they read, not encoded."""
    readable = EmailMessage(policy=AS_IT_READS)
    for header, value in message.message().items():
        if header.lower() not in {"content-type", "content-transfer-encoding", "mime-version"}:
            readable[header] = str(make_header(decode_header(str(value))))
    readable.set_content(message.body, cte="8bit")
    for html, kind in getattr(message, "alternatives", []):
        readable.add_alternative(html, subtype=kind.partition("/")[2], cte="8bit")
    for name, content, kind in getattr(message, "attachments", []):
        main, _slash, sub = kind.partition("/")
        if isinstance(content, str):
            readable.add_attachment(content, subtype=sub, filename=name)
        else:
            readable.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return readable
