"""The table of all methods over several data sets, as Markdown: R-1 / R-2 / SU4 × 100.

    python benches/summaries/table.py TIDINGS 'a.jsonl b.jsonl' 250w,60w 'each,a+b' FOLDER [--made MADE.jsonl]…

Three runs of `tidings evaluate`, whose JSON stays in FOLDER: the shipped weights with all methods, the product and the oracle;
`coverage` and the product with weights fitted without the data set (and what shares articles with it, as `--leave-out` says);
`coverage` by five folds. Options behind FOLDER are those of the two runs that fit weights. A run whose JSON is there already is not made again.
"""
import json
import os
import subprocess
import sys


def run(tidings, sets, lengths, folder, name, options):
    path = os.path.join(folder, name + '.json')
    if not os.path.exists(path):
        command = [tidings, 'evaluate', *sets, '--length', lengths, '--format', 'json', '-o', path + '.part', *options]
        # 3: items that are broken were left out and named.
        if subprocess.run(command).returncode not in (0, 3):
            sys.exit(f'{command} failed')
        os.rename(path + '.part', path)
    rows = {}
    for dataset in json.load(open(path, encoding='utf-8'))['datasets']:
        for standing in dataset['standings']:
            cells = [c and f"{100 * c['avg']:.2f}" for c in standing['cells']]
            rows.setdefault(standing['name'], {})[dataset['name']] = ' / '.join(c or '–' for c in cells)
    return rows


def main(tidings, sets, lengths, groups, folder, *fitted):
    os.makedirs(folder, exist_ok=True)
    sets = sets.split()
    product = 'brief,brief-plain'
    shipped = run(tidings, sets, lengths, folder, 'shipped', ['--methods', 'all,' + product])
    left = run(tidings, sets, lengths, folder, 'left-out', ['--leave-out', groups, '--methods', 'coverage,' + product, *fitted])
    folds = run(tidings, sets, lengths, folder, 'folds', ['--folds', '5', '--methods', 'coverage', *fitted])
    names = list(next(iter(shipped.values())))
    print('| method | ' + ' | '.join(names) + ' |\n| --- |' + ' --- |' * len(names))
    lines = [('`coverage`, left out', left['coverage']), ('`brief`, left out', left['brief']),
             ('`brief`, newsroom off, left out', left['brief-plain']), ('`coverage`, folds', folds['coverage']),
             ('`coverage`, shipped', shipped.pop('coverage')), ('`brief`, shipped', shipped.pop('brief')),
             ('`brief`, newsroom off, shipped', shipped.pop('brief-plain'))]
    oracle = shipped.pop('oracle')

    def second(row):
        return sum(float(cell.split(' / ')[1]) for cell in row.values())
    lines += [(f'`{name}`', row) for name, row in sorted(shipped.items(), key=lambda pair: -second(pair[1]))]
    for name, row in [*lines, ('oracle', oracle)]:
        print(f'| {name} | ' + ' | '.join(row.get(n, '–') for n in names) + ' |')


if __name__ == '__main__':
    main(*sys.argv[1:])
