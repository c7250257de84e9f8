import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Questionnaire',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('title', models.CharField(max_length=200)),
                ('audience', models.CharField(max_length=60)),
                ('moments', models.JSONField(blank=True, default=list)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('intro', models.TextField(blank=True)),
                ('anonymous', models.BooleanField(default=False)),
                ('duration_min', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='questionnaires.questionnaire')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('questionnaire', 'number'), name='a_revision_has_its_own_number')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=30)),
                ('kind', models.CharField(choices=[('text', 'text'), ('long_text', 'long text'), ('number', 'number'), ('date', 'date'), ('choice', 'one choice'), ('choices', 'several choices'), ('scale', 'scale'), ('matrix', 'scale for each line'), ('file', 'file'), ('commune', 'commune'), ('consent', 'consent')], max_length=10)),
                ('text', models.CharField(max_length=500)),
                ('help', models.CharField(blank=True, max_length=500)),
                ('required', models.BooleanField(default=False)),
                ('options', models.JSONField(blank=True, default=list)),
                ('options_from', models.CharField(blank=True, max_length=40)),
                ('scale', models.JSONField(blank=True, default=dict)),
                ('repeat_over', models.CharField(blank=True, max_length=40)),
                ('moments', models.JSONField(blank=True, default=list)),
                ('unit', models.CharField(blank=True, max_length=60)),
                ('min', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('max', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('personal_data', models.BooleanField(default=False)),
                ('indicator', models.CharField(blank=True, max_length=30)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='questionnaires.revision')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('revision', 'code'), name='a_question_has_its_own_code'), models.CheckConstraint(condition=models.Q(('min__isnull', True), ('max__isnull', True), ('max__gte', models.F('min')), _connector='OR'), name='a_question_asks_for_a_possible_number')],
            },
        ),
    ]
