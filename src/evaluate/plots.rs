//! A report as a figure that a paper could print: SVG, no colour needed, text as text.
//!
//! Above, one panel a measure: a dot for each method, the line through it its interval; filled is
//! the best, half-tone is not significantly worse, hollow is worse. Below, quality against time on
//! a logarithmic axis.

use std::fmt::Write as _;

use super::report::{Cell, Report, Standing};

/// Width of the figure in units; heights follow from the number of methods.
const WIDTH: f64 = 720.0;
/// Room for the names on the left.
const NAMES: f64 = 132.0;
const MARGIN: f64 = 18.0;
/// Height of a method's line.
const LINE: f64 = 19.0;
const GAP: f64 = 22.0;
/// Height of the panel of quality against time, without its axis.
const SCATTER: f64 = 210.0;
/// Widest letter, roughly, at the size of labels.
const LETTER: f64 = 5.9;

const STYLE: &str = "text{font-family:'Source Sans 3','Helvetica Neue',Helvetica,Arial,sans-serif;fill:#1a1a1a}\
.t{font-size:14px;font-weight:600}.s{font-size:11px;fill:#595959}.n{font-size:11.5px}.a{font-size:10.5px;fill:#595959}\
.h{font-size:11.5px;font-weight:600}.g{stroke:#e3e3e3;stroke-width:1}.l{stroke:#b5b5b5;stroke-width:.8}\
.x{stroke:#8c8c8c;stroke-width:1}\
.w{stroke:#1f4e79;stroke-width:1.5;stroke-linecap:round}.b{fill:#1f4e79;stroke:#1f4e79;stroke-width:1.4}\
.m{fill:#9fbfdc;stroke:#1f4e79;stroke-width:1.4}.o{fill:#fff;stroke:#1f4e79;stroke-width:1.4}\
.r{fill:#fff;stroke:#8c8c8c;stroke-width:1.4}.v{stroke:#8c8c8c;stroke-width:1.5;stroke-linecap:round}";

/// The figure of one or more data sets, one below the other.
#[must_use]
pub fn svg(reports: &[Report]) -> String {
    let mut body = String::new();
    let mut y = MARGIN;
    for report in reports {
        y = figure(&mut body, report, y) + GAP;
    }
    let height = (y - GAP + MARGIN).max(2.0 * MARGIN);
    let mut out = String::new();
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height:.0}\" width=\"{WIDTH}\" \
         height=\"{height:.0}\" role=\"img\">\n<style>{STYLE}</style>\n<rect width=\"{WIDTH}\" \
         height=\"{height:.0}\" fill=\"#fff\"/>\n{body}</svg>\n"
    );
    out
}

/// Draws one data set from `top` on; gives where it ends.
fn figure(out: &mut String, report: &Report, top: f64) -> f64 {
    let plural = if report.items == 1 { "item" } else { "items" };
    text(out, "t", MARGIN, top + 12.0, "start", &report.name);
    let about = format!(
        "{} {plural}, {}; ROUGE {} × 100 with 95 % intervals",
        report.items, report.length, report.measure
    );
    text(out, "s", MARGIN, top + 28.0, "start", &about);
    let panels = top + 50.0;
    let rows = report.standings.len() as f64 * LINE;
    for (at, standing) in report.standings.iter().enumerate() {
        let y = panels + 14.0 + (at as f64 + 0.5) * LINE;
        text(out, "n", MARGIN + NAMES - 10.0, y + 4.0, "end", &shortened(&standing.name));
    }
    let shown = report.metrics.len().min(4);
    let width = (WIDTH - 2.0 * MARGIN - NAMES - GAP * (shown.saturating_sub(1)) as f64)
        / shown.max(1) as f64;
    for (at, name) in report.metrics.iter().take(shown).enumerate() {
        let left = MARGIN + NAMES + at as f64 * (width + GAP);
        dots(out, report, at, name, Area { left, top: panels + 14.0, width, height: rows });
    }
    let below = panels + 14.0 + rows + 34.0;
    let below = legend(out, report, below);
    if report.standings.iter().filter(|s| s.seconds.is_some() && !s.bound).count() < 2 {
        return below;
    }
    scatter(
        out,
        report,
        Area {
            left: MARGIN + 44.0,
            top: below + 34.0,
            width: WIDTH - 2.0 * MARGIN - 44.0,
            height: SCATTER,
        },
    )
}

