"""Detail that may hurt a reader: ways and means, and the numbers of eating disorders."""

from kith.core.screening.english.phrases import FIRST, either, words
from kith.core.screening.findings import Kind, Rule

PILLS = either("pills?", "tablets?", "paracetamol", "tylenol", "acetaminophen", "ibuprofen", "aspirin", "codeine", "xanax", "valium", "benzos?", "sleeping (?:pills|tablets)", "painkillers", "antidepressants", "insulin", "sertraline", "quetiapine", "lithium", "amitriptyline", "propranolol", "morphine", "fentanyl", "oxycodone", "tramadol", "benadryl", "diazepam", "seroquel", "capsules")  # fmt: skip
PILL_WORDS = words(
    "pill pills tablet tablets paracetamol tylenol acetaminophen ibuprofen aspirin codeine xanax valium benzo benzos painkillers antidepressants insulin sertraline quetiapine lithium amitriptyline propranolol morphine fentanyl oxycodone tramadol benadryl diazepam seroquel capsules"
)
MANY = r"(?:[89]|[1-9]\d\d?|a dozen|dozens? of|twenty|thirty|forty|fifty|sixty|eighty|a hundred|(?:a|the|my) (?:whole |entire |full )?(?:bottle|packet|box|pack|handful|strip|load|fistful|bunch|month) of|all (?:of )?my|\d+ ?(?:g|grams) of|a lethal dose of)"
DEED = either(
    "die",
    "kill (?:myself|yourself|himself|herself|you|me|someone|a person|themselves)",
    "end (?:it|it all|my life|your life)",
    "commit suicide",
    "suicide",
    "overdose",
    "hang (?:myself|yourself|himself|herself)",
    "be (?:fatal|lethal)",
    "death",
    "killing (?:myself|yourself)",
)
DEED_WORDS = words("die kill end suicide overdose hang fatal lethal death killing")


def method(id: str, pattern: str, *needs: frozenset[str], why: str) -> Rule:
    return Rule(f"method.{id}", Kind.METHOD, pattern, needs, why, guards=("idiom",))


def numbers(id: str, pattern: str, *needs: frozenset[str], why: str) -> Rule:
    return Rule(f"numbers.{id}", Kind.NUMBERS, pattern, needs, why, guards=("kitchen",))


