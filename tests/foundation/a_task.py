from django_tasks import task

noted = []


@task()
def note(number):
    noted.append(number)