#[derive(Clone, Copy)]
struct Area {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

/// A linear axis over round numbers.
struct Axis {
    low: f64,
    high: f64,
    step: f64,
}

impl Axis {
    /// Covers the values with at most `most` steps of 1, 2 or 5 times a power of ten.
    fn over(values: impl Iterator<Item = f64> + Clone, most: f64) -> Self {
        let low = values.clone().fold(f64::INFINITY, f64::min);
        let high = values.fold(f64::NEG_INFINITY, f64::max);
        if !low.is_finite() || !high.is_finite() {
            return Self { low: 0.0, high: 1.0, step: 1.0 };
        }
        let span = (high - low).max(0.1);
        let mut step = 0.01;
        while span / step > most {
            // 1, 2, 5, 10, 20, 50, …
            let lead = step / libm::pow(10.0, libm::floor(libm::log10(step * 1.000_001)));
            step *= if (lead - 2.0).abs() < 0.1 { 2.5 } else { 2.0 };
        }
        Self { low: (low / step).floor() * step, high: (high / step).ceil() * step, step }
    }

    fn share(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low).max(1e-9)).clamp(0.0, 1.0)
    }

    fn ticks(&self) -> impl Iterator<Item = f64> + '_ {
        let count = ((self.high - self.low) / self.step).round() as u32;
        (0..=count.min(50)).map(|n| self.low + f64::from(n) * self.step)
    }

    fn label(&self, value: f64) -> String {
        let digits = if self.step >= 0.99 {
            0
        } else if self.step >= 0.099 {
            1
        } else {
            2
        };
        format!("{value:.digits$}")
    }
}

fn cell(standing: &Standing, at: usize) -> Option<&Cell> {
    standing.cells.get(at).and_then(Option::as_ref)
}

/// One measure: dots and intervals on the methods' lines.
fn dots(out: &mut String, report: &Report, at: usize, name: &str, area: Area) {
    // Bounds lie so far off that they would press everybody else together.
    let competing = report.standings.iter().filter(|standing| !standing.bound);
    let cells = competing.filter_map(|standing| cell(standing, at));
    let ends = cells.flat_map(|cell| [cell.interval.lo, cell.interval.hi]).map(|x| 100.0 * x);
    let axis = Axis::over(ends, 4.0);
    let x = |value: f64| area.left + area.width * axis.share(100.0 * value);
    let bottom = area.top + area.height;
    text(out, "h", area.left, area.top - 8.0, "start", &name.replacen("rouge", "ROUGE-", 1));
    for tick in axis.ticks() {
        let place = area.left + area.width * axis.share(tick);
        rule(out, "g", place, area.top, place, bottom);
        text(out, "a", place, bottom + 14.0, "middle", &axis.label(tick));
    }
    rule(out, "x", area.left, bottom, area.left + area.width, bottom);
    for (line, standing) in report.standings.iter().enumerate() {
        let Some(cell) = cell(standing, at) else { continue };
        let y = area.top + (line as f64 + 0.5) * LINE;
        if standing.bound && 100.0 * cell.interval.hi > axis.high {
            let words = format!("{:.1} →", 100.0 * cell.interval.avg);
            text(out, "a", area.left + area.width, y + 3.6, "end", &words);
            continue;
        }
        let whisker = if standing.bound { "v" } else { "w" };
        rule(out, whisker, x(cell.interval.lo), y, x(cell.interval.hi), y);
        point(out, standing, cell, x(cell.interval.avg), y);
    }
}

/// The mark of a method: its filling tells how it stands, a bound is a diamond.
fn point(out: &mut String, standing: &Standing, cell: &Cell, x: f64, y: f64) {
    if standing.bound {
        let _ = writeln!(
            out,
            "<path class=\"r\" d=\"M{x:.1} {:.1}l4.6 4.6-4.6 4.6-4.6-4.6z\"/>",
            y - 4.6
        );
        return;
    }
    let class = match (cell.best, cell.ties()) {
        (true, _) => "b",
        (_, true) => "m",
        _ => "o",
    };
    let _ = writeln!(out, "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.9\"/>");
}