WAYS = (
    method("dose", rf"\b(?:took|taken|take|taking|swallow(?:ed|ing)?|downed|necked|overdosed on|overdose on|overdose of|od on|have|had|got|saved(?: up)?|stockpiled?|hoarding|counted(?: out)?|ate|with|overdosing on|popped) (?:about |around |over |up |like |almost |nearly |out ){{0,2}}{MANY}(?! ?(?:mg|ml|mcg|g)\b) ?(?:\d+ ?mg )?(?:\w+ ){{0,2}}{PILLS}", PILL_WORDS, why="how many pills"),
    method("how_many", rf"\b(?:how (?:many|much)|what (?:dose|amount|quantity)|enough|lethal dose|(?:\d+ ?(?:mg|g|ml|grams|milligrams)))(?: \w+){{0,6}} (?:to |would |will |can |could |it takes to |is |it take to |for |for a |needed to |of |be |a ){{0,4}}{DEED}", DEED_WORDS, words("many much dose amount quantity enough lethal mg g ml grams milligrams") | frozenset(f"{n}mg" for n in range(50, 1001, 50)), why="how much it takes"),
    method("lethal", r"\b(?:lethal|fatal|deadly) (?:dose|amount|dosage|quantity|level|combination|mix|height|drop)\b|\bld ?50\b", words("lethal fatal deadly ld50 ld"), why="a lethal dose or height"),
    method("overdose_on", rf"\boverdos(?:e|ed|ing) (?:on|of|with|by taking) (?:my |the |\w+ ){{0,2}}{PILLS}", words("overdose overdosed overdosing"), PILL_WORDS, why="overdose with a named drug"),
    method("noose", r"\b(?:tie|tying|tied|make|making|made|bought|ordered|got|have|hung|hang|hanging|hanged)(?: \w+){0,3} (?:a |the |my )?(?:noose|slip ?knot|ligature)\b|\b(?:hang|hanging|hanged|hung) (?:myself|yourself|himself|herself|themselves|him|her)(?: \w+)? (?:with|from|using|by|in|off|on) (?:a |the |my |his |her |their |an )\w+", words("noose knot slipknot ligature hang hanging hanged hung"), why="hanging, with the means"),
    method("gas", r"\b(?:exit bag|suicide bag|suicide kit|helium (?:tank|hood|bag|and a bag|canister|method)|nitrogen (?:tank|gas and|hood|bag|method)|sodium nitr[ia]te|(?:charcoal|disposable) (?:burning|grill|barbecue|bbq) (?:in|inside) (?:a |my |the )?(?:car|tent|room|bathroom|sealed)|carbon monoxide (?:in|from|method|poison\w* (?:in|is)|to)|hose (?:from|on|to|and|in|over) (?:the |my |a )?(?:exhaust|car|tailpipe)|car exhaust|(?:drink|drank|drinking|swallow|swallowed) (?:\w+ ){0,3}(?:bleach|antifreeze|pesticide|drain cleaner|weed ?killer))\b", words("exit bag kit helium nitrogen sodium charcoal disposable carbon monoxide hose exhaust bleach antifreeze pesticide drain weedkiller weed"), why="gas and poison"),
    method("cut", r"\b(?:cut|cutting|slice|slicing|slit|slitting) (?:\w+ ){0,4}(?:vertical(?:ly)?|down (?:the|not across|the vein)|along the (?:vein|artery|road)|deep enough|the (?:artery|vein|femoral|carotid|jugular)|with (?:a |the |my )?(?:razor|blades?|razor ?blade|knife|scissors|glass|stanley knife|box cutter|scalpel|sharpener|pencil sharpener))|\b(?:down the road not across|razor ?blades? (?:from|out of|hidden|to cut|and)|(?:use|used|using|took|take|taking|hide|hid) (?:a |the |my |apart a |apart )(?:pencil sharpener|razor ?blade|razor|blade|scalpel)(?: \w+){0,4} (?:cut|arm|arms|skin|thigh|thighs|wrist|wrists|leg|legs|myself|blade))", words("vertical vertically vein artery deep femoral carotid jugular razor blade blades razorblade razorblades knife scissors glass scalpel sharpener road cutter down along"), words("cut cutting slice slicing slit slitting razor razorblade razorblades blade use used using took take taking hide hid road"), why="cutting, with tool or place"),
    method("place", r"\b(?:which|what|best|highest|how high|tallest|tall enough|high enough|good) (?:\w+ ){0,5}(?:bridge|building|floor|cliff|roof|drop|train|fall|height|station|storey|storeys|stories)(?: \w+){0,4} (?:to |for |would |that |will |is |be |can ){0,3}(?:jump(?:ing)?|die|kill|fatal|lethal|guaranteed|certain death|survive)", words("bridge building floor cliff roof drop train fall height station storey storeys stories"), words("jump jumping die kill fatal lethal guaranteed death survive"), why="which place, how high"),
    method("jumped", r"\b(?:jump(?:ed|ing|s)?|threw (?:himself|herself|myself|themselves)|throw (?:myself|yourself)) (?:off|from) (?:the |a )?(?:\w+ ){0,3}(?:bridge|building|car park|tower|viaduct|overpass|\w+ (?:floor|storey|story))\b|\b(?:jump(?:ed|ing|s)?|step(?:ped|ping)?|threw (?:himself|herself|myself)|lay|lie|lying) (?:in front of|under|on) (?:a |the )?(?:train|train tracks|tracks|tube|subway|lorry|metro)\b", words("jump jumped jumping jumps threw throw step stepped stepping lay lie lying"), words("bridge building park tower viaduct overpass floor storey story train tracks tube subway lorry metro"), why="the place of a jump"),
    method("way", rf"\b(?:painless|quickest|easiest|fastest|quick|easy|best|surest|most effective|reliable|foolproof|effective|peaceful|guaranteed) (?:\w+ ){{0,2}}(?:way|ways|method|methods) (?:\w+ )?(?:to|of|for) {DEED}", DEED_WORDS, words("way ways method methods"), why="comparing ways"),
    method("gun", r"\b(?:shoot|shot|shooting|bullet|gun|shotgun|rifle|pistol|barrel) (?:\w+ ){0,5}(?:in (?:my|the|his|her|your) (?:mouth|head|temple|chest|heart)|to (?:my|the|his|her|your) (?:head|temple|chin|chest)|through (?:my|the|his|her|your) (?:head|temple|mouth|skull|heart)|under (?:my|the|his|her|your) chin)", words("shoot shot shooting bullet gun shotgun rifle pistol barrel"), words("mouth head temple chest heart chin skull"), why="a gun, and where"),
    method("mix", rf"\b(?:mix(?:ed|ing)?|combin(?:e|ed|ing)|wash(?:ed)? down|with a bottle of (?:vodka|whisky|whiskey|gin|wine)|vodka and|alcohol and|whisky and) (?:\w+ ){{0,5}}(?:{PILLS}|vodka|whisky|alcohol|bleach and)\b(?=(?: [\w,.]+){{0,10}} (?:die|dying|kill|overdose|not wake|never wake|wake up|end it|suicide|stop breathing|death|do the job|sleep forever))|\b{PILLS} (?:and|with) (?:a (?:bottle|lot|litre) of |some |loads of )?(?:vodka|whisky|whiskey|alcohol|gin|booze)(?=(?: [\w,.]+){{0,10}} (?:die|dying|kill|overdose|not wake|never wake|end it|suicide|stop breathing|death|do the job))", PILL_WORDS | words("vodka whisky alcohol"), words("mix mixed mixing combine combined combining wash washed vodka whisky alcohol whiskey gin booze wine"), why="mixing to die"),
)  # fmt: skip

