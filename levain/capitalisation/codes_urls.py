"""The codebook, its memos, and evidence whose source has changed."""

from django.urls import path

from levain.capitalisation.views import codes, memos, sources

urlpatterns = [
    path("espace/capitalisation/<slug:cohort>/sources-modifiees/", sources.changed, name="changed"),
    path("espace/preuves/<int:pk>/source/", sources.settle, name="settle"),
    path("espace/preuves/<int:pk>/nouveaux-mots/", sources.renew, name="renew"),
    path("espace/capitalisation/<slug:cohort>/codes/", codes.codes, name="codes"),
    path("espace/capitalisation/<slug:cohort>/codes/nouveau/", codes.new, name="new_code"),
    path("espace/capitalisation/<slug:cohort>/memos/", memos.memos, name="memos"),
    path("espace/capitalisation/<slug:cohort>/memos/nouveau/", memos.new_memo, name="new_memo"),
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
