"""Makes room for openings: what two people who keep the place safe agreed to see."""

import django.db.models.deletion
import kith.core.clock
import kith.core.crypto
import kith.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('spaces', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', models.UUIDField(default=kith.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('name', 'Who is behind a name'), ('check_ins', 'Check-ins'), ('network', 'Network map')], max_length=10)),
                ('ground', models.CharField(choices=[('danger', 'Someone may be in danger'), ('rules', 'Someone may be harming others here'), ('law', 'A court or the law asks for it')], max_length=10)),
                ('reason', kith.core.crypto.EncryptedTextField(default=b'', editable=True, owner='subject_id')),
                ('hours', models.PositiveSmallIntegerField()),
                ('asked', models.DateTimeField(default=kith.core.clock.now)),
                ('agreed', models.DateTimeField(blank=True, null=True)),
                ('ends', models.DateTimeField(blank=True, null=True)),
                ('ended', models.DateTimeField(blank=True, null=True)),
                ('told', models.DateTimeField(blank=True, null=True)),
                ('review', models.DateTimeField(blank=True, null=True)),
                ('round', models.PositiveSmallIntegerField(default=0)),
                ('reads', models.PositiveIntegerField(default=0)),
                ('last_read', models.DateTimeField(blank=True, null=True)),
                ('agreer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('handle', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.handle')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='spaces.post')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Silence',
            fields=[
                ('id', models.UUIDField(default=kith.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('round', models.PositiveSmallIntegerField(default=0)),
                ('why', kith.core.crypto.EncryptedTextField(default=b'', editable=True, owner='subject_id')),
                ('at', models.DateTimeField(default=kith.core.clock.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='silences', to='safety.opening')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddIndex(
            model_name='opening',
            index=models.Index(fields=['subject', 'told'], name='opening_told'),
        ),
        migrations.AddConstraint(
            model_name='opening',
            constraint=models.CheckConstraint(condition=models.Q(('agreer__isnull', True), ('asker__isnull', True), models.Q(('agreer', models.F('asker')), _negated=True), _connector='OR'), name='opening_by_two'),
        ),
        migrations.AddConstraint(
            model_name='opening',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asker__isnull', True), models.Q(('asker', models.F('subject')), _negated=True), _connector='OR'), models.Q(('agreer__isnull', True), models.Q(('agreer', models.F('subject')), _negated=True), _connector='OR')), name='opening_not_of_oneself'),
        ),
        migrations.AddConstraint(
            model_name='opening',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed__isnull', True), ('ends__isnull', True)), models.Q(('agreed__isnull', False), ('ends__isnull', False)), _connector='OR'), name='opening_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='opening',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('handle__isnull', False), ('hours', 168), ('kind', 'name')), models.Q(('handle__isnull', True), ('hours__gte', 1), ('hours__lte', 24), ('kind__in', ['check_ins', 'network'])), _connector='OR'), name='opening_of_one_kind'),
        ),
        migrations.AddConstraint(
            model_name='opening',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'name'), ('review__isnull', True), _connector='OR'), name='opening_of_a_record_is_told'),
        ),
        migrations.AddConstraint(
            model_name='silence',
            constraint=models.UniqueConstraint(fields=('opening', 'by', 'round'), name='one_silence_each_round'),
        ),
    ]
