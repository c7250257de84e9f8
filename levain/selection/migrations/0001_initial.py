import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programmes', '0001_initial'),
        ('projects', '0001_initial'),
        ('territories', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('title', models.CharField(max_length=200)),
                ('short', models.TextField()),
                ('opens', models.DateTimeField()),
                ('closes', models.DateTimeField()),
                ('time_zone', models.CharField(default='Europe/Paris', max_length=40)),
                ('contact', models.TextField(blank=True)),
                ('page', models.JSONField(blank=True, default=list)),
                ('questions_answered', models.JSONField(blank=True, default=list)),
                ('aims', models.JSONField(blank=True, default=dict)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('fictional', models.BooleanField(default=False)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='programmes.cohort')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='a_call_closes_after_it_opens')],
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.SlugField()),
                ('title', models.CharField(max_length=200)),
                ('summary', models.TextField()),
                ('place', models.CharField(max_length=120)),
                ('collective', models.CharField(blank=True, max_length=200)),
                ('local_authority', models.CharField(blank=True, max_length=200)),
                ('themes', models.JSONField(blank=True, default=list)),
                ('answers', models.JSONField(blank=True, default=dict)),
                ('deposited_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('state', models.CharField(choices=[('deposited', 'deposited'), ('retained', 'retained'), ('reserve', 'on the reserve list'), ('not_retained', 'not retained')], default='deposited', max_length=12)),
                ('reserve_rank', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('reason', models.TextField(blank=True)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('fictional', models.BooleanField(default=False)),
                ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='territories.territory')),
                ('project', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='application', to='projects.project')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='selection.call')),
            ],
            options={
                'ordering': ['deposited_at'],
                'constraints': [models.UniqueConstraint(fields=('call', 'reference'), name='an_application_is_received_once'), models.CheckConstraint(condition=models.Q(('state', 'deposited'), ('decided_on__isnull', False), _connector='OR'), name='a_decided_application_has_a_date'), models.CheckConstraint(condition=models.Q(('state', 'reserve'), ('reserve_rank__isnull', True), _connector='OR'), name='only_the_reserve_is_ranked')],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField()),
                ('position', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=200)),
                ('question', models.CharField(blank=True, max_length=300)),
                ('weight', models.DecimalField(decimal_places=3, max_digits=4)),
                ('levels', models.JSONField(blank=True, default=list)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='selection.call')),
            ],
            options={
                'verbose_name_plural': 'criteria',
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('call', 'code'), name='a_criterion_is_named_once_in_a_call'), models.CheckConstraint(condition=models.Q(('weight__gte', 0), ('weight__lte', 1)), name='a_weight_is_between_0_and_1')],
            },
        ),
    ]
