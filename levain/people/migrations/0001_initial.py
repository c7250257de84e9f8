import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import levain.people.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('territories', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('about', models.CharField(blank=True, max_length=200)),
                ('language', models.CharField(choices=[('fr', 'French'), ('en', 'English')], default='fr', max_length=2)),
                ('is_active', models.BooleanField(default=True)),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now)),
                ('wants_letters', models.BooleanField(default=True)),
                ('fictional', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='an_address_belongs_to_one_person')],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('collective', 'informal collective'), ('association', 'association'), ('cooperative', 'cooperative'), ('commune', 'commune'), ('epci', 'intermunicipality'), ('state_service', 'State service'), ('ministry', 'ministry'), ('company', 'company'), ('other', 'other')], max_length=16)),
                ('service', models.CharField(blank=True, max_length=12)),
                ('general_knowledge', models.BooleanField(default=False)),
                ('fictional', models.BooleanField(default=False)),
                ('territories', models.ManyToManyField(blank=True, related_name='organisations', to='territories.territory')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('code', models.CharField(choices=[('bearer', 'project bearer'), ('member', 'member of the collective'), ('observer', 'observer'), ('local_authority', 'local authority'), ('state_service', 'State service'), ('programme_lead', 'national team'), ('adviser', 'adviser'), ('facilitator', 'facilitator'), ('expert', 'expert'), ('partner', 'partner'), ('juror', 'juror'), ('jury_chair', 'jury chair'), ('evaluator', 'evaluator'), ('administrator', 'administrator')], max_length=16)),
                ('scope_id', models.PositiveBigIntegerField()),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField(default=levain.people.models.in_seven_days)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('scope_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Affiliation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(default=django.utils.timezone.localdate)),
                ('until', models.DateField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='affiliations', to=settings.AUTH_USER_MODEL)),
                ('validated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affiliations', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('user', 'organisation'), name='a_person_belongs_once_to_an_organisation')],
            },
        ),
        migrations.CreateModel(
            name='Role',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=[('bearer', 'project bearer'), ('member', 'member of the collective'), ('observer', 'observer'), ('local_authority', 'local authority'), ('state_service', 'State service'), ('programme_lead', 'national team'), ('adviser', 'adviser'), ('facilitator', 'facilitator'), ('expert', 'expert'), ('partner', 'partner'), ('juror', 'juror'), ('jury_chair', 'jury chair'), ('evaluator', 'evaluator'), ('administrator', 'administrator')], max_length=16)),
                ('scope_id', models.PositiveBigIntegerField()),
                ('since', models.DateField(default=django.utils.timezone.localdate)),
                ('until', models.DateField(blank=True, null=True)),
                ('granted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.organisation')),
                ('scope_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['scope_type', 'scope_id', 'code'], name='people_role_scope_t_a6c8be_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('user', 'code', 'scope_type', 'scope_id'), name='a_role_is_held_once_on_a_scope'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='a_role_ends_after_it_begins')],
            },
        ),
    ]
