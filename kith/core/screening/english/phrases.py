"""The parts that English sentences of danger are made of; the rules put them together."""


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def either(*ways: str) -> str:
    return f"(?:{'|'.join(ways)})"


# Little words that may stand between any two parts.
LITTLE = either(
    "just", "really", "so", "still", "honestly", "always", "only", "fucking", "literally", "truly", "even", "actually",
    "kind of", "sort of", "sometimes", "often", "constantly", "genuinely", "badly", "desperately", "seriously", "now",
    "again", "also", "almost", "basically", "simply", "already", "very", "too", "pretty", "all", "probably", "maybe",
    "definitely", "completely", "absolutely", "finally", "currently", "right now", "damn", "then", "fully", "totally",
    "today", "tonight", "both", "once more", "soon", "much", "more and more", "every day", "all day", "all the time", "deeply",
)  # fmt: skip
FILL = rf"(?:{LITTLE} ){{0,4}}"

# The writer, with whatever helps the verb along. A "not" never fits in here: that is how a denial keeps a rule still.
HELP = either(
    "am", "have", "have been", "was", "will", "would", "do", "did", "might", "may", "could", "should", "keep", "keep on", "got",
    "started", "have started", "think i", "feel like i", "guess i", "know i", "think that i", "sometimes i", "wish i could",
    "have got", "am always", "swear i", "feel as if i", "feel as though i", "cannot stop", "cannot help", "kept", "end up", "be", "find myself", "found myself", "caught myself", "am here", "sit here", "lie here", "am sitting here", "lie in bed",
)  # fmt: skip
I = rf"\bi {FILL}(?:{HELP} {FILL}){{0,3}}"  # noqa: E741 the word itself
# Without its "I", as titles and short posts have it: only where a sentence or a part of one begins.
BEGIN = rf"(?:(?<= [.,\"] )|(?<= and )|(?<= but )|(?<= because )|(?<= that )|(?<= so )){FILL}"
WRITER = either(I, BEGIN)

# Ways to want it, leading to "die" or to "dying".
TO = either(
    r"want(?:ing|ed)?(?: (?:to|too|it))?", "need(?:ing)? to", "wish(?:ing)?(?: to| i could| i would| that i could| i)?", "long(?:ing)? to",
    "yearn(?:ing)? to", "crav(?:e|ing) to", "beg(?:ging)? (?:god )?to", "pray(?:ing)? (?:to|i|that i|god i|every night (?:to|that i|i))",
    "hop(?:e|ing) (?:to|i|that i)", "deserve to", "would (?:very much |really |much )?(?:like|love|prefer) (?:to )?(?:be able )?(?:to)?", "would rather", "rather", "ready to", "going to", "about to",
    "plan(?:ning|ned)?(?: to| on| out)?", "try(?:ing)? to", "tempted to", "intend(?:ing)? to", "decided (?:to|that i will|i will|i am going to)",
    "prepared to", "cannot wait to", "have to", "close to", "feel(?:ing)? like", "think(?:ing)? (?:of|about|i will|i might|i should|i am going to)",
    "consider(?:ing)?", "contemplat(?:e|ing)", "fantasi[sz](?:e|ing) (?:of|about)", "daydream(?:ing)? (?:of|about)", "dream(?:ing)? (?:of|about)",
    "obsess(?:ed|ing)? (?:over|with|about)", "thoughts? (?:of|about|to)", "urges? (?:to|of|for)", "(?:the )?idea of", "fixated on", "tempted by",
    "(?:the )?plans? (?:to|of|for)", "prefer to", "(?:better|best) (?:if i|that i)", "desire to", "wishes (?:to|of)", "ideas? of", "ready for",
    "at peace with", "okay with", "ok with", "not scared (?:to|of)", "not afraid (?:to|of)", "deciding (?:whether to|to|if i should)", "impulses? (?:to|of)",
    "should", "will", "might", "may as well", "might as well", "seeing myself", "imagin(?:e|ing)(?: myself)?", "pictur(?:e|ing)(?: myself)?",
)  # fmt: skip

