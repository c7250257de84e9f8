"""What a person had typed when her session ended."""

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from levain.foundation import signed_out


@never_cache
def resume(request):
    """What she had typed when her session ended: she reads it again, and sends it."""
    found = signed_out.kept(request)
    if request.method == "POST":
        signed_out.forget(request)
        return redirect(found["form"] if found else "/espace/")
    if not found:
        return redirect("/espace/")
    typed = [{"name": name, "value": value, "shown": signed_out.is_typed(value)} for name, value in found["fields"]]
    return render(request, "foundation/resume.html", {"found": found, "typed": typed})
