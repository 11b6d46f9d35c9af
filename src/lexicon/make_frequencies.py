#!/usr/bin/env python3
"""How common words are in general, one table a language: src/lexicon/CODE/frequency.zipf.

  pip install wordfreq nltk
  python3 src/lexicon/make_frequencies.py

Counts are those of wordfreq 3 (Robyn Speer; data CC BY-SA 4.0, see FREQUENCY.md), summed over the words of one Snowball
stem where the program stems the language. A table holds its 10,000 commonest stems. A line is a frequency on the Zipf
scale (van Heuven et al. 2014: log10 of occurrences in a thousand million words) in steps of 0.1, and the stems that have
it, so that the table stays small and its differences readable.
"""
import collections
import math
import os
import re

import wordfreq
from nltk.stem import SnowballStemmer

STEMS = 10_000
# The languages that the program stems (src/text/stem.rs) and that both libraries know.
STEMMERS = {
    "ar": "arabic", "da": "danish", "nl": "dutch", "en": "english", "fi": "finnish", "fr": "french", "de": "german",
    "hu": "hungarian", "it": "italian", "nb": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "es": "spanish", "sv": "swedish",
}
# Words are not parted by spaces there.
LEFT_OUT = {"ja", "zh", "ko"}
HERE = os.path.dirname(os.path.abspath(__file__))


def table(code):
    stem = SnowballStemmer(STEMMERS[code]).stem if code in STEMMERS else lambda word: word
    sums = collections.Counter()
    for word, share in wordfreq.get_frequency_dict(code, wordlist="best").items():
        if re.fullmatch(r"[^\W\d_]+(?:['’][^\W\d_]+)?", word):
            sums[stem(word.replace("’", "'"))] += share
    levels = collections.defaultdict(list)
    for word, share in sorted(sums.items(), key=lambda x: (-x[1], x[0]))[:STEMS]:
        levels[round(10 * (math.log10(share) + 9))].append(word)
    return [f"{level / 10:.1f} {' '.join(sorted(words))}\n" for level, words in sorted(levels.items(), reverse=True)]


for code in sorted(wordfreq.available_languages("best")):
    if code not in LEFT_OUT:
        folder = os.path.join(HERE, "no" if code == "nb" else code)
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "frequency.zipf"), "w", encoding="utf-8") as out:
            out.writelines(table(code))