ME = either("myself", "my self", "me")
LIVING = either(
    "life", "my life", "my own life", "this life", "my miserable life", "my pathetic life", "my shitty life"
)
# To be dead, to die, to do it: what must stand after the wanting.
NOT_DIE = r"(?! (?:for (?!real|good|you|him|her|them)|of (?:laugh|embarras|bore|cringe|cute|shame|thirst|hunger|heat|happi|jealous|cuteness|curios|old age)|laughing|from (?:laugh|cring|embarras|cute|bore)|on (?:this|that|a) hill|in (?:the|this|a) (?:game|level|movie|film|show)|inside laughing|(?:my|the|her|his|it) (?:hair|dress|shirt|clothes|wool)|hard fan|trying|a (?:happy|little)|the way))"
DIE = either(
    rf"(?:die|dying){NOT_DIE}", "(?:be|being|drop|dropping|end up|wake up|been) dead(?! (?:last|tired|wrong|serious|ringer|weight|line))", "death(?! (?:metal|star|note|valley|match|row))",
    rf"(?:kill|killing|off|offing|unalive|unaliving|hang|hanging|shoot|shooting|drown|drowning|end|ending|delete|deleting|murder|poison|strangle|suffocate|choke|gas|electrocute|erase|destroy) {ME}\b(?! (?:laugh|out of embarras|with laugh|with work))",
    rf"(?:end|ending|take|taking) {LIVING}\b", "(?:end|ending) it(?: all)?(?= (?:tonight|[.,!]|all|now|tonight|today|soon|here|so|because|and|but|tomorrow|right|already|this|before|for good|once|forever|i|somehow|quick|peacefully|one|with a|with my|the|myself|by|like this|anyway|any|when|while|if|as))",
    "(?:end|ending|stop|stopping) (?:everything|existing|my existence|my (?:pain|suffering|misery)|breathing|living|being alive|this pain|the pain|this suffering|this misery|the suffering|the misery|this torture)",
    "(?:commit|committing|attempt|attempting|do|try|trying) suicide", "suicide(?! (?:squad|prevent|hotline|helpline|awareness|watch|research|door|bomb|rates?|statistic|is|among|in|by cop|note in|song|mission|silence))",
    "(?:not|never) (?:exist|wake up|be (?:alive|around|here(?= [.,]| anymore))|live|be|be in this world|have been born|have existed|being alive|existing|be born|wake)(?! (?:at|to the|in (?!this world|the morning|my body)))",
    "not wake(?: back)? up", "cease to exist", "(?:sleep|rest|sleeping) (?:forever|eternally|and not wake up|and never wake up|for eternity|permanently)",
    "(?:go|fall|going|be) (?:back )?(?:to |a ?)?(?:sleep|bed|asleep)(?: tonight)? (?:and|to) (?:just |then )?(?:not|never|do not) (?:ever )?(?:wake|waking|have to wake|need to wake)",
    "(?:disappear|vanish|fade away|evaporate|cease)(?: (?:forever|completely|now|and never|from (?:this|the) (?:world|earth|planet|face of)|from (?:everyone|life|existence|everything)))?(?= (?:[.,]|and|because|so|forever|from|completely|without|into nothing|for good|or|but|like))",
    "be (?:gone|no more|out of here forever|done with (?:this )?life|with (?:him|her|them|my \\w+) in heaven|erased|put (?:down|out of my misery))(?= (?:[.,]|forever|and|because|so|from|already|for good|but|or|in))", "be a (?:ghost|corpse)",
    "jump(?:ing)? (?:off|from|in front|out of (?:the|a|my) window|under|onto the tracks|in the river)(?! (?:the (?:diving|swing|couch|bed|high board)|a (?:plane|diving)))", "(?:blow|blowing) my (?:fucking |own )?(?:brains?|head)",
    "(?:slit|slitting|cut|cutting) my (?:wrists?|throat|veins)", "(?:put|putting) a (?:bullet|gun) (?:in|to|through) my", "(?:overdose|overdosing)(?! on (?:caffeine|sugar|chocolate|cuteness|christmas|cheese))",
    "(?:swallow|swallowing|take|taking|down|downing|neck) (?:all (?:of )?)?(?:my|the|these|those|every|a bunch of|a load of|a lot of|a handful of|a bottle of|too many|loads of|enough|a whole bottle of)(?: \\w+)?(?: of)?(?: my| the)? (?:pills?|tablets|meds|medication|medicine|paracetamol|sleeping pills)(?= (?:[.,]|i have|at once|and|tonight|all|in|until|so|to|but))",
    "(?:drive|driving|crash|crashing|steer|swerve|swerving) (?:my car |it |the car )?(?:off (?:a|the|this) (?:road|bridge|cliff)|into (?:a|the|this|oncoming) (?:tree|wall|traffic|lake|pole|river|barrier|truck|lorry))", "(?:walk|step|run|walking|stepping|running) (?:into|in front of|out into) (?:a |the |oncoming )?(?:traffic|car|train|bus|truck|lorry|sea|ocean)",
    "(?:bleed|bleeding) out", "(?:leave|leaving|depart|departing|exit|exiting) (?:this|the) (?:world|earth|planet|life)", "(?:go|be) to heaven", "(?:get hit by|be hit by) (?:a|the) (?:car|bus|train|truck|lorry)", "meet (?:my maker|death)", "(?:never|not) (?:have been|be|been) (?:born|alive|here)", "give up on life", "fall off (?:a|the) (?:cliff|bridge|face of)", "(?:get|getting|catch) (?:cancer|hit by|murdered|killed|run over|shot)",
)  # fmt: skip
# Words by which a text calls for the rules that hold DIE or LIVE; "end+it": both of them must stand in the sentence.
DIE_WORDS = words(
    "die dying dead+be dead+being dead+rather dead+end death suicide unalive unaliving overdose overdosing existing+stop stop+breathing stop+existence exist "
    "kill+myself killing+myself off+myself offing+myself hang+myself hanging+myself shoot+myself shooting+myself drown+myself drowning+myself delete+myself murder+myself murdered poison+myself "
    "strangle+myself suffocate+myself choke+myself gas+myself electrocute+myself erase+myself erased destroy+myself kill+me killing+me end+me end+myself ending+myself kill+my "
    "end+it ending+it end+life ending+life take+life taking+life end+everything ending+everything end+pain end+suffering end+misery stop+living stop+everything stop+pain stop+suffering stop+misery stop+existing torture "
    "wake+not+up wake+never sleep+forever rest+forever eternally permanently eternity disappear vanish fade evaporate cease gone+be gone+forever corpse ghost jump+off jump+from jumping+off jumping+from jumping jump+front jump+window jump+under  jump "
    "brains blow+head slit slitting wrists wrist throat veins bullet gun+put pills+all pills+take tablets+all meds+all tablets+take pills+swallow pills+of meds+of tablets+of bridge cliff tree+into traffic train+front train+jump truck bus+front bus+jump oncoming wall+into lake+into hit+bus hit+train bleed bleeding "
    "leave+world leave+earth leaving+world leaving+earth exit+world exit+life depart heaven hit+car born maker give+up+life fall+cliff cancer hit+get killed+get shot+get misery be+not+here be+never+born be+not+around done+life live+not+want alive+not alive+never"
)

