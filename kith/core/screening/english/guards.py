"""What only looks like danger: idioms, what is over, what others said, what is imagined, what is denied."""

import re

SENTENCE = re.compile(r" \. ")
IDIOM = re.compile(
    r"\b(?:(?:kill|killing|killed) (?:myself|me) (?:with )?(?:laugh\w*|lol|haha)|(?:die|died|dying|dead|death) (?:of|from|by|with)? ?(?:laugh\w*|laughter|embarrass\w*|boredom|cringe\w*|cute\w*|cuteness|secondhand|second hand|shame|thirst|hunger|curiosity|heat|happiness|jealousy|lol|lmao|haha)"
    r"|(?:to|would|could|will|i|you) (?:die|kill) for (?:a|an|some|that|this|those|these|the|her|his|one|my (?:own|old)|your|more|another|it)\b|dying to (?:see|know|hear|try|meet|get|go|play|read|find|tell|ask|watch|eat|visit|have|learn)|(?:kill|killing|killed) (?:the|a|that|this|all) (?:process\w*|thread|task|job|server|lights?|engine|app|program|mood|vibe|time|boss|zombie\w*|joke|switch|power)"
    r"|suicide (?:squad|prevention|hotlines?|helplines?|awareness|watch|rates?|bombers?|bombing|doors|statistics|research|mission|forest|boys|girls|silence)|dead (?:tired|serious|line|weight of|wrong|end|ends|lift|lifts|drop|ringer|silence|battery)|kill (?:two birds|it(?: tonight| on stage)?)|over my dead body|drop dead gorgeous|(?:this|the|that|my|these|his|her) (?:\w+ ){0,2}(?:is|are|was|were|has been) killing me|(?:literally|just) (?:died|dead|dying)(?= [.,]|(?: at| when| over| watching| reading| laughing))|die (?:hard|happy|a little inside|on (?:this|that|a) hill)|living the dream|end it (?:with|between|there|here on|on a (?:high|good)|at|after (?:season|this season))|(?:career|social|political|commercial|professional|financial) suicide|in minecraft|dead to me|do or die|old habits die|my (?:phone|battery|laptop|car|computer|plants?|character|computer) (?:\w+ )?(?:died|is dead|dying|die)|jump(?:ing)? (?:off|from) (?:the )?(?:diving board|swing|couch|plane)|cut(?:ting)? (?:myself )?(?:shaving|cooking|chopping|slicing)|(?:cut|hurt|burned|burnt) myself (?:while |when |by |on (?:the|a) |at (?:the )?|making |trying to |in (?:the )?)(?:shav\w+|cook\w*|chop\w*|slic\w*|open\w*|can|tin|gym|oven|stove|lift\w*|run\w*|football|work|bak\w+|iron\w*|kitchen|glass|paper|skat\w+|climb\w*|yoga|garden\w*)"
    r"|hang (?:out|up|on|around) |shoot (?:me|you) (?:a|an) (?:message|text|email|mail|dm|line)|take (?:my own|my) (?:life) (?:back|in my hands|seriously|to the next)|(?:take|taking) my life (?:back|into|seriously|in a)|take (?:the|my) (?:meds|medication|pills|tablets|medicine) (?:every|in the|as|with|at|on time|for|before|twice|once|daily|like|properly|again|regularly)|swallow my (?:pride|words)|better off dead (?:is|was) a|(?:video|song|film|movie|book|album|episode|band|series|show) (?:\w+ ){0,2}(?:suicide|death|die)\b|better off alone|life or death|sick to death|bored to death|scared to death|work(?:ed|ing)? (?:myself|me) to death|love (?:you|him|her|it|them|this) to death|till death|until death do|death (?:metal|star|note|valley|match|row|by|penalty|grip|threats?)|wake up call|kill(?:ing)? it(?= [.,])|that kills me|you kill me|it kills me (?:that|when|to)|die(?:d)? in (?:the|this|that|a) (?:game|level|film|movie|show|episode|book|war|boss|hospital|fire|crash)|could kill (?:him|her|them|my (?:brother|sister|boss|cat|dog|kids))|for dear life|life after death|near death|cause of death|cot death|give up (?:on )?(?:smoking|drinking|sugar|alcohol|coffee|cigarettes|vaping|gluten|meat|carbs|dairy|my seat|the (?:job|flat|car|house|ball)|a )"
    r"|(?:tired|sick) of waking up (?:to (?!another|this|the same|my life|reality|find)|at |early|with (?:a|my) )|want (?:it|this) to (?:be over|end|stop) [,.] (?:this|the|these|my) (?:\w+ )?(?:election|game|season|heat|winter|show|series|movie|film|week|meeting|traffic|semester|construction|noise|pandemic|level)\b"
    r"|wake up (?:so |too )?(?:late|early|at|sick|hungover|tired|before|with a|to (?:my|a|the) (?:alarm|noise))\b|out of (?:this|the) (?:level|maze|traffic|contract|lease|parking|boss|dungeon|queue|meeting|slump|room|building)\b|trust myself (?:around|near|with) (?:chocolate|cake|snacks|money|sales|a credit|the fridge|food|sweets|biscuits)"
    r"|never born (?:a|an|into|with)\b|(?:joke|pun|movie|film|song|game|exam|test|date|haircut|advert|ad|commercial|outfit|hangover|show|meeting|lecture) (?:was|is) so \w+ (?:that )?i (?:just )?(?:want(?:ed)? to|could|would) die|end it here(?: [,.])? (?:thanks|thank|for now|with a|before this)"
    r"|(?:take|do|stand|handle|deal with) (?:this|it) any ?more [,.] (?:these|this|the|my|those) (?:\w+ )?(?:ads?|adverts?|commercials?|traffic|games?|lag|teams?|weather|heat|memes?|updates?|prices?|refs?|referees?|wifi|internet|queues?|shows?|seasons?|bugs?|servers?|patch|homework|commute)\b"
    r"|(?:end|ending) (?:it )?all (?:wars?|poverty|hunger)|not (?:going to|gonna) (?:kill|die|hurt) (?:you|me|anyone|us)|wish i (?:was|were|could be|had been) (?:there|born (?:in|a|with|earlier|later|into|rich)|kidding|joking|that|able)|never be (?:here|alive) again for the)\b"
)  # fmt: skip
OVER = re.compile(
    r"\b(?:used to (?:want|think|wish|feel|be|cut|harm|self|hurt|hate|have|plan|pray|dream)|(?:years?|decades?|a long time|ages|long|months) (?:ago|back|earlier)|back then|when i was (?:\d+|a (?:kid|child|teen\w*|student|teenager|boy|girl)|young\w*|in (?:high school|college|school|my (?:teens|twenties))|little|at (?:school|uni\w*))|in the past|at the time|in (?:19|20)\d\d|as a (?:kid|child|teen\w*)|at my (?:worst|lowest)|once (?:wanted|tried|thought|felt)|i (?:am )?(?:so |really |very )?glad (?:i |that i )?(?:did not|failed|survived|am (?:still )?(?:here|alive)|it did not|to be alive)|did not (?:go through|do it)|there was a time|last (?:year|decade)|free of|(?:clean|free|sober) (?:\w+ ){0,3}for (?:\w+ ){0,2}(?:years|months|weeks)|(?:months|years|days|weeks|year) (?:clean|free|sober|without (?:self|cutting|hurting))|in recovery|recovered|now i (?:am (?:happy|glad|better|fine|well|okay|grateful)|garden|love|have a|enjoy|want to live|know|can|see|do not|help)|got better|getting better|so glad|before i (?:got|found|met|started)|have not (?:cut|self|harmed|wanted|felt|thought|had|hurt)|never (?:again )?(?:again|since)|thought i (?:would|was|wanted) (?:never|die)|a few years|my (?:past|former))\b"
)  # fmt: skip
STILL = re.compile(r"\b(?:still|again|tonight|right now|lately|these days|every day|today|but now|anymore|any more|came back|are back|is back|back again|came back|this (?:morning|week|time)|worse|currently|yet|constantly|for (?:years|months|weeks))\b")  # fmt: skip
QUOTER = re.compile(
    r"\b(?:i (?:keep|said|say|told|think|thought|wrote|am|feel|whisper|just|texted|have)|myself|my (?:head|mind|brain)|keep thinking|telling myself|like)(?: \w+){0,4} [,.]* ?$"
)
UNREAL = re.compile(
    r"\b(?:if i (?:had|have|see|hear|ever (?:get|become|have to|had to)|were (?:him|her|you|them|that|in (?:his|her|your|their))|was (?:him|her|you|them|that|in (?:his|her|your|their)))|if (?:my|he|she|you|this|that|someone|they|one more|anyone|these|the|it|we) (?:\w+ ){1,5}i (?:will|would|am going to|might)|would rather (?:\w+ ){0,3}than|rather (?:\w+ ){1,6}than|in (?:the|this|my|that) (?:game|film|movie|book|novel|story|song|play|series|show|dream|essay|poem|script|level|match)|my (?:character|protagonist|novel|essay|dissertation|sim|avatar|fictional|main character)|my (?:dog|cat|horse|team|computer|laptop|code|phone) (?:wants|does|is trying|decided|looks|thinks|keeps|tried)|the (?:character|protagonist|lyrics|chorus|villain|main character|narrator|singer|boss|hero)|lyrics?|chorus|sung by|a song (?:called|named)|(?:film|movie|song|book|album|episode|track|novel) (?:called|named|titled)|level \d+|respawn\w*|fortnite|minecraft|dnd|hypothetical\w*|plot|quest|npc|patients?|clients?|study|participants|research|training|in fiction|role ?play)\b"
)  # fmt: skip
JOKING = re.compile(r"\b(?:lol|lmao|lmfao|rofl|haha\w*|hahaha|jk|just kidding|joking|laughing|hilarious|funny|so cute|too cute|this (?:game|meme|show|sub|subreddit|video|song|commercial|ad|movie|thread|player|team|traffic|meeting|homework|assignment|exam|recipe)|meme|memes|cringe|cringy|the game|xd|episode|season|lmaooo)\b")  # fmt: skip
DENIED = re.compile(
    r"\b(?:(?:do|does|did|am|is|are|was|have|would|will|could) not|never|no longer|not|nor|neither|without|rather than|instead of)(?: (?:really|even|actually|necessarily|mean|that|say|said|saying|think|believe|because|like|trying|to|it|as|if|sure|implying|suggest|suggesting|mean that|worry|have|had|be|been|feel|ever|want|wanted|anyone|think that|thinking|imply|of|assume)){0,4} [,\"]? ?$"
)  # fmt: skip
NOT_IN = re.compile(r"\bi (?:am|was|have|will|would|do|did|feel|think)(?: \w+){0,2}? (?:not|never|no longer)(?: \w+){0,3} (?:suicidal|(?:going|planning|about|trying) to (?:kill|hurt|harm|die|end|cut)|(?:kill|hurt|harm)ing? myself)\b")  # fmt: skip
MOURNED = re.compile(
    r"\b(?:(?:died|passed(?: away)?|lost (?:him|her|them|my \w+|a friend|someone)) (?:by|to|from|of) suicide|(?:died|passed away|funeral|was lost|rest in peace|rip|anniversary|took (?:his|her|their) (?:own )?li(?:fe|ves)|killed (?:himself|herself|themselves)|committed suicide|hanged (?:himself|herself)|hung (?:himself|herself)) ?(?:[\w]+ ){0,5}(?:years? ago|last (?:year|month|week|summer|winter)|when|in (?:19|20)\d\d|back in)?)\b"
)  # fmt: skip
KITCHEN = re.compile(
    r"\b(?:recipe|flour|sugar|butter|oven|bake|baking|cake|per (?:slice|serving|portion|100|bar)|each (?:slice|serving|biscuit|portion)|suitcase|luggage|parcel|baggage|puppy|baby|newborn|dumbbells?|deadlift|bench press|squats?|kettlebell|barbell|my (?:dog|cat|son|daughter|horse|bike)|pounds? sterling|marathon|potatoes|rice|flight|airline|dog|cat|vet)\b"
)


