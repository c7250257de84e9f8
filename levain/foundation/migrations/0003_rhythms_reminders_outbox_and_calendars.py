"""A rhythm for each kind of notice, reminders, letters that wait for a person, calendar feeds.

What waited to be told at once when this runs is told in the next digest.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("foundation", "0002_token_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("answer", "What waits for my answer"),
                            ("mine", "My projects"),
                            ("others", "The other projects"),
                            ("seminars", "Seminars"),
                            ("programme", "The life of the programme"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("now", "At once"),
                            ("daily", "Once a day"),
                            ("weekly", "Once a week, on Monday"),
                            ("never", "No mail"),
                        ],
                        max_length=6,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("object_id", models.PositiveBigIntegerField()),
                ("last_on", models.DateField()),
            ],
        ),
        migrations.RemoveField(
            model_name="notice",
            name="at_once",
        ),
        migrations.AddField(
            model_name="letter",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="letters",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="place_id",
            field=models.PositiveBigIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="letter",
            name="place_type",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="contenttypes.contenttype",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Leaves by itself"),
                    ("held", "Held until a person releases it"),
                    ("cancelled", "Cancelled"),
                ],
                default="waiting",
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="values",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="letter",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="mailanswer",
            name="name",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("answer", "What waits for my answer"),
                    ("mine", "My projects"),
                    ("others", "The other projects"),
                    ("seminars", "Seminars"),
                    ("programme", "The life of the programme"),
                ],
                default="mine",
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="rhythm",
            field=models.CharField(
                choices=[
                    ("now", "At once"),
                    ("daily", "Once a day"),
                    ("weekly", "Once a week, on Monday"),
                    ("never", "No mail"),
                ],
                default="daily",
                max_length=6,
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["place_type", "place_id", "state"], name="foundation__place_t_432fb3_idx"),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["person", "-created_at"], name="foundation__person__18d1a3_idx"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["state", "rhythm"], name="foundation__state_2decc0_idx"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["recipient", "read_at"], name="foundation__recipie_1105be_idx"),
        ),
        migrations.AddField(
            model_name="calendarfeed",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="calendar_feeds",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="preference",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="preferences", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="object_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype"
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.UniqueConstraint(fields=("person", "kind"), name="a_person_chooses_once_for_a_kind"),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("kind", "person", "object_type", "object_id"), name="a_person_is_reminded_once_of_a_thing"
            ),
        ),
    ]
