//! A report as a table of at most 80 columns.

use std::fmt::Write as _;

use super::redundancy::REPEATS;
use super::report::{Cell, LEVEL, Report, Standing};

/// Measures side by side; more go into further blocks below.
const ABREAST: usize = 3;

/// Columns of a contestant's name; longer names are cut.
const NAME: usize = 18;

/// The table, its explanation and its signature. Figures are × 100.
#[must_use]
pub fn table(report: &Report) -> String {
    let mut out = String::new();
    let plural = if report.items == 1 { "" } else { "s" };
    let _ = write!(
        out,
        "{}: {} item{plural}, {}, {} × 100",
        report.name, report.items, report.length, report.measure
    );
    if report.left_out > 0 {
        let _ = write!(out, "; {} broken, left out", report.left_out);
    }
    out.push_str("\n\n");
    let count = report.metrics.len();
    for first in (0..count).step_by(ABREAST) {
        let columns = first..count.min(first + ABREAST);
        block(&mut out, report, columns, first == 0);
        out.push('\n');
    }
    explanation(&mut out, report);
    let _ = writeln!(out, "{}", report.signature);
    out
}

fn block(out: &mut String, report: &Report, columns: std::ops::Range<usize>, with_costs: bool) {
    let _ = write!(out, "{:<NAME$}", "method");
    for name in report.metrics.get(columns.clone()).unwrap_or_default() {
        let short = name.replacen("rouge", "R-", 1);
        let _ = write!(out, " {short:^13}");
    }
    if with_costs {
        let _ = write!(out, " {:>4} {:>6} {:>7}", "same", "time", "memory");
    }
    trim(out);
    let mut bounds = false;
    for standing in &report.standings {
        if standing.bound && !bounds {
            bounds = true;
            let width = NAME + 14 * columns.len() + if with_costs { 20 } else { 0 };
            let _ = writeln!(out, "{}", "-".repeat(width));
        }
        line(out, report, standing, columns.clone(), with_costs);
    }
}

fn line(
    out: &mut String,
    report: &Report,
    standing: &Standing,
    columns: std::ops::Range<usize>,
    with_costs: bool,
) {
    let _ = write!(out, "{:<NAME$}", shortened(&standing.name));
    for cell in standing.cells.get(columns).unwrap_or_default() {
        let text = cell.as_ref().map_or_else(|| "-".to_owned(), figure);
        let _ = write!(out, " {text:<13}");
    }
    if with_costs {
        let repeating = format!("{:.0}%", 100.0 * standing.repeating);
        let seconds = standing.seconds.map_or_else(|| "-".to_owned(), time);
        let peak = standing.peak_bytes.filter(|_| standing.seconds.is_some());
        let _ = write!(
            out,
            " {repeating:>4} {seconds:>6} {:>7}",
            peak.map_or_else(|| "-".to_owned(), memory)
        );
    }
    if with_costs && standing.items < report.items {
        trim(out);
        let _ = write!(out, "  (no summary for {} of {} items)", standing.missing, report.items);
    }
    trim(out);
}

/// "46.71 ±0.92 *": mean, half the interval, mark.
fn figure(cell: &Cell) -> String {
    let half = (cell.interval.hi - cell.interval.lo) * 50.0;
    let mark = match (cell.best, cell.ties()) {
        (true, _) => "*",
        (_, true) => "~",
        _ => "",
    };
    format!("{:>5.2} ±{half:<4.2} {mark}", 100.0 * cell.interval.avg)
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    let mut short: String = name.chars().take(NAME - 1).collect();
    short.push('…');
    short
}

/// Seconds in at most six columns.
#[must_use]
pub fn time(seconds: f64) -> String {
    match seconds {
        s if s < 0.0995 => format!("{:.1}ms", 1000.0 * s),
        s if s < 9.995 => format!("{s:.2}s"),
        s if s < 599.5 => format!("{s:.0}s"),
        s => format!("{:.0}min", s / 60.0),
    }
}

/// Bytes in at most seven columns.
#[must_use]
pub fn memory(bytes: u64) -> String {
    const STEP: f64 = 1024.0;
    let mib = bytes as f64 / (STEP * STEP);
    match mib {
        m if m < 0.05 => "0 MB".to_owned(),
        m if m < 9.95 => format!("{m:.1} MB"),
        m if m < 1023.5 => format!("{m:.0} MB"),
        m => format!("{:.1} GB", m / STEP),
    }
}

