"""Static files under names that change with what they hold, in our scripts that import one another too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

# Scripts of others may import what they do not ship.
OURS = "projects/*.js"


class StaticFiles(CompressedManifestStaticFilesStorage):
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (OURS, ((r"""(?P<matched>from\s*["'](?P<url>\./.*?)["'])""", 'from "%(url)s"'),)),
    )
