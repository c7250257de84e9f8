"""The codebook, its memos, and evidence whose source has changed."""

from django.urls import path

from levain.capitalisation.views import codes, exchange, memos, sources

HERE = "espace/capitalisation/<slug:cohort>"
urlpatterns = [
    path(f"{HERE}/sources-modifiees/", sources.changed, name="changed"),
    path("espace/preuves/<int:pk>/source/", sources.settle, name="settle"),
    path("espace/preuves/<int:pk>/nouveaux-mots/", sources.renew, name="renew"),
    path(f"{HERE}/codes/", codes.codes, name="codes"),
    path(f"{HERE}/codes/nouveau/", codes.new, name="new_code"),
    path(f"{HERE}/codes/apporter/", exchange.bring_codes, name="bring_codes"),
    path(f"{HERE}/codes/codes.csv", exchange.codes_table, {"form": "csv"}, name="codes_csv"),
    path(f"{HERE}/codes/codes.ods", exchange.codes_table, {"form": "ods"}, name="codes_ods"),
    path(f"{HERE}/citations.csv", exchange.quotations_table, {"form": "csv"}, name="quotations_csv"),
    path(f"{HERE}/citations.ods", exchange.quotations_table, {"form": "ods"}, name="quotations_ods"),
    path(f"{HERE}/memos/", memos.memos, name="memos"),
    path(f"{HERE}/memos/nouveau/", memos.new_memo, name="new_memo"),
    path("espace/memos/<int:pk>/", memos.memo, name="memo"),
    path("espace/memos/<int:pk>/modifier/", memos.edit_memo, name="edit_memo"),
    path("espace/codes/", codes.shared_codes, name="shared_codes"),
    path("espace/codes/nouveau/", codes.new_shared, name="new_shared_code"),
    path("espace/codes/<int:pk>/", codes.code, name="code"),
    path("espace/codes/<int:pk>/modifier/", codes.edit, name="edit_code"),
    path("espace/codes/<int:pk>/fusionner/", codes.merge, name="merge_code"),
    path("espace/codes/<int:pk>/scinder/", codes.split, name="split_code"),
    path("espace/codes/<int:pk>/usage/", codes.retire, name="retire_code"),
    path("espace/codes/<int:pk>/versions/", codes.versions, name="code_versions"),
    path("espace/codes/<int:pk>/reprendre/", codes.take, name="take_code"),
    path("espace/codes/<int:pk>/partager/", codes.share, name="share_code"),
    path("espace/codes/changements/<int:pk>/defaire/", codes.undo, name="undo_change"),
]
