"""The screening of texts sees danger as people really write it, and leaves what only looks like it alone."""

import csv
import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import screening_learn
from kith.core.screening import LANGUAGES, READERS, Kind, screen
from kith.core.screening.looking import WEIGHED
from kith.core.screening.plain import lowered

ROOT = Path(__file__).resolve().parents[3]
with (ROOT / "bench" / "data" / "screening.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))

DANGER = """
don't want to be here any more
can't do this another night
better off without me
no point anymore
wish I could go to sleep and not wake up
nobody would notice if I was gone
I'm done. goodbye everyone
I have the pills here
I'm going to end it tonight
I just want it to stop
I can't take it anymore
I hate being alive
I'm a burden
tired of living
thinking about jumping
suicidal thoughts are back
relapsed and cut again
I want to hurt myself
""".strip().splitlines()

CALM = """
studied for the deadline
diet
dying of laughter
kill the process
I used to want to die, now I garden
this exam is killing me
dead tired
died for that cake
I'd kill for a coffee
suicide squad was on last night
he was watching a film called "I Want To Die"
what is a suicide hotline volunteer like?
my uncle died by suicide last year
I don't want to die
I ran 5 km
""".strip().splitlines()


@pytest.mark.parametrize("text", DANGER)
def test_danger_is_seen(text):
    assert screen(text).danger


@pytest.mark.parametrize("text", CALM)
def test_look_alikes_find_nothing_urgent(text):
    assert not screen(text).danger


@pytest.mark.parametrize(
    "text",
    [
        "I don't wanna live",
        "I don’t wanna live",
        "I donʼt wanna live",
        "i dont wanna live",
        "I DON'T WANNA LIVE",
        "i dont wanna liveeee",
        "i dont want to l1ve, i want to d1e",
        "i want to k!ll myself",
        "su1cide is all i think about",
        "gonna kms",
        "i want to unalive myself",
        "Ich sage es auf Englisch: I don't want to live.",
    ],
)
def test_spelling_does_not_hide_it(text):
    assert screen(text).danger


@pytest.mark.parametrize("text", ["my friend says she wants to die", "I'm worried about Sam, he posted goodbye"])
def test_fear_for_someone_else_is_worry_and_not_danger(text):
    found = screen(text)
    assert found.of(Kind.WORRY) and not found.danger


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I took 30 paracetamol", Kind.METHOD),
        ("he stepped in front of a train", Kind.METHOD),
        ("my lowest weight was 42 kg", Kind.NUMBERS),
        ("I ate 400 calories today", Kind.NUMBERS),
        ("write to sam.green@example.org", Kind.CONTACT),
        ("call me on 07700 900123", Kind.CONTACT),
        ("add me on snapchat", Kind.CONTACT),
        ("my postcode is SW1A 1AA", Kind.CONTACT),
    ],
)
def test_each_kind_is_told_apart(text, kind):
    assert screen(text).classes >= {kind}


@pytest.mark.parametrize(
    "text",
    [
        "Bake for 40 minutes with 500 g flour",
        "I take 20 mg of sertraline every morning",
        "call 116 123, or 0800 1111, any time",
        "we met on 12/05/2024 at 10.30",
        "my suitcase weighs 23 kg",
    ],
)
def test_everyday_numbers_are_left_alone(text):
    assert not screen(text).matches


def test_one_sentence_among_many_is_enough():
    calm = "We walked to the shop and bought apples. It was sunny. "
    assert screen(calm * 30 + "I can't keep living like this. " + calm * 30).danger


def test_dark_words_say_it_only_together():
    assert not screen("I feel so alone.").danger
    assert not screen("I wrote letters to the council.").danger
    assert screen(
        "I am so alone and so tired of all of it. I see nothing ahead of me, they would all cope once I was gone."
    ).danger


def test_what_is_found_by_weight_alone_says_where_it_stands():
    text = "Thanks for the lift! I have been holding the bottle for an hour and nobody needs me. Soup was nice."
    (match,) = screen(text).of(Kind.DANGER)
    assert match.rule == WEIGHED
    assert text[match.start : match.end] == "I have been holding the bottle for an hour and nobody needs me"


def test_a_match_says_where_it_stands():
    text = "Soup today! And… I don’t want to be here any more, honestly."
    (match,) = screen(text).of(Kind.DANGER)[:1]
    assert text[match.start : match.end].startswith("I don’t want to be here")


@pytest.mark.parametrize(("label", "least"), [("danger", 0.9), ("goodbye", 0.8)])
def test_most_of_the_development_set_is_found(label, least):
    texts = [row["text"] for row in ROWS if row["label"] == label]
    assert sum(screen(text).danger for text in texts) >= least * len(texts)


@pytest.mark.parametrize("label", ["method", "numbers", "contact", "worry"])
def test_every_other_kind_is_mostly_found_in_the_development_set(label):
    texts = [row["text"] for row in ROWS if row["label"] == label]
    assert sum(Kind(label) in screen(text).classes for text in texts) >= 0.85 * len(texts)


