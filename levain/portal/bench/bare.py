"""The settings, the address and the view that every page is compared with: ten items, nothing around them."""

from django.conf import settings
from django.shortcuts import render
from django.urls import path

SECRET_KEY = "bare"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "levain.portal.bench.bare"
MIDDLEWARE: list = []
INSTALLED_APPS: list = []
DATABASES: dict = {}
USE_I18N = False
TEN = """<!doctype html>
<title>Bare</title>
<h1>{{ title }}</h1>
<ul>{% for item in items %}<li><a href="{{ item.to }}">{{ item.label }}</a></li>{% endfor %}</ul>
"""
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [("django.template.loaders.locmem.Loader", {"ten.html": TEN})],
                )
            ]
        },
    }
]


def ten(request):
    items = [{"to": f"/{number}/", "label": f"Item {number}"} for number in range(10)]
    return render(request, "ten.html", {"title": settings.ROOT_URLCONF, "items": items})


urlpatterns = [path("", ten)]
