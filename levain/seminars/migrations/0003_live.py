"""A seminar held live; and what was said is known by a number drawn at random, in an order that leads to nobody."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import levain.seminars.models.live
import levain.seminars.models.people
from levain.foundation.tables import Tables

SPEAKERS = [('bearer', 'projects'), ('local_authority', 'local authorities'), ('state_service', 'State services'), ('programme_lead', 'national team'), ('partner', 'partners'), ('expert', 'experts'), ('adviser', 'advisers'), ('facilitator', 'facilitators'), ('observer', 'observers'), ('anonymous', 'did not give a name')]


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_cache_table'),
        ('projects', '0003_profile_counts'),
        ('seminars', '0002_boards_and_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='contribution',
            options={'ordering': ['rank']},
        ),
        migrations.RemoveConstraint(
            model_name='contribution',
            name='an_anonymous_contribution_leads_to_nobody',
        ),
        migrations.AddField(
            model_name='contribution',
            name='pseudonym',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='contribution',
            name='rank',
            field=models.BigIntegerField(default=levain.seminars.models.people.arrival, editable=False),
        ),
        migrations.AddField(
            model_name='historicalcontribution',
            name='pseudonym',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name='contribution',
            name='id',
            field=models.BigIntegerField(default=levain.seminars.models.people.random_id, editable=False, primary_key=True, serialize=False),
        ),
        migrations.AlterField(
            model_name='historicalcontribution',
            name='id',
            field=models.BigIntegerField(db_index=True, default=levain.seminars.models.people.random_id, editable=False),
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(fields=['activity', 'rank'], name='seminars_co_activit_34e919_idx'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(('named', True), models.Q(('author__isnull', True), ('organisation__isnull', True), ('project__isnull', True), ('pseudonym', '')), _connector='OR'), name='an_anonymous_contribution_leads_to_nobody'),
        ),
        Tables([
        migrations.CreateModel(
            name='Live',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=levain.seminars.models.live.new_code, max_length=8, null=True, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('stages', models.JSONField(blank=True, default=dict)),
                ('clock_ends', models.DateTimeField(blank=True, null=True)),
                ('clock_left', models.PositiveIntegerField(blank=True, null=True)),
                ('silenced', models.JSONField(blank=True, default=list)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='seminars.activity')),
                ('driver', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seminar', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='live', to='seminars.seminar')),
            ],
        ),
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(max_length=64)),
                ('name', models.CharField(blank=True, max_length=40)),
                ('side', models.CharField(blank=True, choices=SPEAKERS, max_length=16)),
                ('table', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('banned', models.BooleanField(default=False)),
                ('joined_on', models.DateField(default=django.utils.timezone.localdate)),
                ('live', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='devices', to='seminars.live')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='projects.project')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='live_devices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('live', 'mark'), name='a_device_joins_once')],
            },
        ),
        migrations.CreateModel(
            name='LiveEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('state', 'State'), ('answer', 'Answer'), ('people', 'People')], max_length=8)),
                ('activity', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='seminars.activity')),
                ('live', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='seminars.live')),
            ],
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('process', models.CharField(max_length=32)),
                ('people', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('live', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='seminars.live')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('live', 'process'), name='a_process_counts_a_room_once')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('points', models.SmallIntegerField(default=1)),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cast', to='seminars.contribution')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('points', 0), _negated=True), name='a_vote_weighs_something')],
            },
        ),
        ]),
    ]
