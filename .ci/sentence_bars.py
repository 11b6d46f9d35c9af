"""Fails when a line of the sentence checker's output is below its bar."""
import re
import sys

BARS = {
    "seed_sentences": 1.0, "en": 0.97, "de": 0.98, "fr": 0.98, "es": 0.99, "pt": 0.985, "nl": 0.99, "ru": 0.98, "sv": 0.99,
}
seen, low = set(), []
for line in open(sys.argv[1], encoding="utf-8"):
    name = line.split(".jsonl")[0].strip()
    star = re.search(r"F1\* ([0-9.]+)", line)
    rules = re.search(r"(\d+) of (\d+) whole", line)
    if star and name in BARS:
        seen.add(name)
        if float(star.group(1)) < BARS[name]:
            low.append(line.strip())
    if rules and int(rules.group(1)) < 43:
        low.append(line.strip())
missing = sorted(set(BARS) - seen)
print(f"{len(seen) - len(low)} passed, {len(low) + len(missing)} failed")
if low or missing:
    sys.exit("below the bar: " + "; ".join(low + missing))
