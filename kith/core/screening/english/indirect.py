"""What people say in a roundabout way who may be in danger now: each rule by the grammar of the thing, saying it alone."""

from kith.core.screening.english.phrases import BEGIN, DIE, FILL, FIRST, WRITER, either, words
from kith.core.screening.findings import Kind, Rule

ALL = either("everyone", "everybody", "all", "you all", "world", "my friends", "my family", "friends", "cruel world")
LATE = r"(?= (?:[.,]|tonight|today|again|now|for (?:an hour|hours|ages|so long)|and (?:thought|think|nearly|almost|cannot|could not|i)))"
USUAL = ("idiom", "past", "quote", "unreal", "denied")
POINT = either("living", "being alive", "existing", "going on", "carrying on", "staying alive", "being here", "my life", "me being here", "continuing", "fighting")  # fmt: skip


def danger(id: str, pattern: str, *needs: frozenset[str], why: str, guards: tuple[str, ...] = USUAL) -> Rule:
    return Rule(f"indirect.{id}", Kind.DANGER, pattern, needs, why, guards=guards)


def goodbye(id: str, pattern: str, *needs: frozenset[str], why: str) -> Rule:
    return Rule(f"indirect.{id}", Kind.GOODBYE, pattern, needs, why, wide=True)


RULES = (
    danger(
        "my_own",
        rf"{WRITER}(?:planning|planned|plan|preparing|prepared|arranging|imagining|picturing|rehearsing) {FILL}(?:my|for my) (?:own )?(?:suicide|death|funeral|exit)\b",
        words("suicide death funeral exit"),
        FIRST,
        why="one's own death planned",
    ),
    danger(
        "something",
        r"\bdo(?:ing)? (?:something|anything) (?:bad |stupid |terrible |awful |drastic |horrible |silly |dangerous )?to myself\b",
        words("something+myself anything+myself"),
        why="afraid of what one may do to oneself",
    ),
    danger(
        "nothing",
        r"\b(?:nothing|no one|nobody|no reason|not much|not anything|not a (?:single )?(?:reason|thing)) (?:left |here |anymore |more |at all )*(?:for me )?(?:to |worth )(?:live|living|be here|stay alive|stay here|go on|carry on|keep going)\b",
        words("live living here alive on going"),
        words("nothing no nobody reason not"),
        why="nothing left to live for",
    ),
    danger(
        "why_alive",
        rf"\bwhy (?:am|was|are) i {FILL}(?:even |still |so )*(?:alive|breathing|living|born)\b(?! (?:at|in|on|with|to)\b)|\bwhy (?:do i|should i|would i) {FILL}(?:even |still |have to |keep |bother )*(?:exist|existing|live|living|being alive|staying alive)\b(?! (?:in|with|at|here))",
        words("alive breathing living born exist existing live staying"),
        words("why"),
        why="asking why one is alive",
    ),
    danger(
        "rather",
        rf"{WRITER}(?:would )?(?:much )?rather (?:just )?(?:be dead|die|not (?:be (?:here|alive)|exist|wake up)|never wake up) than {FILL}(?:feel|feeling|live|living|go (?:on|through|back)|be (?:here|alive|like|in)|wake|face|exist|deal|this|keep|carry|suffer|continue)",
        words("rather"),
        words("dead die not never"),
        why="death before this feeling",
        guards=("idiom", "past", "quote", "denied"),
    ),
    danger(
        "ending_things",
        rf"{WRITER}(?:thinking (?:of|about)|considering|considered|contemplating|want to|going to|ready to|about to|need to|close to|tempted to|might|will) {FILL}end(?:ing)? (?:things|everything)(?! (?:with|between|on|off|up|there|at|by|for)\b)",
        words("end ending"),
        words("things everything"),
        why="ending things, with nobody named",
    ),
    danger(
        "woke_up",
        rf"\b(?:disappointed|annoyed|angry|sad|upset|gutted|furious|devastated|hate|hated|cry|cried|regret) {FILL}(?:that |because |when |it when )?i (?:{FILL})?(?:woke up|wake up|am (?:still )?alive|survived|did not die|opened my eyes)(?! (?:so |too )?(?:late|early|at|to (?:my|the|a)|(?:and|but|with) (?:it|saw|found|the|my|there|no|a)))",
        words("woke wake alive survived die opened"),
        words("disappointed annoyed angry sad upset gutted furious devastated hate hated cry cried regret"),
        why="sorry to have woken",
    ),
    danger(
        "peaceful",
        r"\b(?:peaceful|peace|nice|nicer|better|easier|relief|good|wonderful|lovely|calm|comforting|free) (?:it (?:would|will|must|might) (?:be|feel) |it is |that would be )?(?:if i (?:could |would |did )?)?(?:to )?(?:just )?(?:not|never|no longer|stop|cease to) (?:to )?(?:exist|existing|be alive|be here|wake up|have been born|feel anything|being alive|living|breathing|be born)\b(?! (?:in|at|with|for))",
        words("exist existing alive here wake born feel being living breathing"),
        words("peaceful peace nice nicer better easier relief good wonderful lovely calm comforting free"),
        FIRST,
        why="not to be, as a comfort",
    ),
    danger(
        "point",
        rf"\b(?:what is|what was|where is|is there|see|know|seeing|find) (?:even |really |still |then |any )*(?:the |a |any )?(?:point|use|sense|purpose) (?:of|in|to) (?:me |even |still |my )*{POINT}\b(?! (?:in|at|with|near|on|so) (?!this world|pain|agony|fear))",
        words("point use sense purpose"),
        words("living alive existing on being life continuing fighting"),
        why="asking what living is for",
    ),
    danger(
        "check_out",
        rf"{WRITER}(?:ready|want|going|time|decided|need|about|planning|wish|would like)(?: i could)? {FILL}(?:to )?(?:check out|clock out|log off|leave|get out|opt out|bow out) (?:of |from )?(?:for good|forever|early|life|(?:this|the) (?:life|world|earth|planet|existence))\b",
        words("check clock log leave get opt bow"),
        words("good forever early life world earth planet existence"),
        why="leaving the world, as one leaves a place",
    ),
    danger(
        "edge",
        rf"{WRITER}(?:standing|stood|stand|sitting|sat|sit|went|walked|ended up) {FILL}(?:up )?(?:on|at|by|to) (?:the|a|that|this) (?:\w+ )?(?:edge|ledge|bridge|roof|tracks|platform edge|cliff){LATE}",
        words("edge ledge bridge roof tracks cliff"),
        words("standing stood stand sitting sat sit went walked ended"),
        why="at an edge, now or lately",
    ),
    danger(
        "voices",
        r"\bvoices? (?:in my head |keeps? |is |are |that |just |always |now )*(?:tell|tells|telling|say|says|saying|want|wants|order|ordering|scream|screaming|command|commanding)(?: (?:at|to))? me (?:to|that i should|i should|i must|i have to) (?:just )?(?:kill|hurt|end|die|do it|cut|jump|harm|go through)",
        words("voice voices"),
        words("kill hurt end die do cut jump harm go"),
        why="voices that command it",
    ),
    danger(
        "in_front",
        rf"{WRITER}(?:could|want to|might|feel like|would|going to|just|almost|nearly|should|tempted to|wanted to) {FILL}(?:walk|walking|step|stepping|jump|jumping|run|drive|driving|walked|stepped|lie down|throw myself|throwing myself) (?:right |straight )?(?:in front of|into|under|off|onto) (?:something|anything|the (?:road|next|first|tracks|motorway)|oncoming|traffic|a (?:bus|train|car|lorry|truck|bridge))\b(?! (?:new|fun|better|cool|great|for (?:a|an|one|some|that|this|the)))",
        words("walk walking step stepping jump jumping run drive driving walked stepped lie throw throwing"),
        words("front into under off onto"),
        why="stepping into danger, said as a wish",
    ),
    danger(
        "again",
        r"\bi (?:have )?tried (?:it |to |last (?:night|week|month) |again |before |once |already |yesterday )*(?:and |but )?(?:[\w ]{0,20} )?(?:it )?(?:(?:failed|was found|woke up|got found|was interrupted|survived)\b[^.]{0,40}(?:again|next time|properly|this time)|did not work\b[^.]{0,20} i (?:want|am going|will|plan|have)(?: to)? (?:try|do) (?:it )?(?:again|properly|right))",
        words("tried"),
        words("again time properly"),
        words("work failed found woke interrupted survived"),
        why="a try that is to be made again",
    ),
    danger(
        "how_others",
        r"\bhow (?:do|can|does|are|is) (?:people|you all|you guys|everyone|anyone|others|other people|anybody|you|we) (?:even |just |all |supposed to |able to |still |manage to )*(?:keep |carry on |go on )?(?:living|going|existing|live|stay alive|being alive|exist|wake up every day)\b[^.]{0,60} i (?:just )?(?:cannot|can not|do not (?:want|know)|give up|am done|no longer)",
        words("how"),
        words("living going existing live alive exist wake"),
        words("cannot not give done longer"),
        why="how others live, since one cannot",
    ),
    danger(
        "myself_now",
        rf"{BEGIN}{FILL}(?:{DIE}) (?:for real|fr|this time|tonight|today|now|soon|tomorrow)\b",
        words("die death dead kill+myself end+it end+life suicide unalive"),
        words("real fr time tonight today now soon tomorrow"),
        why="the deed alone, with a time",
    ),
    danger(
        "have_all",
        r"\bi (?:have|got|have got) (?:a|my|the) plan (?:and|,|,? and) (?:i (?:have|got|have got) )?(?:everything|all|what|the (?:things|means|stuff|pills|date))(?: (?:i|that i|it|is|will))? ?(?:need|takes|ready|set|require)?",
        words("plan"),
        words("everything all what means things stuff pills date"),
        words("need takes ready set means pills date"),
        why="a plan and what it needs",
    ),
    goodbye(
        "farewell",
        rf"(?: [.,] |^ )(?:so |well |this is )?(?:goodbye|farewell|bye)(?: (?:to|then|my))? {ALL}\b[^.]{{0,10}}(?: [.,] )[^.]{{0,60}}\b(?:you were|you (?:all )?(?:have been|deserve|meant)|thank you|thanks for (?:being|everything|trying)|i (?:love|loved) (?:you|them)|forgive me|i am sorry|am sorry|take care of|be kind to|do not (?:blame|be sad|miss))",
        words("goodbye farewell bye"),
        words("everyone everybody all world friends family"),
        words("you thank thanks love loved forgive sorry care kind blame"),
        why="a farewell to all, with last words",
    ),
    goodbye(
        "last_words",
        r"\b(?:this (?:is|will be)|here is|writing) (?:probably |likely )?my (?:last|final) (?:ever )?(?:post|message|words|note|text|letter|comment)\b(?! (?:of the (?:day|week|month|year|evening)|before|until|for (?:a while|now|today)|on this|about))",
        words("last final"),
        words("post message words note text letter comment"),
        why="last words, said to be that",
    ),
    goodbye(
        "letters",
        r"\bi (?:have )?(?:wrote|written|finished|been writing|am writing|left) (?:my |the |all (?:my |the )?|out )*(?:letters?|notes?|goodbyes) (?:to|for) (?:everyone|everybody|my (?:\w+ )?(?:family|parents|mother|father|friends|kids|children|wife|husband|partner|sister|brother)|each|all of them|them all|the people i love)(?=[^.]{0,20} [.,])",
        words("letter letters note notes goodbyes"),
        words("wrote written finished writing left"),
        words(
            "everyone everybody family parents mother father friends kids children wife husband partner sister brother each all people"
        ),
        why="letters to those who stay",
    ),
    goodbye(
        "with_them",
        r"\b(?:i am |i will )?(?:going to |gonna |will |soon )?be (?:back )?with my (?:mother|mum|mom|father|dad|son|daughter|wife|husband|brother|sister|baby|nan|gran|grandmother|grandad|grandfather|best friend|boy|girl) (?:again )?(?:very )?soon\b[^.]{0,10}(?: [.,] )[^.]{0,30}\b(?:look after|take care|sorry|goodbye|forgive|please|love you)",
        words("soon"),
        words("look care sorry goodbye forgive please love"),
        words("with"),
        why="joining someone who died",
    ),
)
