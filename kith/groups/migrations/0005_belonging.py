"""Who was asked to answer, thanks in words, hellos to people who were quiet, and how long answers take."""

import django.db.models.deletion
import kith.core.clock
import kith.core.crypto
import kith.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0004_single_meetings'),
        ('people', '0006_discreet'),
        ('spaces', '0010_what_someone_takes_on'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='group',
            name='answer_minutes',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Pace',
            fields=[
                ('community', models.BooleanField(default=True, primary_key=True, serialize=False)),
                ('minutes', models.PositiveIntegerField()),
                ('measured', models.DateTimeField(default=kith.core.clock.now)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('community', True)), name='one_pace')],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.UUIDField(default=kith.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('asked', models.DateTimeField(default=kith.core.clock.now)),
                ('until', models.DateTimeField()),
                ('taken', models.DateTimeField(blank=True, null=True)),
                ('ended', models.DateTimeField(blank=True, null=True)),
                ('how', models.CharField(blank=True, choices=[('answered', 'Answered'), ('not_now', 'Not Now'), ('passed', 'Passed')], max_length=10)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='groups.group')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='spaces.post')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended__isnull', True)), fields=['person'], name='offer_open'), models.Index(fields=['group', 'asked'], name='offer_load')],
                'constraints': [models.UniqueConstraint(fields=('post', 'person'), name='asked_once'), models.UniqueConstraint(condition=models.Q(('ended__isnull', True)), fields=('post',), name='one_asked_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('ended__isnull', True), ('how', '')), models.Q(('ended__isnull', False), models.Q(('how', ''), _negated=True)), _connector='OR'), name='offer_ended_somehow')],
            },
        ),
        migrations.CreateModel(
            name='ReachOut',
            fields=[
                ('id', models.UUIDField(default=kith.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('noticed', models.DateTimeField(default=kith.core.clock.now)),
                ('words', kith.core.crypto.EncryptedTextField(default=b'', editable=True, owner='writer_id')),
                ('said', models.DateTimeField(blank=True, null=True)),
                ('answer', models.CharField(blank=True, choices=[('fine', 'I am all right, thank you'), ('stop', 'Please do not')], max_length=5)),
                ('ended', models.DateTimeField(blank=True, null=True)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reach_outs', to='spaces.membership')),
                ('writer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.handle')),
            ],
            options={
                'indexes': [models.Index(fields=['ended'], name='reach_out_ended')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended__isnull', True)), fields=('membership',), name='one_reach_out'), models.CheckConstraint(condition=models.Q(('answer__in', ['', 'fine', 'stop'])), name='reach_out_answer_known')],
            },
        ),
        migrations.CreateModel(
            name='Thanks',
            fields=[
                ('id', models.UUIDField(default=kith.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('words', kith.core.crypto.EncryptedTextField(default=b'', editable=True, owner='giver_id')),
                ('at', models.DateTimeField(default=kith.core.clock.now)),
                ('state', models.CharField(choices=[('new', 'New'), ('kept', 'Kept'), ('away', 'Put away')], default='new', max_length=5)),
                ('removed', models.DateTimeField(blank=True, null=True)),
                ('held', models.BooleanField(default=False)),
                ('given_as', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.handle')),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='thanks_given', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='thanks', to='groups.group')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='spaces.post')),
                ('received_as', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.handle')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='thanks', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['receiver', '-at'], name='thanks_list'), models.Index(condition=models.Q(('removed__isnull', False)), fields=['removed'], name='thanks_removed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('giver', models.F('receiver')), _negated=True), name='no_thanks_to_oneself'), models.CheckConstraint(condition=models.Q(('state__in', ['new', 'kept', 'away'])), name='thanks_state_known')],
            },
        ),
    ]
