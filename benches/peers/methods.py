"""Published methods by other implementations, on the same sentences as ours.

    python benches/peers/methods.py TIDINGS DATASET.jsonl WORDS ITEMS FOLDER
    TIDINGS evaluate FOLDER/set.jsonl --length WORDSw --systems FOLDER/peers.jsonl --methods lexrank,textrank,…
    python benches/peers/methods.py --compare FOLDER ROWS.jsonl     # rows of the same run with --format jsonl

Needs sumy==0.13.0, lexrank==0.1.0 and numpy (`pip install`). The articles' sentences are cut by `tidings sentences` and
written one a paragraph, so that both sides see the same ones; a peer ranks all of them and takes the best that still fit.
`paper-submodular` is Lin & Bilmes 2011 written down from the paper in a few lines of numpy, without any of the bounds,
lazy choice or shared parts of ours, with the same rarities of words (`src/lexicon/en/frequency.zipf`).
"""
import json
import math
import os
import subprocess
import sys

from peer import words

HERE = os.path.dirname(os.path.abspath(__file__))


def cut(tidings, text):
    run = subprocess.run([tidings, 'sentences', '--format', 'jsonl', '--language', 'en', '-'],
                         input=text.encode(), stdout=subprocess.PIPE, check=True)
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    return [' '.join(r['text'].split()) for r in rows if r['role'] == 'body']


def filled(ranked, limit):
    """The best sentences that still fit, none of them twice."""
    chosen, left = [], limit
    for sentence in ranked:
        size = len(sentence.split())
        if size <= left and sentence not in chosen:
            chosen.append(sentence)
            left -= size
    return chosen


class Paragraphs:
    """Each paragraph is one sentence."""
    language = 'english'

    def to_sentences(self, text):
        return (text.strip(),)

    def to_words(self, text):
        return tuple(words(text))


def sumy(module, name):
    import importlib
    from sumy.nlp.stemmers import Stemmer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.utils import get_stop_words
    summarizer = getattr(importlib.import_module('sumy.summarizers.' + module), name)(Stemmer('english'))
    summarizer.stop_words = get_stop_words('english')

    def rank(articles):
        text = '\n\n'.join(s for article in articles for s in article)
        document = PlaintextParser.from_string(text, Paragraphs()).document
        rated = {}

        def every(sentences, count, rating, *rest, **named):
            """Instead of the best `count` in the order of the text: all, the best first."""
            value = rating if callable(rating) else rating.__getitem__
            rated['all'] = sorted(sentences, key=lambda s: -value(s, *rest, **named))
            return ()
        summarizer._get_best_sentences = every
        summarizer(document, len(document.sentences))
        return [str(s) for s in rated['all']]
    return rank


def lexrank(threshold):
    from lexrank import STOPWORDS, LexRank

    def rank(articles):
        sentences = [s for article in articles for s in article]
        ranker = LexRank([[s] for s in sentences], stopwords=STOPWORDS['en'])
        scores = ranker.rank_sentences(sentences, threshold=threshold, fast_power_method=True)
        return [s for _, s in sorted(zip(scores, sentences), key=lambda pair: -pair[0])]
    return rank


def rarities():
    """idf of stems in the language at large, and that of any other stem: `terms::Listed` says how."""
    path = os.path.join(HERE, '../../src/lexicon/en/frequency.zipf')
    idf = lambda zipf, share=1: -math.log(1 - math.exp(-300 * share * 10 ** (zipf - 9)))
    levels = [line.split(' ') for line in open(path, encoding='utf-8').read().splitlines()]
    table = {stem: idf(float(level)) for level, *stems in levels for stem in stems}
    return table, idf(min(float(level) for level, *_ in levels), 0.35)


