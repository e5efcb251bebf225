"""The stock of phrases that seeded communities are composed from: enough to look lived in, never anyone's real words."""

from collections.abc import Callable
from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST = _words("""
    Quiet Harbour Early Late Paper Copper Mossy Gentle Little Old Second Borrowed Winter Summer Tuesday Sunday Slow Steady
    Plain Hidden Brave Wandering Patient Crooked Cheerful Sleepy Northern Southern Eastern Lantern Velvet Salt Cloudy Amber
    Rusty Silver Humble Curious Merry Lucky Thrifty Mended Woolly Bright Dappled Faithful Rainy Breezy Honest Kindly Tidy
""")
SECOND = _words("""
    Heron Wren Otter Teapot Lighthouse Badger Thistle Kettle Maple Pebble Sparrow Biscuit Fern Ladder Anchor Hedgehog Lantern
    Plover Willow Button Compass Marmalade Swift Acorn Fiddle Puffin Bramble Curlew Satchel Robin Mitten Saffron Cobble Hazel
    Lapwing Thimble Clover Dumpling Rook Parsnip Gull Barley Juniper Sailor Magpie Pickle Oak Finch Ferry Tulip Walnut Seal
""")

TOPICS = (
    ("walkers", "A walk at the pace of whoever is slowest today.", ("company", "listen")),
    ("kitchen table", "Soup, and somebody to eat it with.", ("company", "listen")),
    ("parents", "For mothers and fathers who could do with a word.", ("listen", "practical")),
    ("night owls", "Company for those who sleep badly.", ("listen", "company")),
    ("carers", "For people who look after someone.", ("listen", "information")),
    ("singers", "We sing. Nobody listens too closely.", ("company", "meaning")),
    ("gardeners", "Mud, tea and small green things.", ("company", "meaning")),
    ("form fillers", "Letters and forms are less bad together.", ("practical", "information")),
    ("book circle", "We read slowly and talk about other things.", ("company", "meaning")),
    ("menders", "Bring a broken thing, take home a mended one.", ("practical", "company")),
    ("newcomers", "For people who have not been here long.", ("information", "company")),
    ("quiet hour", "Sitting together without having to talk.", ("meaning", "listen")),
)
WHERES = (
    "Old Town",
    "Harbourside",
    "Kiln Hill",
    "Northgate",
    "Mill Green",
    "Fennel Park",
    "Little Wendle",
    "Sallow Marsh",
)
AGREEMENT = (
    "- What is said here stays here.\n- Ask before you give advice.\n- Talk or do not talk. Both are good company."
)