N = r"\d{1,4}(?: [.,] \d)?"
UNIT = r"(?:kg|kgs|kilos?|kilograms?|lb|lbs|pounds?|stone|st)"
CALS = r"(?:kcals?|cals?|calories|calorie|kilojoules|kj)"
CAL_WORDS = words("kcal kcals cal cals calories calorie kilojoules kj") | frozenset(
    f"{n}{u}" for n in range(0, 2001, 10) for u in ("kcal", "cal", "cals", "kcals")
)
WEIGH = frozenset(
    ["kg", "kgs", "kilo", "kilos", "kilogram", "kilograms", "lb", "lbs", "pound", "pounds", "stone", "st"]
) | frozenset(f"{n}{u}" for n in range(1, 400) for u in ("kg", "kgs", "lb", "lbs", "st"))

COUNTS = (
    numbers("calories", rf"\b(?:i|i am|only|under|restrict\w*|limit\w*|eating|ate|eat|fast\w*|purg\w*|burn\w*|intake|binge\w*|allow\w*|below|max|just|consum\w*|deficit|had|on|to)(?: \w+){{0,6}} {N} ?{CALS}(?! (?:per|a|each|in (?:a|one|each|the)|for (?:a|the|each)) (?:slice|serving|portion|bar|cup|cookie|bowl|bottle|muffin|biscuit|piece|packet|100|can|recipe|cake))", CAL_WORDS, why="calories eaten, kept under, burnt"),
    numbers("calories_day", rf"\b{N} ?{CALS} (?:a|per|each|every|for the|in a|today|yesterday|total|so far)(?: whole| entire)? ?(?:day|today|week|$|[.,])|\b{N} ?{CALS} (?:today|yesterday|diet|limit|fast|deficit|goal|all day|total)", CAL_WORDS, why="calories a day"),
    numbers("bmi", r"\bbmi\b(?: \w+){0,5} \d\d?(?: \. \d)?|\b\d\d(?: \. \d)? bmi\b", words("bmi"), why="a body mass index"),
    numbers("weight_kind", rf"\b(?:lowest weight|goal weight|highest weight|current weight|target weight|ideal weight|starting weight|ultimate goal weight|adult weight|my weight|healthy weight|weight (?:was|is|now)|gw|cw|lw|hw|ugw|sw|sick weight|new low)(?: \w+){{0,5}} (?:[.,] )?{N}(?: ?{UNIT})?\b(?! (?:years|percent|days|weeks|months|hours|people|minutes|bags?|degrees))", words("weight gw cw lw hw ugw sw low"), why="a lowest, goal or present weight"),
    numbers("weigh", rf"\bi (?:\w+ ){{0,3}}(?:weigh|weighed|weighing|weighs|am down to|got down to|dropped to|am at|got to|down to|am under|was under|hit|reached|went (?:from|down to))(?: \w+){{0,4}} {N} ?{UNIT}(?! (?:of|bag|suitcase|dumbbell|on (?:the )?(?:bench|squat|deadlift)|bench|squat|deadlift|kettlebell|barbell))", WEIGH, words("weigh weighed weighing down dropped at got under hit reached went"), why="what one weighs"),
    numbers("lost", rf"(?:\b(?:i|have|ive|to|and|me) (?:\w+ ){{0,3}}|(?<= [.,] ))(?:lost|lose|losing|dropped|drop|dropping|shed|gained|gain|gaining) (?:about |over |another |at least |like |almost |only |more than |nearly |around ){{0,2}}(?:{N}|a|two|three|four|five|ten|twenty|thirty|half a) ?{UNIT}(?! (?:of (?!weight|fat)|in (?:the )?(?:sale|price|casino)|on (?:the|a) (?:bet|horse|stock)|coin|sterling))", WEIGH, words("lost lose losing dropped drop dropping shed gained gain gaining"), why="weight lost or gained"),
    numbers("scale", rf"\b(?:scales?|weigh in|weighed in)(?: \w+){{0,4}} (?:said|says|read|reads|showed|shows|at|was|is) (?:\w+ )?{N}(?: ?{UNIT})?\b", words("scale scales weigh weighed"), why="what the scales said"),
    numbers("fast", r"\b(?:fasted|fasting|fast|not eaten|not eat|without (?:eating|food)|have not eaten|did not eat|water fast|starved|starving myself|no food|restricting|purged|purging|purge|threw up|laxatives?)(?: \w+){0,4} (?:for |after |in |to |hour |about |over |only |past ){0,3}(?:\d{1,3}) ?(?:hours?|hrs?|hr|days?|h|times|laxatives?|weeks?|hour fast)\b", words("fasted fasting fast eaten eat eating food starved starving restricting purged purging purge threw laxative laxatives"), why="how long without food, how often purged"),
    numbers("laxatives", r"\b\d{1,3} (?:laxatives?|diuretics|diet pills|water pills)\b", words("laxative laxatives diuretics diet water"), why="how many laxatives"),
    numbers("hours", r"\b\d{1,3} (?:hours?|hour|hr|days?|day) (?:\w+ )?(?:fast(?:ing|ed)?|water fast|without (?:food|eating)|of (?:fasting|not eating|no food))\b", words("fast fasting fasted food eating"), why="how long a fast"),
    numbers("size", r"\b(?:waist|thigh|thighs|hips|wrist|arm|thigh gap|bust|size)(?: \w+){0,3} (?:is|was|measures?|down to|at|to|from|be|a|into) (?:a |an |under |size )?(?:\d{1,3}) ?(?:cm|inch|inches|in|zero)\b|\b(?:size (?:0|00|zero|xxs)|thigh gap of)\b", words("waist thigh thighs hips wrist arm bust size"), words("cm inch inches in 0 00 zero xxs gap") | frozenset(f"{n}cm" for n in range(10, 130)), why="measures of the body"),
)  # fmt: skip

RULES = WAYS + COUNTS
__all__ = ["FIRST", "RULES"]
