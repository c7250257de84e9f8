"""Static files of the theme in use: a neutral house neither serves nor gathers a mark of the State."""

from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder

OF_THE_STATE = ("design/etat.css", "design/fonts/")


def unused(path: str) -> bool:
    if settings.THEME == "etat":
        return path == "design/neutre.css"
    return path.replace("\\", "/").startswith(OF_THE_STATE)


class ThemeFinder(AppDirectoriesFinder):
    def list(self, ignore_patterns):
        return ((path, storage) for path, storage in super().list(ignore_patterns) if not unused(path))

    def find_in_app(self, app, path):
        return None if unused(path) else super().find_in_app(app, path)
