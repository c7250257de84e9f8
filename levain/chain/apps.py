from django.apps import AppConfig


class ChainConfig(AppConfig):
    name = "levain.chain"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from levain.chain import registered

        registered.say()
