"""The addresses of the reports; read by `urls.py`."""

from django.urls import path

from levain.capitalisation.views import editions, figures, paragraph, publishing, reading, report, sections

urlpatterns = [
    path("espace/capitalisation/<slug:cohort>/rapports/nouveau/", report.begin, name="new_report"),
    path("espace/rapports/<slug:slug>/", report.compose, name="compose"),
    path("espace/rapports/<slug:slug>/modifier/", report.edit, name="edit_report"),
    path("espace/rapports/<slug:slug>/parties/", sections.add_section, name="add_section"),
    path("espace/parties/<int:pk>/", sections.edit_section, name="edit_section"),
    path("espace/rapports/<slug:slug>/publier/", publishing.publish, name="publish"),
    path("espace/parties/<int:pk>/paragraphes/nouveau/", paragraph.add_paragraph, name="add_paragraph"),
    path("espace/paragraphes/<int:pk>/", paragraph.edit_paragraph, name="edit_paragraph"),
    path("espace/paragraphes/<int:pk>/deplacer/", report.move, name="move_paragraph"),
    path("espace/paragraphes/<int:pk>/confirmer/", report.confirm, name="confirm_paragraph"),
    path("rapports/<slug:slug>/", reading.report, name="report"),
    path("rapports/<slug:slug>/rapport.pdf", reading.pdf, name="report_pdf"),
    path("rapports/<slug:slug>/rapport.odt", reading.odt, name="report_odt"),
    path("espace/rapports/<slug:slug>/a-nommer/", paragraph.names, name="report_names"),
    path("espace/rapports/<slug:slug>/chiffres/", figures.figures, name="figures"),
    path("espace/rapports/<slug:slug>/chiffres/prendre/", figures.keep, name="keep_figure"),
    path("espace/rapports/<slug:slug>/chiffres/relire/", figures.reread, name="reread_figures"),
    path("espace/rapports/<slug:slug>/chiffres/garder/", figures.keep_published, name="keep_published_figure"),
    path("rapports/<slug:slug>/note/", editions.note, name="note"),
    path("rapports/<slug:slug>/note.pdf", editions.note_pdf, name="note_pdf"),
    path("rapports/<slug:slug>/editions/<int:number>/", editions.edition, name="edition"),
    path("rapports/<slug:slug>/editions/<int:number>/changements/", editions.changed, name="edition_changes"),
    path("rapports/<slug:slug>/editions/<int:number>/rapport.pdf", editions.edition_pdf, name="edition_pdf"),
    path("rapports/<slug:slug>/editions/<int:number>/rapport.odt", editions.edition_odt, name="edition_odt"),
]
