"""How each wants to be told, what is on its way to them, and the devices it may go to; `round` has its usual value in the database."""


import datetime
import django.core.validators
import django.db.models.deletion
import kith.core.clock
import kith.core.crypto
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0001_initial'),
        ('people', '0008_break'),
        ('usersessions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='round',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.CreateModel(
            name='AtNight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tie', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.tie')),
            ],
        ),
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('address', kith.core.crypto.EncryptedJSONField(default=b'', editable=True, owner='person_id')),
                ('made', models.DateTimeField(default=kith.core.clock.now)),
                ('last_letter', models.UUIDField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='usersessions.usersession')),
            ],
        ),
        migrations.CreateModel(
            name='Wishes',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('mark', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('by_mail', models.BooleanField(default=True)),
                ('fuller', models.BooleanField(default=False)),
                ('weekly', models.BooleanField(default=False)),
                ('digest_hour', models.PositiveSmallIntegerField(default=17, validators=[django.core.validators.MaxValueValidator(23)])),
                ('digest_day', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(6)])),
                ('quiet', models.BooleanField(default=True)),
                ('quiet_from', models.TimeField(default=datetime.time(21, 0))),
                ('quiet_to', models.TimeField(default=datetime.time(8, 0))),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('digest_day__lt', 7), ('digest_hour__lt', 24)), name='digest_fits')],
            },
        ),
        migrations.CreateModel(
            name='FamilyWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('family', models.CharField(max_length=12)),
                ('mail', models.CharField(choices=[('never', 'No mail'), ('digest', 'In the summary'), ('soon', 'Soon after it happens')], max_length=6)),
                ('push', models.BooleanField(default=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'family'), name='one_wish_a_family')],
            },
        ),
        migrations.CreateModel(
            name='GroupWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.BigIntegerField()),
                ('level', models.CharField(choices=[('all', 'Everything that is for me'), ('named', 'Only when someone names me'), ('nothing', 'Nothing')], max_length=8)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'group'), name='one_wish_a_group')],
            },
        ),
        migrations.CreateModel(
            name='Outgoing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('mail', 'Mail'), ('push', 'Messages on your devices')], max_length=4)),
                ('round', models.PositiveIntegerField(default=0)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sent', 'Sent'), ('let_go', 'Let Go')], default='waiting', max_length=8)),
                ('at_night', models.BooleanField(default=False)),
                ('due', models.DateTimeField()),
                ('letter', models.UUIDField(blank=True, null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('made', models.DateTimeField(default=kith.core.clock.now)),
                ('done', models.DateTimeField(blank=True, null=True)),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='notices.notice')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due'], name='outgoing_due'), models.Index(fields=['person', 'channel', 'done'], name='outgoing_of')],
                'constraints': [models.UniqueConstraint(fields=('notice', 'channel', 'round'), name='one_way_out_a_round')],
            },
        ),
    ]
