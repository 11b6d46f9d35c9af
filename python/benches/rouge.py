"""Our ROUGE beside rouge-score: are all figures equal, and how much sooner are they there?

    python python/benches/rouge.py DATASET.jsonl [PAIRS]

The data set is in the form that `tidings evaluate` reads. Each item's reference is compared with stretches of 200 words of
its documents. Both run on one thread; what is counted is the process's time, not the wall's.
"""

import json
import os
import sys
import time

os.environ["RAYON_NUM_THREADS"] = "1"

from rouge_score import rouge_scorer  # noqa: E402

import tidings  # noqa: E402

NAMES = ["rouge1", "rouge2", "rougeL", "rougeLsum"]


def pairs(path, count):
    """Pairs of a prediction and a reference, by turns from every item, so that no item counts much more."""
    by_item = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            item = json.loads(line)
            words = " ".join(document["text"] for document in item["documents"]).split(" ")
            stretches = [" ".join(words[at : at + 200]) for at in range(0, len(words), 200)]
            by_item.append([(stretch, item["references"][0]) for stretch in stretches])
    found, turn = [], 0
    while len(found) < count and any(len(item) > turn for item in by_item):
        found += [item[turn] for item in by_item if len(item) > turn]
        turn += 1
    return found[:count]


def timed(work):
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


def main():
    path, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5_000
    given = pairs(path, count)
    predictions, references = [p for p, _ in given], [r for _, r in given]
    theirs = rouge_scorer.RougeScorer(NAMES, use_stemmer=True)
    expected, slow = timed(lambda: [theirs.score(r, p) for p, r in given])
    ours = tidings.Rouge("rouge-score", metrics=NAMES, samples=1)
    result, fast = timed(lambda: ours.compute(predictions=predictions, references=references))
    different = sum(
        tuple(mine[name]) != tuple(other[name])
        for mine, other in zip(result.per_item, expected)
        for name in NAMES
    )
    print(f"{len(given)} pairs, {different} of {len(given) * len(NAMES)} scores differ")
    print(f"rouge-score {slow:.2f} s, tidings {fast:.2f} s: {slow / fast:.0f} times")
    sys.exit(different > 0)


if __name__ == "__main__":
    main()
