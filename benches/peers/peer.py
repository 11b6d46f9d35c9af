"""Summarises each JSONL file named, as one text of about 250 words, with one peer. NLTK's data cannot be fetched
everywhere, so sentences and words are cut here, the same for all."""
import json
import re
import sys


def sentences(text):
    cut = re.split(r'(?<=[.!?"”])\s+(?=[A-Z“"])', text)
    return [s.strip() for s in cut if s.strip()]


def words(text):
    return re.findall(r"[^\W\d_][\w'’-]*", text.lower())


def texts(path):
    return [json.loads(line)['text'] for line in open(path)]


class Tokenizer:
    language = 'english'

    def to_sentences(self, text):
        return tuple(sentences(text))

    def to_words(self, text):
        return tuple(words(text))


def of_sumy(module, name):
    import importlib
    from sumy.nlp.stemmers import Stemmer
    from sumy.parsers.plaintext import PlaintextParser
    summarizer = getattr(importlib.import_module('sumy.summarizers.' + module), name)(Stemmer('english'))

    def run(path):
        parser = PlaintextParser.from_string('\n\n'.join(texts(path)), Tokenizer())
        return [str(s) for s in summarizer(parser.document, 10)]
    return run


def of_lexrank():
    from lexrank import STOPWORDS, LexRank

    def run(path):
        documents = [sentences(text) for text in texts(path)]
        ranker = LexRank(documents, stopwords=STOPWORDS['en'])
        return ranker.get_summary([s for d in documents for s in d], summary_size=10, threshold=.1)
    return run


def of_rapid():
    import rapid_textrank

    def run(path):
        return [str(p) for p in rapid_textrank.extract_keywords('\n\n'.join(texts(path)), top_n=10)]
    return run


PEERS = {
    'sumy LexRank': lambda: of_sumy('lex_rank', 'LexRankSummarizer'),
    'sumy TextRank': lambda: of_sumy('text_rank', 'TextRankSummarizer'),
    'sumy SumBasic': lambda: of_sumy('sum_basic', 'SumBasicSummarizer'),
    'lexrank': of_lexrank,
    'rapid-textrank (key phrases)': of_rapid,
}

if __name__ == '__main__':
    run = PEERS[sys.argv[1]]()
    for path in sys.argv[2:]:
        found = run(path)
        assert found and all(found), path