def test_hardly_a_look_alike_of_the_development_set_is_found():
    texts = [row["text"] for row in ROWS if row["label"] == "none"]
    assert sum(screen(text).danger for text in texts) <= 0.02 * len(texts)


def test_the_development_set_is_large_and_without_doubles():
    assert len({row["text"] for row in ROWS}) == len(ROWS) >= 600
    assert {row["label"] for row in ROWS} == {*Kind, "none"}


@given(st.text(max_size=400))
def test_any_text_can_be_looked_at(text):
    for match in screen(text).matches:
        assert 0 <= match.start < match.end <= len(text)


PIECES = [
    "I",
    "don't",
    "want",
    "to",
    "die",
    "live",
    "…",
    "\n\n",
    '"',
    "goodbye",
    "tonight",
    "ﬁ",
    "İ",
    "su1cide",
    "she",
    "says",
    ",",
    "42 kg",
    "@sam",
    "🙂",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))
def test_any_order_of_heavy_words_can_be_looked_at(text):
    for match in screen(text).matches:
        assert 0 <= match.start < match.end <= len(text)


def test_the_same_text_finds_the_same():
    assert screen(DANGER[0]) == screen(DANGER[0])


HOSTILE = {
    "the same letter": "i" * 20_000,
    "only the writer": "i " * 10_000,
    "little words": "i just really so still honestly " * 700,
    "beginnings": "i want to " * 2_000,
    "denials": "i do not want to " * 1_200,
    "marks": "." * 20_000,
    "quotes": '" ' * 10_000,
    "figures": "1 " * 10_000,
    "one number": "0" * 20_000,
    "goodbyes": "goodbye " * 2_500,
    "sorry": "i am sorry " * 1_900,
    "others": "she says he said they told me " * 700,
    "stretched": "diiiiie " * 2_500,
    "hidden": "d1e k!ll su1c1de a1b2c3 " * 900,
    "addresses": "a@" * 10_000,
    "dots": "a.a" * 7_000,
    "blanks": "\n \n" * 7_000,
    "despair": "i feel so alone and empty " * 800,
    "weights": "i weigh 4 " * 2_000,
    "without end": "no one would care if i " * 900,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_length_and_not_faster(text):
    """Four times the text takes at most about four times as long: the least of several tries, compared with itself."""
    short, long = text[: len(text) // 4], text
    assert least_time(long) <= 9 * least_time(short) + 0.02


def least_time(text):
    times = []
    for _ in range(3):
        begin = process_time()
        screen(text)
        times.append(process_time() - begin)
    return min(times)


CALLING = [" ".join(key.split("+")) for rule in LANGUAGES[0].rules for need in rule.needs for key in sorted(need)]


@given(st.lists(st.sampled_from(CALLING), max_size=30).map(" ".join))
def test_the_quick_look_hides_nothing_that_the_grammar_sees(text):
    (reader,) = READERS
    typed = reader.writing.typed(text, odd=False)
    plain = reader.writing.plain(text, typed)
    every, called = reader.callers, reader.called(reader.writing.words(typed), heavy=True)
    assert reader.matched(plain, called) == reader.matched(plain, every)


def test_the_table_is_what_is_learnt_from_the_development_set():
    (reader,) = READERS
    assert screening_learn.table(reader) == reader.language.weights.path.read_text(encoding="utf-8")


@pytest.mark.parametrize("row", ROWS[::37], ids=lambda row: row["text"][:30])
def test_what_is_weighed_is_what_was_learnt(row):
    (reader,) = READERS
    table = reader.language.weights
    typed = reader.writing.typed(lowered(row["text"]), odd=False)
    parts = [words for _, words in table.sentences(typed)]
    for words in parts:
        assert table.weight(words) == pytest.approx(
            sum(table.rows.get(name, 0.0) for name in screening_learn.seen(words))
        )


def test_rules_have_names_of_their_own_and_say_why():
    rules = [rule for language in LANGUAGES for rule in language.rules]
    assert len({rule.id for rule in rules}) == len(rules) > 60
    assert all(rule.why and rule.needs for rule in rules)
    assert {rule.kind for rule in rules} == set(Kind) - {Kind.CONTACT}


def test_it_needs_neither_django_nor_a_database():
    code = "import sys; from kith.core.screening import screen; screen('hello'); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def bench(*args):
    return subprocess.run(
        [sys.executable, "bench/screening.py", *args], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_measure_ends_in_one_line_for_machines(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("post,class\nI want to die,a\nlovely soup,b\n", encoding="utf-8")
    done = bench(str(table), "--text", "post", "--label", "class", "--positive", "a,z")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "recall=1.00 false_alarms_per_1000=0.0 positives=1 negatives=1"


@pytest.mark.parametrize(
    ("content", "args"),
    [
        (None, ()),
        ("a,b\n1,2\n", ()),
        ("text,label\nhello,none\n", ()),
        ('text,label\n"open,none\n', ()),
        ("", ()),
    ],
)
def test_a_table_that_cannot_be_measured_is_refused_in_one_line(tmp_path, content, args):
    table = tmp_path / "t.csv"
    if content is not None:
        table.write_text(content, encoding="utf-8")
    done = bench(str(table), *args)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
