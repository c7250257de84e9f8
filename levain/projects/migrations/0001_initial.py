import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('people', '__first__'),
        ('programmes', '0001_initial'),
        ('territories', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=120)),
                ('pitch', models.TextField(blank=True)),
                ('story', models.TextField(blank=True)),
                ('themes', models.JSONField(blank=True, default=list)),
                ('stage', models.CharField(choices=[('emergence', 'emergence'), ('structuration', 'structuring'), ('conception', 'design'), ('realisation', 'realisation'), ('fonctionnement', 'running'), ('essaimage', 'spreading')], default='emergence', max_length=16)),
                ('published', models.BooleanField(default=False)),
                ('fictional', models.BooleanField(default=False)),
                ('sourced', models.JSONField(blank=True, default=list)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='programmes.cohort')),
                ('collective', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried_projects', to='people.organisation')),
                ('engagements', models.ManyToManyField(blank=True, related_name='projects', to='programmes.engagement')),
                ('local_authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='co_carried_projects', to='people.organisation')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalLogbookEntry',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('kind', models.CharField(choices=[('progress', 'progress'), ('event', 'event'), ('difficulty', 'difficulty'), ('decision', 'decision'), ('learning', 'learning')], default='progress', max_length=12)),
                ('audience', models.CharField(choices=[('collective', 'the collective and its adviser'), ('project', 'the project, local authority included'), ('cohort', 'all the projects of the cohort'), ('public', 'everyone')], default='project', max_length=12)),
                ('text', models.TextField(max_length=4000)),
                ('happened_on', models.DateField(default=django.utils.timezone.localdate)),
                ('people', models.PositiveIntegerField(blank=True, null=True)),
                ('first_timers', models.PositiveIntegerField(blank=True, null=True)),
                ('hours', models.PositiveIntegerField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('author', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.project')),
            ],
            options={
                'verbose_name': 'historical logbook entry',
                'verbose_name_plural': 'historical logbook entries',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300)),
                ('due', models.DateField(blank=True, null=True)),
                ('kept', models.CharField(choices=[('open', 'not yet known'), ('kept', 'kept'), ('broken', 'not kept')], default='open', max_length=8)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commitments', to='projects.project')),
            ],
            options={
                'ordering': ['due'],
            },
        ),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('due', models.DateField(blank=True, null=True)),
                ('done', models.DateField(blank=True, null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='actions', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='projects.project')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('done'), descending=True, nulls_first=True), 'due'],
            },
        ),
        migrations.CreateModel(
            name='ProjectTerritory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='territories', to='projects.project')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='project_links', to='territories.territory')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('project', 'territory'), name='a_project_names_a_territory_once')],
            },
        ),
        migrations.AddField(
            model_name='project',
            name='communes',
            field=models.ManyToManyField(related_name='projects', through='projects.ProjectTerritory', to='territories.territory'),
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('due', models.DateField()),
                ('done', models.DateField(blank=True, null=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='projects.project')),
            ],
            options={
                'ordering': ['due'],
            },
        ),
        migrations.CreateModel(
            name='LogbookEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('progress', 'progress'), ('event', 'event'), ('difficulty', 'difficulty'), ('decision', 'decision'), ('learning', 'learning')], default='progress', max_length=12)),
                ('audience', models.CharField(choices=[('collective', 'the collective and its adviser'), ('project', 'the project, local authority included'), ('cohort', 'all the projects of the cohort'), ('public', 'everyone')], default='project', max_length=12)),
                ('text', models.TextField(max_length=4000)),
                ('happened_on', models.DateField(default=django.utils.timezone.localdate)),
                ('people', models.PositiveIntegerField(blank=True, null=True)),
                ('first_timers', models.PositiveIntegerField(blank=True, null=True)),
                ('hours', models.PositiveIntegerField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('token', models.UUIDField(blank=True, null=True, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='logbook_entries', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='logbook', to='projects.project')),
            ],
            options={
                'verbose_name_plural': 'logbook entries',
                'ordering': ['-happened_on', '-pk'],
                'indexes': [models.Index(fields=['project', '-happened_on'], name='projects_lo_project_7bbc83_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('first_timers__isnull', True), models.Q(('first_timers__lte', models.F('people')), ('people__isnull', False)), _connector='OR'), name='first_timers_are_among_the_people')],
            },
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(fields=["published", "cohort"], name="published_projects"),
        ),
    ]