def paper_submodular():
    import numpy
    from nltk.stem.snowball import SnowballStemmer
    from sumy.utils import get_stop_words
    stem, stops, (table, unlisted) = SnowballStemmer('english').stem, get_stop_words('english'), rarities()

    def vectors(sentences):
        number, rows = {}, []
        for sentence in sentences:
            counts = {}
            for word in words(sentence):
                if word not in stops:
                    term = stem(word)
                    counts[term] = counts.get(term, 0) + 1
            rows.append({number.setdefault(t, len(number)): n * table.get(t, unlisted) for t, n in counts.items()})
        matrix = numpy.zeros((len(rows), max(1, len(number))))
        for row, values in zip(matrix, rows):
            for at, value in values.items():
                row[at] = value
        lengths = numpy.linalg.norm(matrix, axis=1, keepdims=True)
        return matrix / numpy.where(lengths > 0, lengths, 1)

    def clusters(matrix, count):
        centres = matrix[numpy.linspace(0, len(matrix) - 1, count).astype(int)]
        for _ in range(20):
            of = (matrix @ centres.T).argmax(axis=1)
            centres = numpy.array([matrix[of == k].mean(axis=0) if (of == k).any() else centres[k] for k in range(count)])
        return of

    def choose(articles, limit, exponent):
        sentences = list(dict.fromkeys(s for article in articles for s in article))
        matrix = vectors(sentences)
        similar = matrix @ matrix.T
        n = len(sentences)
        of, whole = clusters(matrix, max(1, round(n / 5))), similar.sum(axis=1)
        cap, reward = whole * min(1, 5 / n), whole / n

        def value(chosen):
            covered = numpy.minimum(similar[:, chosen].sum(axis=1), cap).sum()
            rewards = numpy.bincount(of[chosen], weights=reward[chosen], minlength=of.max() + 1)
            return covered + 6 * numpy.sqrt(rewards).sum()
        chosen, left = [], limit
        while True:
            fits = [i for i in range(n) if i not in chosen and 0 < len(sentences[i].split()) <= left]
            if not fits:
                return [sentences[i] for i in chosen]
            now = value(chosen) if chosen else 0.0
            gain = lambda i: (value(chosen + [i]) - now) / len(sentences[i].split()) ** exponent
            best = max(fits, key=gain)
            chosen.append(best)
            left -= len(sentences[best].split())
    return choose


def peers(limit):
    ranked = {
        'sumy-lexrank': sumy('lex_rank', 'LexRankSummarizer'),
        'sumy-textrank': sumy('text_rank', 'TextRankSummarizer'),
        'sumy-lsa': sumy('lsa', 'LsaSummarizer'),
        'sumy-sumbasic': sumy('sum_basic', 'SumBasicSummarizer'),
        'sumy-kl': sumy('kl', 'KLSummarizer'),
        'lexrank-continuous': lexrank(None),
        'lexrank-0.1': lexrank(0.1),
    }
    for name, rank in ranked.items():
        yield name, lambda articles, rank=rank: filled(rank(articles), limit)
    for exponent in (0.1, 1):
        choose = paper_submodular()
        yield f'paper-submodular-r{exponent}', lambda articles, e=exponent, c=choose: c(articles, limit, e)


def write(tidings, dataset, limit, items, folder):
    os.makedirs(folder, exist_ok=True)
    sets = [json.loads(line) for line in open(dataset, encoding='utf-8')][:items]
    sources = []
    for one in sets:
        articles = [cut(tidings, d['text']) for d in one['documents']]
        for document, sentences in zip(one['documents'], articles):
            document['text'] = '\n\n'.join(sentences)
        one['documents'] = [d for d in one['documents'] if d['text']]
        sources.append((one['id'], [a for a in articles if a]))
    with open(os.path.join(folder, 'set.jsonl'), 'w', encoding='utf-8') as out:
        out.writelines(json.dumps(one) + '\n' for one in sets)
    with open(os.path.join(folder, 'peers.jsonl'), 'w', encoding='utf-8') as out:
        for name, choose in peers(limit):
            for key, articles in sources:
                out.write(json.dumps({'system': name, 'id': key, 'summary': choose(articles)}) + '\n')


def compare(folder, rows):
    """How many of the sentences of two systems are the same, in the mean of all items."""
    chosen = {}
    for path, name in ((os.path.join(folder, 'peers.jsonl'), 'system'), (rows, 'system')):
        for line in open(path, encoding='utf-8'):
            row = json.loads(line)
            summary = {' '.join(s.split()) for s in row['summary']}
            chosen.setdefault(row.get(name) or row.get('method'), {})[row['id']] = summary
    pairs = [('lexrank-threshold', 'sumy-lexrank'), ('lexrank-threshold', 'lexrank-0.1'), ('lexrank', 'lexrank-continuous'),
             ('sumy-lexrank', 'lexrank-0.1'), ('textrank', 'sumy-textrank'), ('lsa', 'sumy-lsa'),
             ('sumbasic', 'sumy-sumbasic'), ('klsum', 'sumy-kl'), ('submodular', 'paper-submodular-r0.1')]
    for a, b in pairs:
        if a in chosen and b in chosen:
            both = [len(x & chosen[b][k]) / max(1, min(len(x), len(chosen[b][k]))) for k, x in chosen[a].items() if k in chosen[b]]
            print(f'{a:20} {b:22} {100 * sum(both) / len(both):5.1f} %')


if __name__ == '__main__':
    if sys.argv[1] == '--compare':
        compare(*sys.argv[2:4])
    else:
        write(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
