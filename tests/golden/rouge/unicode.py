"""Prints unicode.jsonl: our own invented texts with the figures of the flavour `unicode`, worked out here from its definition
by plain counting, apart from the library: `python3 unicode.py > unicode.jsonl`."""
import collections
import json
import unicodedata

TEXTS = [
    ('ru', 'Паром «Ардена» затонул во вторник; погибли 9 человек.',
     ['Паром затонул у острова Скеррин.', 'Погибли девять человек, паром «Ардена» затонул.']),
    ('uk', 'Пором потонув у вівторок.', ['У вівторок пором потонув.']),
    ('el', 'Το πλοίο ΒΥΘΊΣΤΗΚΕ την Τρίτη.', ['Το πλοίο βυθίστηκε κοντά στο νησί.', 'Την τρίτη βυθίστηκε το πλοίο']),
    ('bg', 'Фериботът потъна, казаха властите.', ['Властите казаха, че фериботът потъна.']),
    ('ar', 'غرقت العبّارة أردينا يوم الثلاثاء.', ['العبّارة أردينا غرقت قرب الجزيرة.']),
    ('he', 'המעבורת ארדנה טבעה ביום שלישי.', ['ביום שלישי טבעה המעבורת.']),
    ('fa', 'کشتی غرق شد و مسافران می‌خواهند بدانند چرا.', ['مسافران میخواهند بدانند چرا کشتی غرق شد.']),
    ('hi', 'जहाज़ मंगलवार को डूब गया।', ['मंगलवार को जहाज़ डूबा।', 'जहाज़ डूब गया।']),
    ('ta', 'படகு செவ்வாய்க்கிழமை மூழ்கியது.', ['படகு மூழ்கியது.']),
    ('ko', '연락선이 화요일에 침몰했다.', ['화요일에 연락선이 침몰했다.', '연락선이 침몰했다.']),
    ('zh', '渡轮“阿德纳”号周二沉没，9人遇难。', ['周二渡轮沉没，九人遇难。', '“阿德纳”号渡轮沉没。']),
    ('ja', 'フェリーが火曜日に沈没し、9人が死亡した。', ['火曜日、ﾌｪﾘｰが沈没した。', '９人が死亡した。']),
    ('th', 'เรือข้ามฟากล่มเมื่อวันอังคาร', ['เรือล่มวันอังคาร']),
    ('my', 'ကူးတို့သင်္ဘော နစ်မြုပ်သည်', ['သင်္ဘော နစ်မြုပ်သည်']),
    ('mixed', 'ＧＤＰ 増加率は 3.5% だった（BBC）。', ['GDP増加率は3.5%。']),
    ('de', 'Die Fähre „Ardena“ sank; Größe unbekannt.', ['Die Fa\u0308hre Ardena sank.']),
]

UNSPACED = [(0x0e00, 0x0eff), (0x1000, 0x109f), (0x1780, 0x17ff), (0x3005, 0x3007), (0x3041, 0x30ff), (0x4e00, 0x9fff)]


def words(text):
    """Runs of letters, digits and marks; a letter of a script without spaces is a word with its marks."""
    found, open_word, alone = [], False, False
    for c in unicodedata.normalize('NFKC', text).lower():
        kind = unicodedata.category(c)
        if c in '\u200c\u200d':
            continue
        if kind[0] == 'M':
            if open_word:
                found[-1] += c
            continue
        if kind[0] not in 'LN':
            open_word = alone = False
            continue
        own = kind[0] == 'L' and any(a <= ord(c) <= b for a, b in UNSPACED)
        if open_word and not own and not alone:
            found[-1] += c
        else:
            found.append(c)
        open_word, alone = True, own
    return [w.replace('ς', 'σ') for w in found]


def grams(tokens, name):
    if name == 'rougeSU4':
        pairs = [(tokens[i], tokens[j]) for i in range(len(tokens)) for j in range(i + 1, min(i + 6, len(tokens)))]
        # The script counts each word as a single one but the last.
        return collections.Counter(pairs + [(w,) for w in tokens[:-1]])
    n = int(name[5:])
    return collections.Counter(tuple(tokens[i:i + n]) for i in range(len(tokens) - n + 1))


def score(candidate, references, name):
    given = grams(words(candidate), name)
    hits = wanted = 0
    for reference in references:
        there = grams(words(reference), name)
        hits += sum((given & there).values())
        wanted += sum(there.values())
    made = len(references) * sum(given.values())
    r, p = (round(hits / total, 5) if total else 0.0 for total in (wanted, made))
    return {'r': r, 'p': p, 'f': round(2 * p * r / (p + r), 5) if p + r else 0.0}


for key, candidate, references in TEXTS:
    metrics = ['rouge1', 'rouge2', 'rouge3', 'rougeSU4']
    case = {'id': key, 'flavour': 'unicode', 'candidate': [candidate], 'references': [[r] for r in references],
            'metrics': metrics, 'scores': {name: score(candidate, references, name) for name in metrics}}
    print(json.dumps(case, ensure_ascii=False))
