"""What is kept about people, why and for whom: one row for each kind of thing, on the privacy page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

YOU = gettext_lazy("You.")


@dataclass(frozen=True)
class Row:
    """One kind of thing that is kept, and the tables it lies in."""

    what: Any
    why: Any
    who: Any
    tables: tuple[str, ...]


ROWS = [
    Row(
        gettext_lazy("Your email address"),
        gettext_lazy("So that you can sign in with a code."),
        gettext_lazy("You, and whoever runs the server."),
        ("people.Person", "account.EmailAddress"),
    ),
    Row(
        gettext_lazy("The names you chose, and your role if you have one"),
        gettext_lazy("So that others know whom they talk to. Nothing joins your names to one another."),
        gettext_lazy("People you meet under that name."),
        ("people.Handle", "people.Role"),
    ),
    Row(
        gettext_lazy("Your network map, with your notes"),
        gettext_lazy("So that you see who is there for you."),
        gettext_lazy("You. The map without your notes: whom you share it with."),
        ("people.Tie", "people.Snapshot", "people.RemovedTie"),
    ),
    Row(
        gettext_lazy("What you share with whom, whom you invited, and whom or which names you blocked or muted"),
        gettext_lazy("So that your choices hold."),
        YOU,
        ("people.Grant", "people.Invitation", "people.Block", "people.Mute", "groups.GroupInvitation"),
    ),
    Row(
        gettext_lazy("Words you would rather not read unasked"),
        gettext_lazy("So that what holds them is folded for you."),
        YOU,
        ("people.MutedWords",),
    ),
    Row(
        gettext_lazy("Which hints on language you do not want to see"),
        gettext_lazy("So that they stay away while you write."),
        YOU,
        ("safety.HintOff",),
    ),
    Row(
        gettext_lazy("Posts you keep, and conversations you put away for now"),
        gettext_lazy("So that you find them again, or do not meet them."),
        YOU,
        ("spaces.Bookmark", "spaces.ReadMark"),
    ),
    Row(
        gettext_lazy("Check-ins"),
        gettext_lazy("So that you can look back, and let others know how you are."),
        gettext_lazy("You, and whom you share them with. Your words only if you share those too."),
        ("recovery.CheckIn",),
    ),
    Row(
        gettext_lazy("That you are having a hard time, until you take it back or it ends"),
        gettext_lazy("So that those you chose can be there."),
        gettext_lazy("You, and whom you share it with."),
        ("recovery.HardTime",),
    ),
    Row(
        gettext_lazy("Coping strategies"),
        gettext_lazy("So that they are there on a hard day."),
        gettext_lazy("You, and whom you share them with."),
        ("recovery.Strategy",),
    ),
    Row(
        gettext_lazy("When you tried one, how it was before and after, what was going on, and your notes on it"),
        gettext_lazy("So that you can see what helps you, and when."),
        YOU,
        ("recovery.StrategyTry", "recovery.TryNote", "recovery.Occasion"),
    ),
    Row(
        gettext_lazy(
            "What you offered to the library of what helps, what you were answered, and what you said was wrong"
        ),
        gettext_lazy("So that others can borrow it, and nothing harmful stands there."),
        gettext_lazy(
            "Those who look after the library. Once it is taken in, everyone with an account can read what you offered,"
            " without your name. What you said was wrong stays with those who look after it."
        ),
        ("recovery.LibraryEntry", "recovery.LibraryAnswer", "recovery.LibraryFit", "recovery.LibraryProblem"),
    ),
    Row(
        gettext_lazy("Your answers to What would help now, and what is not for you"),
        gettext_lazy("So that what we suggest fits you."),
        YOU,
        ("weave.Answer", "weave.Dismissal"),
    ),
    Row(
        gettext_lazy("Messages"),
        gettext_lazy("So that two people can talk."),
        gettext_lazy("The two people."),
        ("spaces.Letter",),
    ),
    Row(
        gettext_lazy("What you write in groups, and warm words you give"),
        gettext_lazy("So that others can read and answer."),
        gettext_lazy("Whoever may read the group. Each group says who that is."),
        ("spaces.Post", "spaces.Thread", "spaces.Reaction", "spaces.Poll", "spaces.PollChoice"),
    ),
    Row(
        gettext_lazy("Pictures you share in groups, drawn anew without place, time or file name"),
        gettext_lazy("So that others can see them."),
        gettext_lazy("Whoever may read the words they stand with."),
        ("spaces.Picture",),
    ),
    Row(
        gettext_lazy("What you choose in polls"),
        gettext_lazy("So that it can be counted, and you can change it."),
        gettext_lazy("You. Others see numbers, and only from three people on."),
        ("spaces.PollAnswer",),
    ),
    Row(
        gettext_lazy("What you began to write in a group and did not send"),
        gettext_lazy("So that half-written words are not lost."),
        YOU,
        ("spaces.Draft",),
    ),
    Row(
        gettext_lazy("What a post of yours said before you changed it"),
        gettext_lazy("So that moderators can see what was said, if someone was hurt by it."),
        gettext_lazy("You, and moderators and stewards who can read the group. That they looked is written down."),
        ("spaces.PostVersion",),
    ),
    Row(
        gettext_lazy("Links and tips you share with everyone, and what you say is wrong with one"),
        gettext_lazy("So that others find what helped you, and what is out of date goes."),
        gettext_lazy(
            "Anyone, without your name, once it was checked. Those who check: also what waits, and what is wrong."
        ),
        ("resources.Resource", "resources.Answer", "resources.Topic", "resources.Problem"),
    ),
    Row(
        gettext_lazy("Which groups you are in, what you agreed to there, and how far you have read"),
        gettext_lazy("So that you find your way back."),
        gettext_lazy("Members of the same group see the name you use there. How far you have read: you."),
        ("spaces.Membership", "spaces.ReadMark", "groups.Agreed", "groups.JoinRequest"),
    ),
    Row(
        gettext_lazy("That you wait for a place in a group, until you have one or stop waiting"),
        gettext_lazy("So that places go to whoever waited longest."),
        gettext_lazy("You. Those who run the group see how many wait, not who."),
        ("groups.Waiting",),
    ),
    Row(
        gettext_lazy("Notes you leave for others who run a group"),
        gettext_lazy("So that whoever takes over knows what happened."),
        gettext_lazy("Those who run the group."),
        ("groups.HandOverNote",),
    ),
    Row(
        gettext_lazy("Which meetings you come to, and which you are reminded of"),
        gettext_lazy("So that people know of one another, if you want that."),
        gettext_lazy("That you come: people in the group, or only those who run it, as you chose. The rest: you."),
        ("groups.Coming", "groups.Reminder", "groups.Reminded"),
    ),
    Row(
        gettext_lazy("What you say in sessions, and that you are in one"),
        gettext_lazy("So that people can write to one another live, and read it again for some days."),
        gettext_lazy("People in the group. Who is there: those who are in the session, while it is on."),
        ("groups.SessionPost", "groups.Seat", "groups.Session"),
    ),
    Row(
        gettext_lazy("That you made an address for your calendar; not the address itself"),
        gettext_lazy("So that your calendar can show when your groups meet."),
        gettext_lazy("Whoever has the address reads when you have appointments."),
        ("groups.Calendar",),
    ),
    Row(
        gettext_lazy(
            "What you say you do in a group; whether you welcome people, can answer, or wish to be missed there"
        ),
        gettext_lazy("So that nobody there is left alone."),
        gettext_lazy(
            "People in the group see what you do there, and that you welcome people. The rest: you. Those who mind the group"
            " hear when someone who asked to be missed is quiet; for that, the day you last came is kept, for nobody else."
        ),
        ("spaces.Membership", "groups.Offer"),
    ),
    Row(
        gettext_lazy("Thanks, and hellos to people who were quiet"),
        gettext_lazy("So that kind words reach whom they are for."),
        gettext_lazy("Whoever they are for. Others who mind the group see that a hello was said, and by whom."),
        ("groups.Thanks", "groups.ReachOut"),
    ),
    Row(
        gettext_lazy("Notices"),
        gettext_lazy("So that you know what is new for you."),
        YOU,
        ("notices.Notice",),
    ),
    Row(
        gettext_lazy("How and when you want to be told, and which notices went to you by mail or to a device"),
        gettext_lazy("So that your choices hold, and nothing reaches you twice."),
        YOU,
        ("notices.Wishes", "notices.FamilyWish", "notices.GroupWish", "notices.AtNight", "notices.Outgoing"),
    ),
    Row(
        gettext_lazy("Where the push service of a device is, if you let one be told"),
        gettext_lazy("So that the device can show that there is something new."),
        YOU,
        ("notices.Device",),
    ),
    Row(
        gettext_lazy("Passkeys, devices and sessions"),
        gettext_lazy("So that you stay signed in, and can see where."),
        gettext_lazy("You, and whoever runs the server."),
        ("mfa.Authenticator", "usersessions.UserSession", "sessions.Session"),
    ),
    Row(
        gettext_lazy("Who did what, and who looked: numbers and times, never words"),
        gettext_lazy("So that you can see who looked, and wrong can be found."),
        gettext_lazy("You see who looked at what you share. Whoever runs the server sees the rest."),
        ("core.AuditEvent",),
    ),
    Row(
        gettext_lazy("That two people who keep the place safe had to open something of yours, and why"),
        gettext_lazy("So that it is never done alone, or in secret."),
        gettext_lazy("The two people. You, once you are told."),
        ("safety.Opening", "safety.Silence"),
    ),
    Row(
        gettext_lazy(
            "For moderators and stewards: your hours, what you told the next shift, your buddy, and how it was"
        ),
        gettext_lazy("So that someone is here, and those who look after others are looked after."),
        gettext_lazy("Other moderators and stewards. How it was: only you, and your buddy if you chose so."),
        ("safety.Shift", "safety.HandOver", "safety.Mindful", "safety.Debrief"),
    ),
    Row(
        gettext_lazy("What you told those who keep the place safe, and what others told of something you wrote"),
        gettext_lazy("So that someone can look, and nobody is left alone with it."),
        gettext_lazy("Those who keep the place safe, without the name of who told. You read what you told yourself."),
        ("safety.Case", "safety.Report", "safety.CaseEvent"),
    ),
    Row(
        gettext_lazy("What moderators did about your posts or about you, why, and what you answered"),
        gettext_lazy("So that you can read it and ask for another look, and so that people are treated alike."),
        gettext_lazy("You, moderators and stewards. Those who run a group see what was held there."),
        ("safety.Act", "safety.Appeal", "safety.Swept"),
    ),
    Row(
        gettext_lazy("Copies of your data that you asked for, and your wish to leave"),
        gettext_lazy("So that you can take the copy, or change your mind."),
        YOU,
        ("mydata.Export", "mydata.Leaving"),
    ),
]
