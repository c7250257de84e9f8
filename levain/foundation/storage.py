"""Where files are kept: `LEVAIN_STORAGE_URL`, for a house on several machines."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

SCHEMES = {"s3": "https", "s3+http": "http"}


class NotUnderstood(ValueError):
    """An address of a storage that cannot be read."""


def backend(url: str) -> dict[str, Any]:
    """The storage at `s3://KEY:SECRET@HOST/BUCKET?region=REGION`; without an address, the folder of the house."""
    if not url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(url)
    bucket = parts.path.strip("/")
    if parts.scheme not in SCHEMES or not (parts.username and parts.password and parts.hostname) or "/" in bucket:
        raise NotUnderstood("give s3://KEY:SECRET@HOST/BUCKET?region=REGION")
    if not bucket:
        raise NotUnderstood("the address names no bucket")
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _options(parts, bucket)}


def _options(parts: Any, bucket: str) -> dict[str, Any]:
    try:
        from boto3.s3.transfer import TransferConfig
        from botocore.config import Config
    except ImportError as problem:
        raise NotUnderstood("S3 needs one more package: uv sync --inexact --extra s3") from problem
    host = parts.netloc.rpartition("@")[2]
    return {
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "bucket_name": bucket,
        "endpoint_url": f"{SCHEMES[parts.scheme]}://{host}",
        "region_name": parse_qs(parts.query).get("region", ["us-east-1"])[0],
        "file_overwrite": False,
        "default_acl": None,
        # Our files weigh 10 MB at most: each goes in one request.
        "transfer_config": TransferConfig(multipart_threshold=64 * 1024 * 1024, use_threads=False),
        "client_config": Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            connect_timeout=5,
            read_timeout=60,
            retries={"max_attempts": 3},
            # Servers that speak S3 do not all know its newer checksums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    }
