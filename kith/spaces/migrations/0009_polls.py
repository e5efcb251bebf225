"""Polls at the start of a thread, whose answers are sealed, each with the key of whoever gave it."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kith.core.crypto


class Migration(migrations.Migration):

    dependencies = [
        ('spaces', '0008_pictures'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='thread',
            name='has_poll',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name='Poll',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=200)),
                ('several', models.BooleanField(default=False)),
                ('closes', models.DateField(blank=True, null=True)),
                ('people', models.PositiveIntegerField(default=0)),
                ('shows', models.BooleanField(default=False)),
                ('post', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='poll', to='spaces.post')),
            ],
        ),
        migrations.CreateModel(
            name='PollAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('chosen', kith.core.crypto.EncryptedJSONField(default=b'', editable=True, owner='person_id')),
                ('counted', kith.core.crypto.EncryptedJSONField(default=b'', editable=True, owner='person_id')),
                ('stands', models.BooleanField(default=True)),
                ('changed', models.BooleanField(default=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='spaces.poll')),
            ],
        ),
        migrations.CreateModel(
            name='PollChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('words', models.CharField(max_length=120)),
                ('counted', models.PositiveIntegerField(default=0)),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='spaces.poll')),
            ],
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.CheckConstraint(condition=models.Q(('question', ''), _negated=True), name='poll_asks_something'),
        ),
        migrations.AddConstraint(
            model_name='pollanswer',
            constraint=models.UniqueConstraint(fields=('poll', 'person'), name='one_answer_each'),
        ),
        migrations.AddConstraint(
            model_name='pollchoice',
            constraint=models.UniqueConstraint(fields=('poll', 'place'), name='one_choice_a_place'),
        ),
        migrations.AddConstraint(
            model_name='pollchoice',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='choice_says_something'),
        ),
    ]
