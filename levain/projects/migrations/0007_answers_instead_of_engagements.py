"""A project answers engagements, each with its words: those it only named become answers without words."""

from django.db import migrations


def answer(apps, schema_editor):
    Project, Sheet, Answer = (
        apps.get_model("projects", name) for name in ("Project", "EngagementSheet", "EngagementAnswer")
    )
    for project in Project.objects.prefetch_related("engagements"):
        named = list(project.engagements.all())
        if named:
            sheet = Sheet.objects.create(project=project, framework=max(each.version for each in named))
            Answer.objects.bulk_create(Answer(sheet=sheet, engagement=each) for each in named)


def name(apps, schema_editor):
    for sheet in apps.get_model("projects", "EngagementSheet").objects.prefetch_related("answers"):
        sheet.project.engagements.set([answer.engagement_id for answer in sheet.answers.all()])


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0001_initial"),
        ("projects", "0006_the_file_of_a_project"),
    ]

    operations = [
        migrations.RunPython(answer, name),
        migrations.RemoveField(model_name="project", name="engagements"),
    ]
