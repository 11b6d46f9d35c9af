"""Published methods by other implementations, on the same sentences as ours.

    python benches/peers/methods.py TIDINGS DATASET.jsonl WORDS ITEMS FOLDER
    TIDINGS evaluate FOLDER/set.jsonl --length WORDSw --systems FOLDER/peers.jsonl --methods lexrank,textrank,…
    python benches/peers/methods.py --compare FOLDER ROWS.jsonl     # rows of the same run with --format jsonl

Needs sumy==0.13.0, lexrank==0.1.0 and numpy (`pip install`). The articles' sentences are cut by `tidings sentences` and
written one a paragraph, so that both sides see the same ones; a peer ranks all of them and takes the best that still fit.
`paper-…` are the papers' formulas in a few lines of numpy, without any of the bounds, lazy choice or shared parts of ours:
`paper-submodular` (Lin & Bilmes 2011) with the same rarities of words (`src/lexicon/en/frequency.zipf`), `paper-textrank`,
`paper-lsa`, `paper-sumbasic` and `paper-klsum` with the settings that the heads of our files name. Where ours chooses as the
paper's formula does and sumy does not, sumy departs from the paper: the heads of `src/rank/lsa.rs` and its neighbours say how.
"""
import glob
import json
import math
import os
import re
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
        rated = {'all': []}

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


def stop_words():
    """Ours: NLTK's list as the crate `stop-words` has it, fetched by cargo, and the lexicon's."""
    [nltk] = glob.glob(os.path.expanduser('~/.cargo/registry/src/*/stop-words-0.10.*/src/nltk/english'))[:1]
    own = open(os.path.join(HERE, '../../src/lexicon/en/stopwords.txt'), encoding='utf-8').read().splitlines()
    listed = ' '.join(line for line in own if not line.startswith('#')).replace(',', ' ').split()
    return set(open(nltk, encoding='utf-8').read().split()) | set(listed)


