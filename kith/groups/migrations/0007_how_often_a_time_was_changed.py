from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0006_sessions'),
    ]

    operations = [
        migrations.AddField(
            model_name='meetingtime',
            name='version',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