# To live, after a "not".
AFTER_HERE = r"(?! (?:with|out of|in (?!this|the world|my head|my body|my skin|pain|agony|fear)|alone|there|near|for (?!anyone|anything|myself|my|long)|on (?!this|earth|the planet|any)|at|when|until|on my own|by myself|longer than an|more than a year|about|after|if|to (?!see|be alive|exist)|long (?!er)|here))"
LIVE = either(
    "not be (?:alive|here)",     rf"(?:live|living){AFTER_HERE}", "(?:be|being|stay|staying) (?:alive|living|in this world|on this (?:earth|planet)|around anymore|around any)", r"(?:be|being|stay|staying|exist|existing) here(?= (?:[.,]|anymore|any more|any longer|no more|tomorrow|now|on this|in this world|at all|because|and|so|but|i|either|next|much longer))",
    r"(?:exist|existing)(?! in (?!this|the world))", r"(?:wake|waking) up(?= (?:[.,]|anymore|any more|tomorrow|again|ever|in the morning|every|each|and|another|to (?:this|another|see)|because|so|any longer))", r"(?:go|going) on(?= (?:[.,]|anymore|any more|any longer|like this|living|with (?:life|this|my life|it|living)|and|so|i|much longer|another|in this|because|without|no more|for much))",
    "(?:keep|keeping) (?:going|living|existing|fighting|trying|breathing|doing this|pretending|on going|on living|on|myself (?:safe|alive)|this up)(?! (?:to the (?:gym|shop)|on about))", "(?:carry|carrying) on(?= (?:[.,]|anymore|any|like this|living|with (?:life|this|my life|living)|and|so|because|much|another|i|in this|no more))", "(?:continue|continuing)(?= (?:[.,]|anymore|any|like this|living|with (?:life|this|my life|living)|on|fighting|existing|to (?:live|exist|suffer|be here|fight)|this|and|my life|being alive|because))", "see (?:tomorrow|another day|my next birthday|the morning|next (?:week|month|year)|(?:twenty|thirty|\\d\\d)(?= [.,]))", "breath(?:e|ing)(?= (?:[.,]|anymore|any|and))", "face (?:another (?:day|night|morning)|tomorrow|life|the day anymore|living)", "fight(?:ing)?(?= (?:[.,]|anymore|any|this anymore|to (?:live|stay alive)|for my life|it anymore|much|on))", "be (?:a part|part) of this world", "(?:survive|surviving)(?= (?:[.,]|anymore|another|this|tonight|much|the (?:night|week|day)))", "see (?:a|any|the) (?:future|point|reason|way out|way forward|hope|purpose|end to (?:this|it)|light)(?: |$)", "suffer(?:ing)? anymore", "feel(?:ing)? (?:this pain|this way|this|anything|like this) (?:anymore|any more|any longer)", "make it (?:through (?:the|this|another|to)(?: \\w+)?|to (?:tomorrow|the end|\\w+day|morning|next|my|christmas|\\d+)|another|much|past (?:tonight|this|today|the|\\d+))", "(?:keep me|be) safe (?:tonight|right now|anymore|any)",
)  # fmt: skip
LIVE_WORDS = words(
    "live living alive existing exist world+part world+in earth planet here+be here+stay being+here staying+here wake+up waking+up go+on going+on keep+going keep+living keep+existing keep+fighting keep+trying keep+breathing keep+doing "
    "keep+pretending keep+safe keep+up keep+on keeping+safe keeping+up keeping+going keeping+on carry+on carrying+on continue continuing see+tomorrow see+another see+future see+point see+reason see+way see+hope see+purpose see+light see+morning "
    "breathe breathing breath face+another face+tomorrow face+life face+day fight+anymore fight+any fight+on fight+longer fight+much fighting survive surviving suffer suffering feel+anymore feel+more feeling+anymore feel+pain make+through make+another make+tomorrow make+past make+it making+it birthday safe+be"
)

