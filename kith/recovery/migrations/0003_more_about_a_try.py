"""How it was before and after a try, what was going on, words about it, and taking one back."""

import django.db.models.deletion
import kith.core.clock
import kith.core.crypto
import kith.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('recovery', '0002_hard_time'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TryNote',
            fields=[
                ('id', models.UUIDField(default=kith.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('words', kith.core.crypto.EncryptedTextField(default=b'', editable=True, owner='person_id')),
            ],
        ),
        migrations.AddField(
            model_name='strategytry',
            name='after',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(5, 'Good'), (4, 'All right'), (3, 'Getting by'), (2, 'Low'), (1, 'Very hard')], null=True),
        ),
        migrations.AddField(
            model_name='strategytry',
            name='before',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(5, 'Good'), (4, 'All right'), (3, 'Getting by'), (2, 'Low'), (1, 'Very hard')], null=True),
        ),
        migrations.AddField(
            model_name='strategytry',
            name='removed',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Occasion',
            fields=[
                ('id', models.UUIDField(default=kith.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('words', kith.core.crypto.EncryptedTextField(default=b'', editable=True, owner='person_id')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='occasions', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddField(
            model_name='strategytry',
            name='occasion',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='tries', to='recovery.occasion'),
        ),
        migrations.AddConstraint(
            model_name='strategytry',
            constraint=models.CheckConstraint(condition=models.Q(('before', None), ('before__range', (1, 5)), _connector='OR'), name='before_is_one_of_five'),
        ),
        migrations.AddConstraint(
            model_name='strategytry',
            constraint=models.CheckConstraint(condition=models.Q(('after', None), ('after__range', (1, 5)), _connector='OR'), name='after_is_one_of_five'),
        ),
        migrations.AddField(
            model_name='trynote',
            name='about',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='told', to='recovery.strategytry'),
        ),
        migrations.AddField(
            model_name='trynote',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
    ]
