"""Which words of a question carry its subject."""

from groundwire.language.text import stem, word_spans

# Words that carry no subject: function words, question words, and the verbs of asking.
STOPWORDS = frozenset(
    """a about above after again against ago all also am an and any are as at be because been
    before being below between both but by can could did do does doing done down during each
    either else ever every few for from further get gets give gives given had has have having he
    her here hers herself him himself his how i if in into is it its itself just let like many may
    me might mine more most much must my myself neither no nor not of off on once one ones only or
    other our ours out over own per please same shall she should so some such tell than that the
    their theirs them themselves then there these they this those through to too under until up
    upon us very was we were what when where whether which while who whom whose why will with
    within without would you your yours yourself according article articles say says said saying
    name names list describe explain happen happened happens""".split()
)


def content_terms(text: str) -> list[str]:
    """Distinct stems of the words that carry the subject, in order."""
    spans = word_spans(text)
    kept = [stem(word) for word, _, _ in spans if word not in STOPWORDS]
    # "What did they do?" has no subject of its own: then its plain words are all there is.
    return list(dict.fromkeys(kept or [stem(word) for word, _, _ in spans]))
