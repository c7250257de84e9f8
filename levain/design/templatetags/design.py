"""The components. Every argument is named; a name that does not exist is an error.

Page: extends "design/page.html". Blocks: title (plain text), trail (crumbs of the ancestors, home excluded),
heading (an h1 of the title unless overridden), content, head (a sheet of one's own), htmx.
Context: fictional, wide, uses_htmx.

    {% crumb label= to= %}
    {% link_button label= to= verdict= kind="primary|secondary|quiet" icon="" about="" %}
    {% button_class kind="primary|secondary|quiet" %}   (for a <button> in a form laid out by hand)
    {% post_button label= to= verdict= kind= icon="" about="" name="" value="" %}
    {% notice kind="info|success|warning|error" title="" %}…{% endnotice %}
    {% cards %}{% card title= to="" detail="" level=3 badge="" %}…{% endcard %}{% endcards %}
    {% badge text= kind="info|success|warning|error|new|plain" %}   {% chip text= %}
    {% form form= submit= cancel="" to="" multipart=False kind="primary" %}   (cancel and to are addresses)
    {% errors form= %}   {% field field= %}
    {% empty title= text="" to="" label="" %}
    {% quotation text= who="" when="" where="" to="" %}
    {% icon name= %}   (names: levain/design/icons.txt)
    {% disclosure title= open=False %}…{% enddisclosure %}
    {% pagination page= %}
    {% facts %}{% fact label= %}…{% endfact %}{% endfacts %}
    {% person user= role="" %}
    {% section title= level=2 id="" %}…{% endsection %}
    {% columns %}{% column %}…{% endcolumn %}{% endcolumns %}
    {% data_table caption= stacked=False %}<thead>…<tbody>…{% enddata_table %}
    {% bars chart= %}   (a Bars of levain/design/charts.py; its numbers stand in a table beside it)
    {% graph chart= %}   (a Graph of levain/design/charts.py: who names whom; a table beside it says it in words)
    {% timeline %}{% moment when= title="" kind="" %}…{% endmoment %}{% endtimeline %}
    {{ address|safe_url }}   {% date value= %}   (for people and machines)   {% unseen text= %}   (only heard)
    {% block htmx %}{% htmx %}{% endblock %}   (or uses_htmx=True in the context; else no page loads it)
Classes for what is laid out by hand: form, lv-actions (a row of buttons), buttons, rows (a plain list), chips and
chip (filters), quiet, lv-lead, lv-small, figure (a number in a table).
`about` completes a label for those who hear it out of its place ("Edit" about="the objective …").
"""

from django import template

from ..components import actions, blocks, charts, fields, forms, graphs, icons, pages, shell
from ..safe import safe_url

register = template.Library()

for tag in (
    *(actions.link_button, actions.button_class, icons.icon, forms.errors, fields.field, pages.crumb),
    charts.bars,
    graphs.graph,
    *(blocks.badge, blocks.chip, blocks.date, blocks.unseen, blocks.empty, blocks.quotation, blocks.person),
):
    register.simple_tag(tag)

for tag in (actions.post_button, forms.form, pages.pagination, shell.page_title, shell.htmx):
    register.simple_tag(tag, takes_context=True)

for tag in (
    *(blocks.notice, blocks.cards, blocks.card, blocks.disclosure, blocks.facts, blocks.fact, blocks.section),
    *(blocks.columns, blocks.column, blocks.data_table, blocks.timeline, blocks.moment),
):
    register.simple_block_tag(tag)

register.simple_block_tag(shell.named, takes_context=True)
register.filter("safe_url", safe_url)
