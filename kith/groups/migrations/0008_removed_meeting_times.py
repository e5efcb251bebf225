from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0007_how_often_a_time_was_changed'),
    ]

    operations = [
        migrations.AddField(
            model_name='meetingtime',
            name='removed',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
