"""What someone began to write in a group, kept for them alone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kith.core.clock
import kith.core.crypto
import kith.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('spaces', '0005_membership_agrees'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=kith.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('words', kith.core.crypto.EncryptedJSONField(default=b'', editable=True, owner='person_id')),
                ('turn', models.PositiveIntegerField(default=1)),
                ('begun', models.DateTimeField(default=kith.core.clock.now)),
                ('changed', models.DateTimeField(default=kith.core.clock.now)),
                ('removed', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='spaces.space')),
                ('thread', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='spaces.thread')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'thread'), name='one_draft_an_answer'), models.UniqueConstraint(condition=models.Q(('thread__isnull', True)), fields=('person', 'space'), name='one_draft_of_a_thread')],
            },
        ),
    ]
