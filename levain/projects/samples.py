"""Sample objects of this package for the access matrix."""

from levain.projects.models import Action, LogbookEntry, Project


def build(world) -> None:
    for relation, project in world.project.items():
        world.add(Project, relation, project)
        author = world.person["bearer"] if relation == "own" else world.stranger
        note = LogbookEntry.objects.create(project=project, author=author, text="Note", audience="project")
        world.add(LogbookEntry, relation, note)
        world.add(Action, relation, Action.objects.create(project=project, title="Action"))