TITLES = (
    "A small thing that went well", "How do you do mornings", "I did not come, and I wanted to", "What is on this week",
    "The first frost", "Does anyone else count stairs", "Four months today", "A question about the bus", "Said it out loud at last",
    "What do you cook when you cannot cook", "I am new here", "The letter came", "Somewhere quiet to sit", "He laughed",
    "Too tired for a title", "Good news is allowed", "Who has a ladder", "The waiting", "My sister rang", "Back at work on Monday",
)  # fmt: skip
OPENINGS = (
    "I have been thinking about this all week.", "It is raining and I have nowhere to be, so here goes.", "I do not know how to start this.",
    "Three good days in a row, which has not happened since spring.", "I went out. Only to the corner, but out.",
    "Yesterday was a long one.", "I said I would write when it was easier, and it is a bit easier.", "Nobody at home is awake, so I am telling you.",
    "My neighbour asked how I was and I told her the truth.", "I made a plan and it nearly worked.", "The appointment is next week.",
    "I found my old boots and put them by the door.",
)  # fmt: skip
MIDDLES = (
    "I kept the curtains open all day.", "I wrote a list with two things on it and did both.", "I could not face the shop, so I had toast.",
    "What helped was having someone to meet at the clock.", "I sat near the door and stayed longer than I thought I would.",
    "The kettle and I have an understanding.", "I am slower than I used to be, and I get there.", "Somebody held the door and I nearly cried.",
    "The nights are the hard part.", "I have started to look forward to Thursdays.", "My hands shook and nobody minded.",
    "I told my brother, and he only said thank you for telling me.", "It took me most of the day to make one phone call.",
    "I am not better, but I am less alone with it.", "I laughed at something on the radio and surprised myself.",
    "The doctor listened this time.", "I slept for five hours in one piece.", "There is a robin that comes at eight.",
)  # fmt: skip
ASKS = {
    "heard": (
        "I do not need an answer.",
        "I only wanted somebody to know.",
        "Thank you for being here.",
        "That is all.",
    ),
    "suggestions": ("What do you do?", "Has anyone found a way?", "Any small idea is welcome.", "How did you start?"),
    "hello": (
        "Hello to whoever is awake.",
        "That is me, then.",
        "Wave if you see me on Saturday.",
        "Nice to meet you all.",
    ),
    "win": (
        "I wanted to tell someone.",
        "It is a small thing and I am proud of it.",
        "I may do it again.",
        "There, I have said it.",
    ),
}
REPLIES = (
    "I am glad you said so.", "That sounds heavy.", "Me too, last winter.", "Well done, and I mean it.", "You are not the only one.",
    "Thank you for telling us.", "I read this twice.", "I know that door.", "One step is a step.", "I would have done the same.",
    "I laughed out loud, kindly.", "That took courage.", "Same here on Tuesdays.", "I hear you.",
)  # fmt: skip
SHARES = (
    "What helped me was doing half of it.", "I go early, when it is quiet.", "A friend came with me the first three times.",
    "I wrote it on a card and kept the card in my pocket.", "I ring the desk first and ask who will be there.",
    "I sit at the back until I am ready.", "Some days the answer was soup.", "I stopped counting and it got easier.",
    "I leave my coat on, so that leaving is no trouble.", "I tell one person, not everyone.", "I walk round by the sea wall.",
    "Sleep came back last of all, but it came.", "I let the post wait until someone can sit with me.", "I put the radio on low.",
)  # fmt: skip
ENDS = (
    "See you on Thursday.", "I will look out for you.", "No need to answer.", "The kettle is on.", "Tell us how it goes.",
    "Go gently.", "I am here most evenings.", "Come and sit with us.", "", "", "", "",
)  # fmt: skip

TIES = (
    (
        "family",
        "inner",
        ("My sister", "My brother", "Mum", "Dad", "My son", "My daughter", "Gran"),
        ("listen", "company"),
    ),
    (
        "family",
        "middle",
        ("My neighbour", "A friend from school", "My cousin", "Someone from work"),
        ("practical", "company"),
    ),
    ("professional", "middle", ("My GP", "My support worker", "My nurse", "My manager"), ("care", "information")),
    ("faith", "outer", ("The Friday table", "My church", "The mosque", "The meeting house"), ("meaning", "company")),
    (
        "service",
        "outer",
        ("The library", "The advice desk", "The drop-in", "The surgery"),
        ("information", "practical"),
    ),
)

SERVICE_KINDS = (
    ("drop-in", "Drop-in", "A warm room, tea and somebody to talk to."),
    ("counselling", "Counselling rooms", "Talking therapy with trained counsellors."),
    ("debt", "Money advice", "Someone to open the letters with."),
    ("find-work", "Jobs club", "Help to look for work, with coffee."),
    ("carers", "Carers' group", "For people who look after someone."),
    ("arts", "Art studio", "Paint, clay and no exhibition."),
    ("sport", "Gentle exercise", "Moving about, in company, at your pace."),
    ("food-bank", "Food bank", "Food for three days. Nobody asks twice."),
    ("gardens", "Community garden", "Jobs for good days and bad ones."),
    ("support-groups", "Support group", "Others who have been there."),
)


def a_name(random: Random) -> str:
    return f"{random.choice(FIRST)} {random.choice(SECOND)}"


def an_opening(random: Random, hope: str) -> str:
    """The first post of a thread, ending as its hope asks."""
    middles = " ".join(random.sample(MIDDLES, random.randint(1, 3)))
    return f"{random.choice(OPENINGS)} {middles}\n\n{random.choice(ASKS[hope])}"


def a_reply(choice: Callable) -> str:
    """One answer; `choice` is a random's method, looked up once because this is called a great many times."""
    return f"{choice(REPLIES)} {choice(SHARES)} {choice(ENDS)}".rstrip()
