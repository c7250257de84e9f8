app_name = "capitalisation"
urlpatterns: list = []