def sentence(text: str, start: int, end: int) -> str:
    """The sentence round a match."""
    before = text.rfind(" . ", 0, start + 1)
    after = text.find(" . ", max(end - 1, 0))
    return text[before + 1 if before >= 0 else 0 : after + 1 if after >= 0 else len(text)]


def before(text: str, start: int, most: int = 60) -> str:
    """What stands before a match in its sentence."""
    return text[max(text.rfind(" . ", 0, start + 1) + 2, start - most, 0) : start]


def idiom(text: str, start: int, end: int) -> bool:
    low = max(start - 40, 0)
    return any(found.start() < end and found.end() > start for found in IDIOM.finditer(text[: end + 60], low))


def past(text: str, start: int, end: int) -> bool:
    """Told of as over, and nothing in the sentence brings it to now."""
    around = sentence(text, start, end)
    next_one = text[end : end + 90]
    over = OVER.search(around) or re.match(
        r"[^.]{0,40} \. (?:but |and )?(?:now i|i (?:am|feel) (?:so )?(?:much )?(?:better|glad|happy|okay|fine))",
        next_one,
    )
    return bool(over) and not STILL.search(around)


def quote(text: str, start: int, end: int) -> bool:
    """Inside quotation marks, and not as the writer's own thought."""
    opening = text.rfind('"', 0, start + 1)
    if opening < 0 or text.count('"', 0, start + 1) % 2 == 0 or text.find('"', end - 1) < 0:
        return False
    return not QUOTER.search(text[max(opening - 80, 0) : opening])


def unreal(text: str, start: int, end: int) -> bool:
    return bool(UNREAL.search(sentence(text, start, end)))


def denied(text: str, start: int, end: int) -> bool:
    return bool(DENIED.search(before(text, start))) or bool(NOT_IN.search(text[max(start - 5, 0) : end + 1]))


def joking(text: str, start: int, end: int) -> bool:
    return bool(JOKING.search(sentence(text, start, min(end + 40, len(text)))))


def mourned(text: str, start: int, end: int) -> bool:
    """About someone who has died: condolence, not alarm."""
    return bool(MOURNED.search(sentence(text, start, end)))


def kitchen(text: str, start: int, end: int) -> bool:
    return bool(KITCHEN.search(sentence(text, start, end)))


GUARDS = {
    "idiom": idiom,
    "past": past,
    "quote": quote,
    "unreal": unreal,
    "denied": denied,
    "joking": joking,
    "mourned": mourned,
    "kitchen": kitchen,
}
