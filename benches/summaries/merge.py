"""Sets of many articles, made of near topics of a data set: `coverage` learns from them what many articles say.

    python benches/summaries/merge.py SETS.jsonl ARTICLES LEAST APART.jsonl > MADE.jsonl

Each made set is a topic with the topics nearest to it (cosine of the words of their articles, weighed by how few topics hold
them, LEAST or more and below 0.9) until it has ARTICLES articles, or four fifths of that; its references are those of all its
topics, so that a pair of words is wanted by the share of topics that mention it. No topic is in two made sets. Topics that share
an address with APART.jsonl are left out. The same files give the same bytes.
"""
import collections
import json
import math
import re
import sys


def topics(path, apart):
    kept = []
    for line in open(path, encoding='utf-8'):
        item = json.loads(line)
        if not any(document.get('url') in apart for document in item['documents'] if document.get('url')):
            kept.append(item)
    return kept


def vectors(items):
    bags = []
    for item in items:
        bag = collections.Counter()
        for document in item['documents']:
            bag.update(set(re.findall(r'[^\W_]{3,}', document['text'].lower())))
        bags.append(bag)
    holders = collections.Counter(word for bag in bags for word in bag)
    for bag in bags:
        vector = {w: (1 + math.log(n)) * math.log(len(items) / holders[w]) for w, n in sorted(bag.items())}
        length = math.sqrt(sum(x * x for x in vector.values())) or 1.0
        yield {w: x / length for w, x in vector.items()}


def similarity(items):
    rows = list(vectors(items))
    held = collections.defaultdict(list)
    for n, row in enumerate(rows):
        for word, x in row.items():
            held[word].append((n, x))
    for n, row in enumerate(rows):
        sums = [0.0] * len(rows)
        for word, x in row.items():
            for other, y in held[word]:
                sums[other] += x * y
        sums[n] = 0.0
        yield sums


def made(items, articles, least):
    like = list(similarity(items))
    used = set()
    for seed in sorted(range(len(items)), key=lambda n: (-sum(sorted(like[n])[-4:]), n)):
        if seed in used:
            continue
        near = [n for n in range(len(items)) if n != seed and n not in used and least <= like[seed][n] < 0.9]
        members, count = [seed], len(items[seed]['documents'])
        for n in sorted(near, key=lambda n: (-like[seed][n], n)):
            if count >= articles:
                break
            members.append(n)
            count += len(items[n]['documents'])
        if count < 0.8 * articles or len(members) < 2:
            continue
        used.update(members)
        documents = {d['text'][:200]: d for n in members for d in items[n]['documents']}
        references = [r for n in members for r in items[n]['references']]
        yield {'id': f"{items[seed]['id']}+{len(members) - 1}", 'documents': list(documents.values())[:articles + 2],
               'references': references}


def main(path, articles, least, apart):
    addresses = set()
    for line in open(apart, encoding='utf-8'):
        addresses.add(json.loads(line).get('url'))
    for item in made(topics(path, addresses), int(articles), float(least)):
        print(json.dumps(item, ensure_ascii=False))


if __name__ == '__main__':
    main(*sys.argv[1:5])
