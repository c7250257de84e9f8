"""Pages that every service owes its readers, and what is said when something goes wrong."""

from django.shortcuts import render


def error(request, status, **context):
    return render(request, "design/error.html", {"status": status, **context}, status=status)


def bad_request(request, exception=None):
    return error(request, 400)


def forbidden(request, exception=None):
    return error(request, 403, reason=str(exception or ""))


def not_found(request, exception=None):
    return error(request, 404)


def server_error(request):
    return error(request, 500)
