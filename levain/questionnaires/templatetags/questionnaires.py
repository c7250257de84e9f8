"""The questions of a step, inside the form of the page that asks them.

{% questions form=form %}   (mistakes first, then each question; the page writes <form>, the token and its buttons)
{% questions_script %}      (in the block `head`: conditions and counters follow what is typed)
"""

import json

from django import template
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from levain.design.components.actions import look
from levain.design.components.blocks import disclosure
from levain.design.components.fields import field
from levain.design.components.forms import errors
from levain.design.markup import each, html
from levain.questionnaires.forms.step import Block

register = template.Library()
NOTHING = SafeString("")


@register.simple_tag
def questions(*, form) -> SafeString:
    """Every question of a step; a block carries the buttons that add and remove its rows without a script."""
    return html(
        '{}{}{}<input type="hidden" name="{}" value="{}"><input type="hidden" name="{}" value="{}">{}',
        errors(form=form),
        _set_aside(form.set_aside),
        # The key Enter presses the first button of a form: it must save, not add or remove a row.
        SafeString('<button class="fr-sr-only" tabindex="-1" aria-hidden="true"></button>')
        if any(isinstance(one, Block) for one in form.lines)
        else NOTHING,
        form.add_prefix("revision"),
        form.response.revision_id or "",
        form.add_prefix("known"),
        form.known_text,
        each("{}", (_block(form, one) if isinstance(one, Block) else _line(form, one) for one in form.lines)),
    )


@register.simple_tag
def questions_script() -> SafeString:
    return html(
        '<link rel="stylesheet" href="{}"><script type="module" src="{}"></script>',
        static("questionnaires/questionnaires.css"),
        static("questionnaires/questions.js"),
    )


def _set_aside(kept) -> SafeString:
    """Nobody loses a word because a question went away: she finds it here, and copies it where it fits now."""
    if not kept:
        return NOTHING
    words = "".join(html("<dt>{}</dt><dd>{}</dd>", one.question.text_shown, one.words) for one in kept)
    why = _("The questions have changed since you began. Copy what still serves into the new ones.")
    return disclosure(html("<p>{}</p><dl>{}</dl>", why, SafeString(words)), title=_("Answers kept aside"))


def _line(form, line) -> SafeString:
    remove = f"{line.name}.remove"
    return _when(
        line,
        html("{}{}", field(field=form[line.name]), field(field=form[remove]) if remove in form.fields else NOTHING),
    )


def _when(line, inside) -> SafeString:
    """A question that is not always asked says when; the script shows it then, and hides the sentence."""
    if line.condition is None:
        return inside
    return html(
        '<div data-condition="{}"><p class="lv-small">{}</p>{}</div>',
        json.dumps(line.condition, ensure_ascii=False),
        line.only_if,
        inside,
    )


def _block(form, block) -> SafeString:
    code = block.question.code
    rows = SafeString("".join(_row(form, block, place, row) for place, row in enumerate(block.rows, 1)))
    more = len(block.rows) < block.most
    return _when(
        block,
        html(
            '<fieldset class="fr-fieldset lv-choices block" id="{}"><legend class="fr-fieldset__legend">{}</legend>{}'
            '<input type="hidden" name="{}" value="{}">{}{}</fieldset>',
            form.auto_id % form.add_prefix(code),
            block.question.text_shown,
            html('<span class="fr-hint-text">{}</span>', block.question.help_shown)
            if block.question.help_shown
            else NOTHING,
            form.add_prefix(f"{code}.rows"),
            ",".join(map(str, block.rows)),
            rows,
            html(
                '<button class="{}" name="{}" value="{}">{}</button>',
                look("secondary"),
                form.add_prefix("add"),
                code,
                _("Add one more"),
            )
            if more
            else NOTHING,
        ),
    )


def _row(form, block, place, row) -> SafeString:
    return html(
        '<fieldset class="fr-fieldset lv-choices block-row" id="{}"><legend class="fr-fieldset__legend">{}</legend>'
        "{}{}</fieldset>",
        f"{form.auto_id % form.add_prefix(block.question.code)}-{row}",
        _("Number %(n)d") % {"n": place},
        each("{}", (_line(form, line) for line in block.lines[row])),
        html(
            '<button class="{}" name="{}" value="{}">{}<span class="fr-sr-only"> {}</span></button>',
            look("quiet"),
            form.add_prefix("remove"),
            f"{block.question.code}-{row}",
            _("Remove"),
            _("number %(n)d") % {"n": place},
        )
        if len(block.rows) > 1
        else NOTHING,
    )
