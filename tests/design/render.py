"""Pages written in a test, rendered as the house renders its own."""

from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory


def component(source, **context):
    return engines["django"].from_string("{% load design %}" + source).render(context).strip()


def page(source, *, path="/projets/", cookies=None, user=None, **context):
    request = RequestFactory().get(path)
    request.COOKIES = cookies or {}
    request.user = user or AnonymousUser()
    opened = '{% extends "design/page.html" %}{% load design %}'
    return engines["django"].from_string(opened + source).render(context, request)
