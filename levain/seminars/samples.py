"""Sample objects of this package for the access matrix."""

from datetime import timedelta

from django.utils import timezone

from levain.seminars.models import (
    Activity,
    ActivityPhoto,
    AgendaItem,
    Contribution,
    Invitation,
    Live,
    Registration,
    Seminar,
    SeminarTemplate,
    Table,
)


def build(world) -> None:
    starts = timezone.now() + timedelta(days=7)
    seminars = {}
    for relation, project in world.project.items():
        seminar = seminars.get(project.cohort_id)
        if seminar is None:
            number = 90 + len(seminars)
            seminar = seminars[project.cohort_id] = Seminar.objects.create(
                cohort=project.cohort,
                number=number,
                slug=f"modele-{number}",
                title="Séminaire",
                purpose="Se voir",
                starts=starts,
                ends=starts + timedelta(hours=3),
            )
            Live.objects.create(seminar=seminar, code=f"0000{number}", expires_at=seminar.ends)
        activity = Activity.objects.create(
            seminar=seminar, position=1, kind=Activity.Kind.QUESTIONS, title="Questions"
        )
        said = Contribution.objects.create(
            activity=activity, text="Qui a la clé ?", side="bearer", project=project, said_on=seminar.day
        )
        item = AgendaItem.objects.create(seminar=seminar, position=1, minutes=15, title="Accueil")
        comes = Registration.objects.create(seminar=seminar, name=f"Sample {relation}", side="partner")
        guest = Invitation.objects.create(seminar=seminar, name=f"Sample {relation}", side="partner", project=project)
        kept = SeminarTemplate.objects.create(programme=project.cohort.programme, name=f"Sample {relation}")
        number = seminar.tables.count() + 1
        table = Table.objects.create(seminar=seminar, number=number, title=f"Table {relation}")
        photo = ActivityPhoto.objects.create(activity=activity, caption=f"Mur {relation}")
        for made in (photo, seminar, activity, said, item, guest, kept, comes, table):
            world.add(type(made), relation, made)
