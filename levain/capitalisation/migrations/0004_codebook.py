"""A codebook with its history, who coded what, memos, and what is decided when a source changes.

Who gave the codes already there is not known: their rows keep the day the words were kept, and no name.
"""

import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


def keep_codings(apps, schema_editor):
    evidence, coding = (apps.get_model("capitalisation", name) for name in ("Evidence", "Coding"))
    given = evidence.codes.through.objects.values_list("evidence_id", "code_id", "evidence__created_at")
    coding.objects.bulk_create(
        [coding(evidence_id=one, code_id=code, at=at) for one, code, at in given.iterator()], batch_size=500
    )


def give_codes_back(apps, schema_editor):
    """Back to codes without a name nor a day."""
    evidence, coding = (apps.get_model("capitalisation", name) for name in ("Evidence", "Coding"))
    through = evidence.codes.through
    given = coding.objects.values_list("evidence_id", "code_id")
    through.objects.bulk_create(
        [through(evidence_id=one, code_id=code) for one, code in given.iterator()], batch_size=500
    )


class Migration(migrations.Migration):

    dependencies = [
        ('capitalisation', '0003_practice_sheets'),
        ('foundation', '0003_settled_notices'),
        ('programmes', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ChildMoved',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.CreateModel(
            name='CodeChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('merge', 'merged'), ('split', 'split')], max_length=6)),
                ('why', models.TextField(blank=True, max_length=1000)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Coding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FormerCoding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-ended_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='FormerPassage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('consent', models.CharField(choices=[('pending', "waiting for the person's answer"), ('agreed', 'the person agrees'), ('refused', 'the person refuses'), ('anonymous', 'said without a name'), ('paraphrase', 'the person chose other words'), ('withdrawn', 'the person has withdrawn her words')], max_length=12)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalCode',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('slug', models.CharField(max_length=80)),
                ('label', models.CharField(max_length=120)),
                ('definition', models.TextField(blank=True, max_length=1000)),
                ('include', models.TextField(blank=True, max_length=1000)),
                ('exclude', models.TextField(blank=True, max_length=1000)),
                ('example', models.TextField(blank=True, max_length=1000)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical code',
                'verbose_name_plural': 'historical codes',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalMemo',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('title', models.CharField(max_length=150)),
                ('text', models.TextField(max_length=5000)),
                ('fictional', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical memo',
                'verbose_name_plural': 'historical memos',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Memo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=150)),
                ('text', models.TextField(max_length=5000)),
                ('fictional', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('token', models.UUIDField(blank=True, null=True, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='code',
            name='created_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name='code',
            name='created_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='code',
            name='example',
            field=models.TextField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name='code',
            name='exclude',
            field=models.TextField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name='code',
            name='include',
            field=models.TextField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name='code',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged', to='capitalisation.code'),
        ),
        migrations.AddField(
            model_name='code',
            name='retired_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='code',
            name='taken_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='taken', to='capitalisation.code'),
        ),
        migrations.AddField(
            model_name='code',
            name='token',
            field=models.UUIDField(blank=True, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='code',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='evidence',
            name='held_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='evidence',
            name='held_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evidence',
            name='hold',
            field=models.CharField(choices=[('live', 'follows its source'), ('frozen', 'kept as it was when quoted'), ('aside', 'set aside by those who kept it')], default='live', max_length=6),
        ),
        migrations.AddField(
            model_name='evidence',
            name='source_state',
            field=models.CharField(choices=[('intact', 'Unchanged since it was quoted'), ('moved', 'The text around it has changed since; the words still stand'), ('changed', 'The source has changed since it was quoted'), ('gone', 'The source is no longer there'), ('altered', 'What is kept is not what the source said: it was altered after it was quoted'), ('withdrawn', 'The person has withdrawn her words')], default='intact', max_length=10),
        ),
        migrations.AddField(
            model_name='evidence',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddConstraint(
            model_name='code',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='a_code_is_not_under_itself'),
        ),
        migrations.AddField(
            model_name='childmoved',
            name='child',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='capitalisation.code'),
        ),
        migrations.AddField(
            model_name='codechange',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='codechange',
            name='code',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='capitalisation.code'),
        ),
        migrations.AddField(
            model_name='codechange',
            name='into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='capitalisation.code'),
        ),
        migrations.AddField(
            model_name='codechange',
            name='undone_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='childmoved',
            name='change',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='children', to='capitalisation.codechange'),
        ),
        migrations.AddField(
            model_name='coding',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='coding',
            name='change',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='brought', to='capitalisation.codechange'),
        ),
        migrations.AddField(
            model_name='coding',
            name='code',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codings', to='capitalisation.code'),
        ),
        migrations.AddField(
            model_name='coding',
            name='evidence',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codings', to='capitalisation.evidence'),
        ),
        migrations.AddField(
            model_name='formercoding',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='formercoding',
            name='change',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='took', to='capitalisation.codechange'),
        ),
        migrations.AddField(
            model_name='formercoding',
            name='code',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_codings', to='capitalisation.code'),
        ),
        migrations.AddField(
            model_name='formercoding',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='formercoding',
            name='evidence',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_codings', to='capitalisation.evidence'),
        ),
        migrations.AddField(
            model_name='formerpassage',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='formerpassage',
            name='evidence',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former', to='capitalisation.evidence'),
        ),
        migrations.AddField(
            model_name='formerpassage',
            name='passage',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='former', to='foundation.passage'),
        ),
        migrations.AddField(
            model_name='historicalcode',
            name='cohort',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programmes.cohort'),
        ),
        migrations.AddField(
            model_name='historicalcode',
            name='created_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalcode',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalcode',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='capitalisation.code'),
        ),
        migrations.AddField(
            model_name='historicalcode',
            name='parent',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='capitalisation.code'),
        ),
        migrations.AddField(
            model_name='historicalcode',
            name='taken_from',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='capitalisation.code'),
        ),
        migrations.AddField(
            model_name='historicalmemo',
            name='code',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='capitalisation.code'),
        ),
        migrations.AddField(
            model_name='historicalmemo',
            name='cohort',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programmes.cohort'),
        ),
        migrations.AddField(
            model_name='historicalmemo',
            name='created_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalmemo',
            name='evidence',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='capitalisation.evidence'),
        ),
        migrations.AddField(
            model_name='historicalmemo',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='memo',
            name='code',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='memos', to='capitalisation.code'),
        ),
        migrations.AddField(
            model_name='memo',
            name='cohort',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memos', to='programmes.cohort'),
        ),
        migrations.AddField(
            model_name='memo',
            name='created_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='memo',
            name='evidence',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='memos', to='capitalisation.evidence'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.UniqueConstraint(fields=('evidence', 'code'), name='words_have_a_code_once'),
        ),
        migrations.AddConstraint(
            model_name='memo',
            constraint=models.CheckConstraint(condition=models.Q(('code__isnull', True), ('evidence__isnull', True), _connector='OR'), name='a_memo_is_about_one_thing'),
        ),
        migrations.RunPython(keep_codings, give_codes_back),
        migrations.RemoveField(model_name="evidence", name="codes"),
        migrations.AddField(
            model_name="evidence",
            name="codes",
            field=models.ManyToManyField(
                blank=True, related_name="evidence", through="capitalisation.Coding", to="capitalisation.code"
            ),
        ),
    ]