fn explanation(out: &mut String, report: &Report) {
    let _ = writeln!(out, "±  half of the 95 % interval (bootstrap over items)");
    let _ = writeln!(
        out,
        "*  highest   ~  lower, but not significantly (paired randomisation, p ≥ {LEVEL})"
    );
    let _ = writeln!(
        out,
        "same: summaries with two sentences that share {:.0} % of their content words",
        100.0 * REPEATS
    );
    let _ = writeln!(
        out,
        "time and memory: the method's own, all items; preparation for all took {}",
        time(report.preparation_seconds)
    );
    if report.standings.iter().any(|standing| standing.bound) {
        let _ = writeln!(out, "oracle: saw the references; shows what extraction could reach");
    }
}

/// Ends a line without blanks at its end.
fn trim(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::super::report::{Cell, Report, Standing};
    use super::super::rouge::Interval;
    use super::super::significance::Paired;
    use super::*;

    fn cell(avg: f64, best: bool, p: f64) -> Option<Cell> {
        let against = Paired {
            items: 9,
            a: 0.5,
            b: avg,
            difference: avg - 0.5,
            lo: 0.0,
            hi: 0.0,
            p_bootstrap: p,
            p_randomisation: p,
        };
        let interval = Interval { avg, lo: avg - 0.01, hi: avg + 0.012 };
        Some(Cell { interval, best, against_best: (!best).then_some(against) })
    }

    fn standing(name: &str, cells: Vec<Option<Cell>>) -> Standing {
        Standing {
            name: name.to_owned(),
            bound: name == "oracle",
            items: 9,
            missing: 0,
            words: 99.0,
            cells,
            repeating: 0.011,
            overlap: 0.2,
            seconds: Some(0.0421),
            peak_bytes: Some(3_500_000),
        }
    }

    #[test]
    fn the_table_fits_eighty_columns_and_marks_what_it_should() {
        let metrics = ["rouge1", "rouge2", "rougeL", "rougeSU4"];
        let four = |avg, best, p| vec![cell(avg, best, p); 4];
        let mut given = standing("somebody's system with a long name", vec![None; 4]);
        (given.seconds, given.items, given.missing) = (None, 7, 2);
        let report = Report {
            name: "multinews".to_owned(),
            items: 9,
            left_out: 2,
            length: "220w".to_owned(),
            measure: "F1",
            metrics: metrics.map(str::to_owned).to_vec(),
            headline: 1,
            standings: vec![
                standing("coverage", four(0.4671, true, 1.0)),
                standing("lexrank", four(0.4601, false, 0.2)),
                standing("lead", four(0.4101, false, 0.001)),
                given,
                standing("oracle", four(0.99, false, 1.0)),
            ],
            preparation_seconds: 12.0,
            signature: "rouge:…".to_owned(),
        };
        let text = table(&report);
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        let line = |name: &str| text.lines().find(|line| line.starts_with(name)).unwrap();
        let folded = line("coverage").split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(folded, "coverage 46.71 ±1.10 * 46.71 ±1.10 * 46.71 ±1.10 * 1% 42.1ms 3.3 MB");
        assert!(line("lexrank").contains("46.01 ±1.10 ~") && !line("lead").contains(['*', '~']));
        assert!(
            text.contains("(no summary for 2 of 9 items)") && text.contains("2 broken, left out")
        );
        assert_eq!(text.matches("R-SU4").count(), 1);
    }

    #[test]
    fn times_and_sizes_are_short() {
        for (seconds, text) in [
            (0.0, "0.0ms"),
            (0.0994, "99.4ms"),
            (0.0996, "0.10s"),
            (9.99, "9.99s"),
            (10.0, "10s"),
            (3600.0, "60min"),
        ] {
            assert_eq!(time(seconds), text);
        }
        for (bytes, text) in
            [(0, "0 MB"), (1 << 20, "1.0 MB"), (200 << 20, "200 MB"), (3 << 30, "3.0 GB")]
        {
            assert_eq!(memory(bytes), text);
        }
    }
}
