import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=200)),
                ('purpose', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='Engagement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(choices=[('2017', 'charter of 2016-2017'), ('2020-2024', 'framework of 2020, guide of 2023-2024')], max_length=10)),
                ('number', models.PositiveSmallIntegerField()),
                ('dimension', models.PositiveSmallIntegerField()),
                ('dimension_title', models.CharField(max_length=120)),
                ('title', models.CharField(max_length=400)),
                ('meaning', models.TextField(blank=True)),
                ('for_a_citizen_project', models.TextField(blank=True)),
                ('confidence', models.CharField(max_length=20)),
                ('source', models.CharField(blank=True, max_length=400)),
            ],
            options={
                'ordering': ['version', 'number'],
                'constraints': [models.UniqueConstraint(fields=('version', 'number'), name='an_engagement_has_one_title_in_a_version')],
            },
        ),
        migrations.CreateModel(
            name='Cohort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=200)),
                ('seats', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1)])),
                ('starts', models.DateField()),
                ('ends', models.DateField()),
                ('time_zone', models.CharField(default='Europe/Paris', max_length=40)),
                ('fictional', models.BooleanField(default=False)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='programmes.programme')),
            ],
            options={
                'ordering': ['-starts'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='a_cohort_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Phase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_before', models.CharField(max_length=120)),
                ('name_during', models.CharField(max_length=120)),
                ('name_after', models.CharField(max_length=120)),
                ('starts', models.DateField()),
                ('ends', models.DateField()),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phases', to='programmes.cohort')),
            ],
            options={
                'ordering': ['starts'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='a_phase_ends_after_it_starts')],
            },
        ),
        migrations.AddIndex(
            model_name="cohort",
            index=models.Index(fields=["-starts"], name="cohorts_by_start"),
        ),
    ]
