"""How English is really written in posts, and the plain words that the rules read instead."""

WORDS = {
    # wanting and going
    "wanna": "want to", "wana": "want to", "wanny": "want to", "wannae": "want to", "wnt": "want", "wan": "want",
    "gonna": "going to", "gunna": "going to", "gona": "going to", "goin": "going", "finna": "going to",
    "gotta": "got to", "tryna": "trying to", "hafta": "have to", "imma": "i am going to", "ima": "i am going to",
    "i'ma": "i am going to", "ion": "i do not", "shoulda": "should have",
    # being and having
    "im": "i am", "iam": "i am", "ive": "i have", "i'll": "i will", "i'd": "i would", "youre": "you are",
    "hes": "he is", "shes": "she is", "theyre": "they are", "it's": "it is", "thats": "that is", "theres": "there is",
    "whats": "what is", "theyve": "they have", "id've": "i would have", "who's": "who is", "we're": "we are",
    "he'll": "he will", "she'll": "she will", "they'll": "they will", "you'll": "you will", "you've": "you have",
    "he'd": "he would", "she'd": "she would", "they'd": "they would", "life's": "life is", "everything's": "everything is",
    "nothing's": "nothing is", "everyone's": "everyone is", "i'm'a": "i am going to", "am": "am", "m": "am",
    "it'd": "it would", "it'll": "it will", "youd": "you would", "there'd": "there would",
    # not
    "dont": "do not", "dnt": "do not", "doesnt": "does not", "didnt": "did not", "cant": "cannot", "cnt": "cannot",
    "couldnt": "could not", "wont": "will not", "wouldnt": "would not", "isnt": "is not", "aint": "is not",
    "arent": "are not", "wasnt": "was not", "werent": "were not", "havent": "have not", "hasnt": "has not",
    "hadnt": "had not", "shouldnt": "should not", "cannae": "cannot", "dinnae": "do not", "dinny": "do not",
    "cudnt": "could not", "wudnt": "would not", "mustnt": "must not", "don": "do not", "can": "can",
    # people
    "noone": "no one", "nobody": "no one", "no1": "no one", "nobodys": "no one is", "every1": "everyone",
    "everybody": "everyone", "anybody": "anyone", "fixin": "going", "fixing": "going", "some1": "someone", "somebody": "someone", "u": "you", "ur": "your", "ya": "you",
    "yall": "you all", "y'all": "you all", "myslef": "myself", "meself": "myself", "maself": "myself", "mesel": "myself",
    "bf": "boyfriend", "gf": "girlfriend", "bff": "friend", "mate": "friend", "mum": "mother", "mom": "mother",
    "mam": "mother", "dad": "father", "bro": "brother", "sis": "sister", "hubby": "husband", "bestie": "friend",
    # time
    "tonite": "tonight", "2nite": "tonight", "2night": "tonight", "tnite": "tonight", "tn": "tonight",
    "tmrw": "tomorrow", "tmr": "tomorrow", "tomo": "tomorrow", "tmw": "tomorrow", "2moro": "tomorrow",
    "tomoz": "tomorrow", "tommorow": "tomorrow", "tommorrow": "tomorrow", "2": "to", "tae": "to", "nite": "night", "rn": "right now",
    "anymor": "anymore", "nemore": "anymore", "anymre": "anymore", "4ever": "forever", "4eva": "forever", "forevr": "forever",
    # the words people hide
    "idk": "i do not know", "idek": "i do not even know",
    "kms": "kill myself", "kys": "kill yourself", "ctb": "kill myself", "sui": "suicide", "sewerslide": "suicide",
    "suicid": "suicide", "suacide": "suicide", "sucide": "suicide", "suiside": "suicide", "suicide": "suicide",
    "sucidal": "suicidal", "suicidle": "suicidal", "sewerslidal": "suicidal", "suicidical": "suicidal",
    "unaliving": "unalive", "unalived": "unalive", "unaliv": "unalive", "kil": "kill", "ded": "dead", "deid": "dead",
    "sh": "self harm", "selfharm": "self harm", "selfharming": "self harming", "selfharmed": "self harmed",
    "od": "overdose", "oding": "overdose", "odd'd": "overdosed", "od'd": "overdosed", "od'ing": "overdose",
    # how it is said and typed
    "livin": "living", "dyin": "dying", "tryin": "trying", "thinkin": "thinking", "killin": "killing",
    "cuttin": "cutting", "feelin": "feeling", "nothin": "nothing", "endin": "ending", "hurtin": "hurting",
    "plz": "please", "pls": "please", "cuz": "because", "cus": "because", "coz": "because", "bc": "because",
    "bcos": "because", "cos": "because", "b4": "before", "thru": "through", "tho": "though", "goodby": "goodbye",
    "gdbye": "goodbye", "byebye": "goodbye", "farewell": "goodbye", "thx": "thanks", "luv": "love", "sry": "sorry",
    "srry": "sorry", "fuckin": "fucking", "effing": "fucking", "freaking": "fucking", "frickin": "fucking",
    "kinda": "kind of", "sorta": "sort of", "alot": "a lot", "fel": "feel", "wud": "would", "cud": "could",
    "shud": "should", "hav": "have", "wat": "what", "r": "are", "n": "and", "w": "with", "abt": "about", "ppl": "people",
    "evry": "every", "tierd": "tired", "tird": "tired", "wrth": "worth", "realy": "really", "rly": "really", "jus": "just",
    "jst": "just", "fkn": "fucking", "fking": "fucking", "goodnite": "goodnight", "definately": "definitely",
    "hopless": "hopeless", "usless": "useless", "worthles": "worthless", "alittle": "a little", "depresion": "depression",
    "wking": "waking", "exsist": "exist", "exhist": "exist", "exhisting": "existing", "breth": "breath", "breathin": "breathing",
}  # fmt: skip

# Contractions are one word with and without their apostrophe, save where the bare letters are another word (its, ill, id, were).
SPELLING = {
    **WORDS,
    "i'm": "i am", "i've": "i have", "don't": "do not", "doesn't": "does not", "didn't": "did not", "can't": "cannot",
    "couldn't": "could not", "won't": "will not", "wouldn't": "would not", "isn't": "is not", "ain't": "is not",
    "aren't": "are not", "wasn't": "was not", "weren't": "were not", "haven't": "have not", "hasn't": "has not",
    "hadn't": "had not", "shouldn't": "should not", "he's": "he is", "she's": "she is", "they're": "they are",
    "that's": "that is", "there's": "there is", "what's": "what is", "nobody's": "no one is", "you're": "you are",
    "no-one": "no one", "they've": "they have", "mustn't": "must not", "n't": "not",
}  # fmt: skip
SPELLING = {written: meant for written, meant in SPELLING.items() if written != meant and written != "don"}

# Words hidden behind figures and signs ("su1cide", "k!ll", "s*icide").
DISGUISED = (
    "suicide", "suicidal", "kill", "killing", "killed", "die", "dying", "died", "dead", "death", "cut", "cutting", "cuts",
    "hang", "hanging", "pills", "overdose", "unalive", "self", "harm", "harming", "noose", "rope", "goodbye", "myself", "end",
    "life", "alive", "depressed", "rape", "gun", "bleach", "blade", "razor", "hurt", "shoot", "drown", "slit", "wrists",
)  # fmt: skip