def all_words(text):
    """Words and numbers, about as `src/text/words.rs` finds them."""
    return re.findall(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*[^\W\d_]*|[^\W_]+(?:['’][^\W\d_]+)*", text.lower())


class Counts:
    """Stems of content words of all sentences, repeated sentences once."""

    def __init__(self, articles):
        import numpy
        from nltk.stem.snowball import SnowballStemmer
        stem, stops = SnowballStemmer('english').stem, stop_words()
        self.sentences = list(dict.fromkeys(s for article in articles for s in article))
        rows, number = [], {}
        for sentence in self.sentences:
            content = [w.replace('’', "'") for w in all_words(sentence)]
            rows.append([number.setdefault(stem(w), len(number)) for w in content if w not in stops])
        self.matrix = numpy.zeros((len(rows), max(1, len(number))))
        for row, terms in zip(self.matrix, rows):
            for term in terms:
                row[term] += 1
        self.lengths = self.matrix.sum(axis=1)
        rarity = numpy.log((len(rows) + 1) / ((self.matrix > 0).sum(axis=0) + 0.5))
        weighed = numpy.where(self.matrix > 0, 1 + numpy.log(numpy.maximum(self.matrix, 1)), 0) * rarity
        norms = numpy.linalg.norm(weighed, axis=1, keepdims=True)
        self.unit = weighed / numpy.where(norms > 0, norms, 1)

    def by_score(self, scores, limit):
        """The best that still fit and are not near (cosine .5) to one that was chosen."""
        chosen, left = [], limit
        for i in sorted(range(len(scores)), key=lambda i: (-scores[i], i)):
            size = len(self.sentences[i].split())
            if size <= left and all(self.unit[i] @ self.unit[j] < 0.5 for j in chosen):
                chosen.append(i)
                left -= size
        return [self.sentences[i] for i in chosen]


def paper_textrank(articles, limit):
    import numpy
    counts = Counts(articles)
    held = (counts.matrix > 0).astype(float)
    logs = numpy.log(numpy.maximum(counts.lengths, 1))
    below = logs[:, None] + logs[None, :]
    similar = numpy.where(below > 0, held @ held.T / numpy.where(below > 0, below, 1), 0)
    numpy.fill_diagonal(similar, 0)
    votes = similar / numpy.maximum(similar.sum(axis=1, keepdims=True), 1e-300)
    scores = numpy.ones(len(similar))
    for _ in range(200):
        scores = 0.15 + 0.85 * votes.T @ scores
    return counts.by_score(scores, limit)


def paper_lsa(articles, limit):
    import numpy
    counts = Counts(articles)
    held = (counts.matrix > 0).astype(float)
    held /= numpy.maximum(numpy.linalg.norm(held, axis=1, keepdims=True), 1e-300)
    _, sigma, v = numpy.linalg.svd(held.T, full_matrices=False)
    kept = sigma >= sigma[0] / 2
    scores = numpy.sqrt((v[kept] ** 2 * sigma[kept, None] ** 2).sum(axis=0))
    return counts.by_score(scores, limit)


def paper_sumbasic(articles, limit):
    import numpy
    counts = Counts(articles)
    p = counts.matrix.sum(axis=0) / max(1, counts.matrix.sum())
    chosen, left = [], limit
    while True:
        fits = [i for i, s in enumerate(counts.sentences) if i not in chosen and len(s.split()) <= left and counts.lengths[i]]
        if not fits:
            return [counts.sentences[i] for i in chosen]
        word = max((w for w in range(len(p)) if counts.matrix[fits, w].any()), key=lambda w: (p[w], -w))
        holders = [i for i in fits if counts.matrix[i, word]]
        best = max(holders, key=lambda i: (counts.matrix[i] @ p / counts.lengths[i], -i))
        chosen.append(best)
        left -= len(counts.sentences[best].split())
        p = numpy.where(counts.matrix[best] > 0, p ** 2, p)


def paper_klsum(articles, limit, smoothing=0.5):
    import numpy
    counts = Counts(articles)
    p = counts.matrix.sum(axis=0) / max(1, counts.matrix.sum())
    chosen, left, said = [], limit, numpy.zeros(len(p))

    def divergence(said):
        q = (said + smoothing) / (said.sum() + smoothing * len(p))
        return (p[p > 0] * numpy.log(p[p > 0] / q[p > 0])).sum()
    while True:
        fits = [i for i, s in enumerate(counts.sentences) if i not in chosen and len(s.split()) <= left and counts.lengths[i]]
        if not fits:
            return [counts.sentences[i] for i in chosen]
        best = min(fits, key=lambda i: (divergence(said + counts.matrix[i]), i))
        chosen.append(best)
        left -= len(counts.sentences[best].split())
        said = said + counts.matrix[best]


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
    for choose in (paper_textrank, paper_lsa, paper_sumbasic, paper_klsum):
        yield choose.__name__.replace('_', '-'), lambda articles, c=choose: c(articles, limit)
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
             ('sumbasic', 'sumy-sumbasic'), ('klsum', 'sumy-kl'), ('textrank', 'paper-textrank'), ('lsa', 'paper-lsa'),
             ('sumbasic', 'paper-sumbasic'), ('klsum', 'paper-klsum'), ('sumy-textrank', 'paper-textrank'),
             ('sumy-lsa', 'paper-lsa'), ('sumy-sumbasic', 'paper-sumbasic'), ('sumy-kl', 'paper-klsum'), ('submodular', 'paper-submodular-r0.1')]
    for a, b in pairs:
        if a in chosen and b in chosen:
            both = [len(x & chosen[b][k]) / max(1, min(len(x), len(chosen[b][k]))) for k, x in chosen[a].items() if k in chosen[b]]
            print(f'{a:20} {b:22} {100 * sum(both) / len(both):5.1f} %')


if __name__ == '__main__':
    if sys.argv[1] == '--compare':
        compare(*sys.argv[2:4])
    else:
        write(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
