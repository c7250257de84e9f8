import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Territory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('country', 'country'), ('region', 'region'), ('department', 'department'), ('epci', 'intermunicipality'), ('commune', 'commune'), ('former', 'former commune'), ('perimeter', 'perimeter')], max_length=10)),
                ('code', models.CharField(db_index=True, max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('folded', models.CharField(db_index=True, editable=False, max_length=200)),
                ('postcodes', models.CharField(blank=True, max_length=200)),
                ('population', models.PositiveIntegerField(blank=True, null=True)),
                ('longitude', models.FloatField(blank=True, null=True)),
                ('latitude', models.FloatField(blank=True, null=True)),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='former_communes', to='territories.territory')),
            ],
            options={
                'ordering': ['folded'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'code'), name='one_territory_for_a_kind_and_code'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'former'), _negated=True), ('successor__isnull', False), _connector='OR'), name='a_former_commune_has_a_successor')],
            },
        ),
        migrations.CreateModel(
            name='Containment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('inner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outer_links', to='territories.territory')),
                ('outer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='inner_links', to='territories.territory')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('outer', 'inner'), name='a_territory_is_contained_once')],
            },
        ),
    ]