/// What the marks mean; gives where it ends.
fn legend(out: &mut String, report: &Report, y: f64) -> f64 {
    let mut x = MARGIN + NAMES;
    let entries = [("b", "best"), ("m", "not significantly worse (p ≥ 0.05)"), ("o", "worse")];
    for (class, words) in entries {
        let _ = writeln!(out, "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.9\"/>");
        text(out, "a", x + 9.0, y + 3.6, "start", words);
        x += 9.0 + words.chars().count() as f64 * 5.0 + 18.0;
    }
    if report.standings.iter().any(|standing| standing.bound) {
        text(out, "a", x, y + 3.6, "start", "oracle: saw the references");
    }
    y + 8.0
}

/// Quality against time for one item; gives where it ends.
fn scatter(out: &mut String, report: &Report, area: Area) -> f64 {
    let at = report.headline;
    let mut marks: Vec<(f64, &Standing, &Cell)> = report
        .standings
        .iter()
        .filter(|standing| !standing.bound)
        .filter_map(|standing| {
            let per_item = standing.seconds? / standing.items.max(1) as f64;
            Some((libm::log10(per_item.max(1e-6)), standing, cell(standing, at)?))
        })
        .collect();
    marks.sort_by(|a, b| a.0.total_cmp(&b.0));
    let quality = Axis::over(marks.iter().map(|(.., cell)| 100.0 * cell.interval.avg), 5.0);
    let fastest = marks.first().map_or(-3.0, |mark| mark.0).floor();
    let slowest = marks.last().map_or(0.0, |mark| mark.0).ceil().max(fastest + 1.0);
    let x = |log: f64| area.left + area.width * (log - fastest) / (slowest - fastest);
    let y = |value: f64| area.top + area.height * (1.0 - quality.share(value));
    let bottom = area.top + area.height;
    let name =
        report.metrics.get(at).map_or(String::new(), |name| name.replacen("rouge", "ROUGE-", 1));
    text(
        out,
        "h",
        area.left - 44.0,
        area.top - 14.0,
        "start",
        &format!("{name} against time for one item"),
    );
    for tick in quality.ticks() {
        rule(out, "g", area.left, y(tick), area.left + area.width, y(tick));
        text(out, "a", area.left - 8.0, y(tick) + 3.6, "end", &quality.label(tick));
    }
    let mut decade = fastest;
    while decade <= slowest + 0.5 {
        rule(out, "g", x(decade), area.top, x(decade), bottom);
        text(out, "a", x(decade), bottom + 15.0, "middle", &duration(decade));
        decade += 1.0;
    }
    rule(out, "x", area.left, bottom, area.left + area.width, bottom);
    let mut taken: Vec<[f64; 4]> =
        marks.iter().map(|(log, _, cell)| around(x(*log), y(100.0 * cell.interval.avg))).collect();
    for (log, standing, cell) in &marks {
        let (cx, cy) = (x(*log), y(100.0 * cell.interval.avg));
        label(out, &standing.name, cx, cy, area, &mut taken);
    }
    for (log, standing, cell) in &marks {
        point(out, standing, cell, x(*log), y(100.0 * cell.interval.avg));
    }
    bottom + 26.0
}

fn around(x: f64, y: f64) -> [f64; 4] {
    [x - 5.0, y - 5.0, x + 5.0, y + 5.0]
}

/// Where a name may stand around its point: right, left, above, below, then aslant. Across and
/// down, of length 1 or so.
const WAYS: [(f64, f64); 12] = [
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, -1.0),
    (0.0, 1.0),
    (0.8, -0.8),
    (0.8, 0.8),
    (-0.8, -0.8),
    (-0.8, 0.8),
    (0.4, -1.0),
    (0.4, 1.0),
    (-0.4, -1.0),
    (-0.4, 1.0),
];

