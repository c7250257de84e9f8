from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .folding import fold
from .models import LONGEST_QUESTION, Territory

FEWEST_LETTERS, MOST_ANSWERS = 3, 10


@require_safe
@cache_control(private=True, max_age=3600)
def communes(request):
    """Answers for the list of a commune field: the field's own name may carry what was typed."""
    text = request.GET.get("q") or request.GET.get(request.GET.get("field", ""), "")
    asked = len(text) <= LONGEST_QUESTION and len(fold(text)) >= FEWEST_LETTERS
    places = Territory.objects.find(text)[: 2 * MOST_ANSWERS] if asked else []
    once = {}
    for place in places:
        once.setdefault(place.label, place)
    return render(request, "territories/options.html", {"places": list(once.values())[:MOST_ANSWERS]})