MORE = either("anymore", "any ?more", "any longer", "no more", "no longer", "much longer", "another (?:day|night|minute|hour|week|second|year|morning|month)", "one more (?:day|night|minute|hour|week|year)", "like this", "for much longer", "ever again", "longer")  # fmt: skip
MORE_WORDS = words("anymore more longer another like again")
NOT = either("am not feeling", "do not", "did not", "cannot", "can not", "could not", "never", "no longer", "will not", "would not", "am not", "not", "do not even", "cannot even", "can barely", "can hardly", "barely", "hardly", "have no", "can no longer")  # fmt: skip
WANT = either("feeling like", "wishing to", "wish", "want(?:ed|ing)?(?: to)?", "wish to", "care to", "care about", "feel like", "need to", "deserve to", "intend to", "plan (?:to|on)", "know how to", "know if i (?:can|want to|will)", "think i (?:can|want to|will|could|should)", "feel like i (?:can|want to|should)", "see myself", "know how (?:much longer )?i (?:can|will)(?: even)?", "have (?:the|any) (?:strength|energy|will|courage|desire|reason|motivation) (?:left )?to", "have it in me to", "bear to", "stand to", "like", "enjoy", "look forward to", "believe i can", "imagine", "able to", "be able to", "see how i can", "strong enough to", "have anything to", "fit to", "meant to", "know why i", "know what to")  # fmt: skip

FIRST = words("i im i'm ive i've me my myself ill i'll id i'd mine")
SELF = words("myself self me my")
