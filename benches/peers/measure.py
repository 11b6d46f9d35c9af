"""Runs every system on every input as a process of its own and counts its CPU seconds (user and system, all threads)."""
import json
import math
import os
import platform
import resource
import subprocess
import sys

python, tidings, data, cap = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
here = os.path.dirname(os.path.abspath(__file__))
SIZES = [10, 50, 200, 1000]
SYSTEMS = ['tidings', 'rapid-textrank (key phrases)', 'sumy SumBasic', 'sumy TextRank', 'lexrank', 'sumy LexRank']


def cpu(command):
    """CPU seconds and peak MB of a command; None when it was given up."""
    limit = lambda: resource.setrlimit(resource.RLIMIT_CPU, (cap, cap + 1))
    quiet = dict(stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=limit)
    process = subprocess.Popen(command, **quiet)
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode < 0:
        return None
    if process.returncode:
        sys.exit(f'{command}: {said.decode()[-2000:]}')
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def commands(system, files):
    if system == 'tidings':
        return [[tidings, 'brief', f, '--one-story', '--length', '250w', '--now', '2026-05-10T18:00:00Z'] for f in files]
    return [[python, os.path.join(here, 'peer.py'), system, *files]]


def total(system, files):
    runs = [cpu(command) for command in commands(system, files)]
    if None in runs:
        return None
    return sum(r[0] for r in runs), max(r[1] for r in runs)


def shown(result):
    return f'over {cap}' if result is None else f'{result[0]:.2f} ({result[1]:.0f})'


def size(path):
    return sum(len(json.loads(line)['text'].split()) for line in open(path))


story = lambda n: os.path.join(data, f'story{n}.jsonl')
sets = [os.path.join(data, f'set{n}.jsonl') for n in range(1, 51)]
start = {s: total(s, [story(1)]) for s in SYSTEMS}
fifty = {s: total(s, sets) for s in SYSTEMS}
curve = {s: {} for s in SYSTEMS}
for system in SYSTEMS:
    for n in SIZES:
        # What was given up once is not tried on more.
        before = [curve[system][m] for m in SIZES if m < n]
        curve[system][n] = None if None in before else total(system, [story(n)])

lines = [
    '# Speed beside others',
    '',
    f'CPU seconds, user and system together, all threads (peak MB in brackets), of whole processes on one machine in one run '
    f'({platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}). A run is given up after {cap} CPU seconds. '
    'Made by `benches/peers/run`, which anyone can run; the articles are made by `benches/generate`. Each system gives about 250 '
    'words or ten sentences; rapid-textrank gives key phrases only. tidings starts one process for each set, the others one for all.',
    '',
    f'| system | start-up and one article | 50 sets of 10 articles ({sum(map(size, sets)):,} words) | '
    + ' | '.join(f'one story of {n:,}' for n in SIZES) + ' |',
    '| --- |' + ' ---: |' * (2 + len(SIZES)),
]
for s in SYSTEMS:
    lines.append(f'| {s} | {shown(start[s])} | {shown(fifty[s])} | ' + ' | '.join(shown(curve[s][n]) for n in SIZES) + ' |')
lines += ['', '![CPU seconds by articles of one story](curve.svg)', '']
open(os.path.join(here, 'RESULTS.md'), 'w').write('\n'.join(lines))

# The plot: both axes by powers of ten.
WIDTH, HEIGHT, LEFT, TOP = 720, 420, 70, 20
low, high = 1e-2, 10 ** math.ceil(math.log10(cap * 2))
x = lambda n: LEFT + (math.log10(n) - 1) / 2 * (WIDTH - LEFT - 210)
y = lambda v: TOP + (math.log10(high) - math.log10(max(v, low))) / (math.log10(high) - math.log10(low)) * (HEIGHT - TOP - 50)
COLOURS = ['#b3261e', '#1f5fa8', '#2b7a3f', '#8a5a00', '#6b3fa0', '#555555']
svg = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
       '<title>CPU seconds by articles of one story</title>', f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>']
power = low
while power <= high * 1.01:
    svg.append(f'<path d="M{LEFT} {y(power):.1f}H{x(1000):.1f}" stroke="#dddddd"/>')
    svg.append(f'<text x="{LEFT - 8}" y="{y(power) + 4:.1f}" text-anchor="end">{power:g} s</text>')
    power *= 10
for n in SIZES:
    svg.append(f'<text x="{x(n):.1f}" y="{HEIGHT - 28}" text-anchor="middle">{n:,}</text>')
svg.append(f'<text x="{x(100):.1f}" y="{HEIGHT - 8}" text-anchor="middle">articles of one story</text>')
ends = []
for system, colour in zip(SYSTEMS, COLOURS):
    points = [(x(n), y(curve[system][n][0])) for n in SIZES if curve[system][n]]
    if not points:
        continue
    path = ' '.join(f'{a:.1f},{b:.1f}' for a, b in points)
    svg.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
    svg += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points]
    ends.append([points[-1][1], points[-1][0], system, colour])
ends.sort()
last = -99
for height, at, system, colour in ends:
    last = max(height, last + 15) if at > x(900) else height
    svg.append(f'<text x="{at + 8:.1f}" y="{(last if at > x(900) else height) + 4:.1f}" fill="{colour}">{system}</text>')
svg.append('</svg>')
open(os.path.join(here, 'curve.svg'), 'w').write('\n'.join(svg) + '\n')
print('\n'.join(lines))