/// Writes a name beside its point, at the nearest place that is free; from further off a thin line
/// leads to it.
fn label(out: &mut String, name: &str, x: f64, y: f64, area: Area, taken: &mut Vec<[f64; 4]>) {
    let name = shortened(name);
    let width = name.chars().count() as f64 * LETTER;
    let place = |away: f64, (across, down): (f64, f64)| {
        let at = x + across * away;
        let middle = y + down * away * if away > 10.0 { 1.0 } else { 1.2 };
        let (anchor, left) = match across {
            a if a > 0.5 => ("start", at),
            a if a < -0.5 => ("end", at - width),
            _ => ("middle", at - width / 2.0),
        };
        (at, middle, anchor, [left, middle - 6.0, left + width, middle + 6.0])
    };
    let clear = |[left, top, right, bottom]: [f64; 4]| {
        let inside = left >= area.left - 2.0
            && right <= area.left + area.width + 4.0
            && top >= area.top - 4.0
            && bottom <= area.top + area.height;
        inside && taken.iter().all(|b| right < b[0] || left > b[2] || bottom < b[1] || top > b[3])
    };
    let all = [9.0, 17.0, 27.0, 38.0, 52.0]
        .into_iter()
        .flat_map(|away| WAYS.map(|way| (away, place(away, way))));
    let chosen = all.clone().find(|(_, (.., space))| clear(*space)).or_else(|| all.clone().next());
    if let Some((away, (at, middle, anchor, space))) = chosen {
        if away > 10.0 {
            rule(out, "l", x, y, at, middle);
        }
        text(out, "n", at, middle + 4.0, anchor, &name);
        taken.push(space);
    }
}

/// A power of ten seconds in words.
fn duration(log: f64) -> String {
    let value = libm::pow(10.0, log.round());
    if value < 0.9e-3 {
        format!("{:.0} µs", value * 1e6)
    } else if value < 0.9 {
        format!("{:.0} ms", value * 1e3)
    } else {
        format!("{value:.0} s")
    }
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= 20 {
        return name.to_owned();
    }
    name.chars().take(19).chain(['…']).collect()
}

fn rule(out: &mut String, class: &str, x1: f64, y1: f64, x2: f64, y2: f64) {
    let _ = writeln!(out, "<path class=\"{class}\" d=\"M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}\"/>");
}

fn text(out: &mut String, class: &str, x: f64, y: f64, anchor: &str, words: &str) {
    let _ =
        write!(out, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">");
    for c in words.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push_str("</text>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_have_round_steps_and_hold_their_values() {
        for (low, high) in [(41.2, 48.9), (0.0, 0.0), (9.91, 10.02), (1.0, 99.0), (33.0, 33.4)] {
            let axis = Axis::over([low, high].into_iter(), 4.0);
            assert!(
                axis.low <= low && axis.high >= high && axis.ticks().count() <= 7,
                "{low} {high}"
            );
            let lead = axis.step / libm::pow(10.0, libm::floor(libm::log10(axis.step * 1.000_001)));
            assert!(
                [1.0, 2.0, 5.0].iter().any(|round| (lead - round).abs() < 1e-6),
                "{}",
                axis.step
            );
        }
        let axis = Axis::over([41.2, 48.9].into_iter(), 4.0);
        assert_eq!(
            axis.ticks().map(|tick| axis.label(tick)).collect::<Vec<_>>(),
            ["40", "42", "44", "46", "48", "50"]
        );
        assert_eq!(
            (duration(-4.0), duration(-1.0), duration(1.0)),
            ("100 µs".into(), "100 ms".into(), "10 s".into())
        );
    }

    #[test]
    fn names_cannot_break_out_of_the_text() {
        let mut out = String::new();
        text(&mut out, "n", 1.0, 2.0, "start", "<script>\"&\u{1}");
        assert_eq!(
            out,
            "<text class=\"n\" x=\"1.0\" y=\"2.0\" text-anchor=\"start\">&lt;script&gt;&quot;&amp; </text>\n"
        );
    }

    #[test]
    fn an_empty_report_is_still_a_picture() {
        let out = svg(&[]);
        assert!(out.starts_with("<svg ") && out.ends_with("</svg>\n"));
    }
}
