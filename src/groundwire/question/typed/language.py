"""Which language a question is in, and what of a foreign one can be looked for.

A question is too short for letters alone to tell ("who is zelensky" is Dutch to a detector of
documents), so for six languages the small words decide, and a question that holds more small words
of English is English, whatever names are in it. Other languages are told by their letters.
"""

import re

from groundwire.corpus.clean.article import detected_language
from groundwire.index.lexical import Words
from groundwire.language.content import STOPWORDS
from groundwire.language.text import fold, stem, word_spans, words

ENGLISH = "en"
LAST_LATIN = 0x24F  # the last letter of Latin Extended-B
LANGUAGES = {
    "ar": "Arabic",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hu": "Hungarian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}
# Folded, as the words of a question are.
_SMALL_WORDS = {
    language: frozenset(line.split())
    for language, line in {
        "de": """
            aber alle als am an auf aus bei beim bis da dass dem den der des die das dieser
            diese dieses doch durch ein eine einem einen einer es fur gegen gibt hat hatte haben
            ich ihr ihre im in ist ja kann kein keine man mehr mit nach nicht noch nur ob oder
            sagt sagte sein seine seit sich sie sind soll uber um und uns unter viel viele vom
            von vor wann war waren warum was wegen welche welchem welchen welcher welches wem
            wen wer werden wessen wie wieso wird wo wofur woher wohin wurde wurden zu zum zur
            zwischen
            """,
        "fr": """
            a au aux avec ce ces cette cet combien comment d dans de depuis des du elle elles en
            est et etait ete etaient il ils je l la le les leur leurs lors mais meme ne nous on
            ont ou par parce pas pour pourquoi qu quand que quel quelle quelles quels qui quoi s
            sa sans se ses si son sont sous sur tous toutes un une vers vous y
            """,
        "es": """
            a al como con contra cual cuales cuando cuanta cuantas cuanto cuantos de del desde
            dijo donde dos e el ella ellos en entre era es esa ese eso esta estan este esto fue
            fueron ha han hasta hay hizo la las le les lo los mas me mi muy no nos o para pero
            por porque que quien quienes se ser si sin sobre son su sus tambien tiene tienen un
            una uno y ya
            """,
        "it": """
            a ad al alla alle anche c che chi ci come con contro cosa cui d da dagli dal dalla
            dei del della delle dello di dopo dove dov e ed era erano fra gli ha hanno i il in
            io l la le lo loro ma nei nel nella nelle non o per perche piu qual quale quali
            quando quanta quante quanti quanto questa questo qui se si sia sono stata stati
            stato su sua sui sul sulla suo tenuto tra tutti un una uno va
            """,
        "pt": """
            a ao aos as com como contra da das de dele depois desde disse do dos e ela ele eles
            em entre era essa esse esta este foi foram ha isso la mais mas na nao nas no nos o
            onde os ou para pela pelo por porque qual quais quando quanta quantas quanto quantos
            que quem sao se sem ser seu seus sobre sua suas tambem tem um uma
            """,
        "nl": """
            aan al als bij dan dat de deze die dit door een en er had haar hebben heeft het hij
            hoe hoeveel hun ik in is kan maar meer met na naar niet nog of om onder ook op over
            te tegen toen tot tussen uit van veel voor waar waarom wanneer waren was wat we
            welke werd wie wilde worden wordt zal ze zei zich zij zijn zou
            """,
    }.items()
}
# Small words there, but words of English too: no sign of the other language by themselves.
_ENGLISH_TOO = STOPWORDS | frozenset(
    """die war hat den man son pour ore main sale pays chat pain coin met ten hun van al per plus
    come hay sin el la le de du des e o y a l d s c un en es se si non via ad sur dove dos da das
    fin final hotel te tot over""".split()
)
_LEAST_SIGNS = 2  # "der Spiegel" is a name
_LEAST_ACCENTED = 2  # words with letters that English lacks: one may be a name or borrowed
_LEAST_WORDS = 3
_APOSTROPHE = re.compile(r"['’]")  # joins small words to others: "l'Ucraina"
_LETTER = re.compile(r"[^\W\d_]")
_SAME = {"wuu": "zh", "yue": "zh", "nb": "da", "nn": "da", "no": "da"}
# What the neighbours call the countries that news is about; the first is the word of the index.
_COUNTRY_LINES = """
germany deutschland allemagne alemania germania alemanha duitsland
france frankreich francia franca frankrijk
uk grossbritannien konigreich royaume regno reino koninkrijk britannien
spain spanien espagne espana spagna espanha spanje
italy italien italie italia
usa unis uniti unidos eeuu eua vereinigten verenigde
russia russland russie rusia rusland
ukraine ucraina ucrania oekraine
china chine cina
poland polen pologne polonia
netherlands niederlande nederland holanda
belgium belgien belgique belgica belgio belgie
turkey turkei turquie turquia turchia turkije
greece griechenland grece grecia griekenland
europe europa
israel israele
japan japon giappone japao
canada kanada
sweden schweden suede suecia svezia zweden
norway norwegen norvege noruega norvegia noorwegen
"""
_COUNTRIES = {
    form: line.split()[0] for line in _COUNTRY_LINES.splitlines() for form in line.split()[1:]
}


