"""A little server that speaks enough S3 for files: put, get, head, delete, list; one key may enter."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

KEY = "a-key"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    kept: dict[str, bytes]

    def log_message(self, *arguments):
        pass

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", headers.pop("length", None) or str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    @property
    def name(self):
        return unquote(urlsplit(self.path).path).partition("/bucket/")[2]

    def allowed(self):
        signed = f"AWS4-HMAC-SHA256 Credential={KEY}/"
        if self.headers.get("Authorization", "").startswith(signed):
            return True
        self.answer(403)
        return False

    def do_PUT(self):
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if self.allowed():
            self.kept[self.name] = content
            self.answer(200, ETag=f'"{md5(content).hexdigest()}"')

    def do_GET(self):
        if not self.allowed():
            return
        asked = parse_qs(urlsplit(self.path).query)
        if not self.name:
            self.answer(200, listed(self.kept, asked.get("prefix", [""])[0]).encode())
        elif self.name in self.kept:
            content = self.kept[self.name]
            seen = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
            length = str(len(content)) if self.command == "HEAD" else None
            told = {"Last_Modified": seen, "ETag": '"x"'} | ({"length": length} if length else {})
            self.answer(200, b"" if length else content, **told)
        else:
            self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    do_HEAD = do_GET

    def do_DELETE(self):
        if self.allowed():
            self.kept.pop(self.name, None)
            self.answer(204)


def listed(kept, prefix):
    rest = [name.removeprefix(prefix) for name in kept if name.startswith(prefix)]
    files = "".join(
        f"<Contents><Key>{escape(prefix + name)}</Key><Size>1</Size></Contents>" for name in rest if "/" not in name
    )
    folders = {name.partition("/")[0] for name in rest if "/" in name}
    below = "".join(
        f"<CommonPrefixes><Prefix>{escape(f'{prefix}{name}/')}</Prefix></CommonPrefixes>" for name in folders
    )
    return f"<ListBucketResult><IsTruncated>false</IsTruncated>{files}{below}</ListBucketResult>"


@contextmanager
def s3_server() -> Iterator[tuple[str, dict[str, bytes]]]:
    """Its address as LEVAIN_STORAGE_URL says it, and what it keeps."""
    handler = type("Kept", (Handler,), {"kept": {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"s3+http://{KEY}:se%2Fcret@127.0.0.1:{server.server_port}/bucket?region=fr-par", handler.kept
    finally:
        server.shutdown()
        server.server_close()
