from django.shortcuts import render

from levain.programmes.models import Engagement


def engagements(request):
    version = request.GET.get("version")
    if version not in Engagement.Version.values:
        version = Engagement.Version.GUIDE
    return render(
        request,
        "programmes/engagements.html",
        {
            "engagements": Engagement.objects.filter(version=version).order_by("dimension", "number"),
            "version": version,
            "versions": Engagement.Version.choices,
        },
    )