def language_of(question: str) -> str:
    """The ISO 639-1 code of the question's language; English where nothing says otherwise."""
    letters = _LETTER.findall(question)
    if sum(ord(letter) > LAST_LATIN for letter in letters) * 2 > len(letters):
        return _by_letters(question)
    question = _APOSTROPHE.sub(" ", question)
    asked = words(question)
    small = {language: sum(word in own for word in asked) for language, own in _SMALL_WORDS.items()}
    signs = {
        language: sum(word in own and word not in _ENGLISH_TOO for word in _written_small(question))
        for language, own in _SMALL_WORDS.items()
    }
    best = max(sorted(signs), key=lambda language: (signs[language], small[language]))
    countries = sum(word in _COUNTRIES for word in asked)
    english = sum(word in STOPWORDS for word in asked)
    accented = sum(word.islower() and not word.isascii() for word in question.split())
    shown = signs[best] or countries or "¿" in question
    if shown and small[best] + countries + accented >= max(_LEAST_SIGNS, english + 1):
        return best
    if accented >= max(_LEAST_ACCENTED, english + 1) and len(asked) >= _LEAST_WORDS:
        return _by_letters(question)
    return ENGLISH


def _written_small(question: str) -> list[str]:
    """The words but for those with a capital inside the question: "São Paulo" is no sign."""
    loud = question.isupper()
    return [
        word
        for place, (word, start, _) in enumerate(word_spans(question))
        if loud or not place or not question[start].isupper()
    ]


def searchable(question: str, language: str, index_words: Words) -> str:
    """What of a foreign question the articles may hold: its names, numbers and shared words.

    Empty where the index knows none of them. Small words of the language are left out, as they
    may be words of English that mean another thing ("die", "war").
    """
    question = _APOSTROPHE.sub(" ", question)
    small = _SMALL_WORDS.get(language, frozenset())
    kept = []
    for word, start, end in word_spans(question):
        known = _COUNTRIES.get(word)
        if known:
            kept.append(known.capitalize())
        elif word not in small and index_words.document_frequency(stem(word)):
            kept.append(question[start:end])
    return " ".join(kept)


def foreign_notice(language: str, searched: str) -> str | None:
    """What to say of a question that is not in English; None for one that is."""
    if language == ENGLISH:
        return None
    name = LANGUAGES.get(language, "another language")
    found = f"only “{searched}” was searched for" if searched else "no word of it is in them"
    return f"the question seems to be in {name}; the articles are in English, and {found}"


def _by_letters(question: str) -> str:
    """What a detector of documents says, dialects counted as the language people know."""
    found = detected_language(fold(question) if question.isupper() else question)
    return _SAME.get(found, found)
