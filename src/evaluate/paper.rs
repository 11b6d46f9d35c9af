//! Reports as tables that go into a paper: Markdown, CSV, LaTeX.
//!
//! Figures are × 100 with the half of their 95 % interval. The highest of a column is bold; †
//! stands at figures that are significantly lower than it (paired randomisation). A bound (the
//! oracle) comes last and is never bold.

use std::fmt::Write as _;

use super::report::{Cell, LEVEL, Report, Standing};

/// A form of table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// A Markdown table.
    Markdown,
    /// Comma-separated values (RFC 4180), one line a data set, method and measure.
    Csv,
    /// A LaTeX `table` with the rules of `booktabs`.
    Latex,
}

impl Paper {
    /// The tables of all reports.
    #[must_use]
    pub fn tables(self, reports: &[Report]) -> String {
        let one = |report: &Report| match self {
            Self::Markdown => markdown(report),
            Self::Latex => latex(report),
            Self::Csv => csv(report),
        };
        let tables: Vec<String> = reports.iter().map(one).collect();
        match self {
            Self::Csv => format!("{CSV_HEAD}\n{}", tables.concat()),
            _ => tables.join("\n"),
        }
    }
}

const CSV_HEAD: &str =
    "dataset,length,measure,method,rouge,mean,low,high,best,p,items,missing,words,signature";

/// "46.71 ± 0.92", with the mark of a significant difference.
fn figure(cell: &Cell, plus_minus: &str, worse: &str) -> String {
    let half = (cell.interval.hi - cell.interval.lo) * 50.0;
    let mark = if is_worse(cell) { worse } else { "" };
    format!("{:.2}{plus_minus}{half:.2}{mark}", 100.0 * cell.interval.avg)
}

/// Whether a figure is significantly lower than the best.
fn is_worse(cell: &Cell) -> bool {
    cell.against_best.is_some_and(|paired| paired.difference < 0.0) && !cell.ties()
}

fn short(metric: &str) -> String {
    metric.replacen("rouge", "R-", 1)
}

fn markdown(report: &Report) -> String {
    let mut out = format!(
        "**{}**, {} items, {}, {} × 100\n\n| method |",
        report.name, report.items, report.length, report.measure
    );
    report.metrics.iter().for_each(|metric| out.push_str(&format!(" {} |", short(metric))));
    out.push_str("\n| --- |");
    out.push_str(&" --- |".repeat(report.metrics.len()));
    out.push('\n');
    for standing in &report.standings {
        let _ = write!(out, "| {} |", standing.name.replace('|', "\\|"));
        for cell in &standing.cells {
            let text = cell.as_ref().map_or_else(|| "–".to_owned(), |c| figure(c, " ± ", " †"));
            let strong = if is_best(standing, cell.as_ref()) { "**" } else { "" };
            let _ = write!(out, " {strong}{text}{strong} |");
        }
        out.push('\n');
    }
    let _ = writeln!(
        out,
        "\n± half of the 95 % interval (bootstrap over items); † significantly below the best (paired randomisation, p < \
         {LEVEL}).\n`{}`",
        report.signature
    );
    out
}

fn is_best(standing: &Standing, cell: Option<&Cell>) -> bool {
    !standing.bound && cell.is_some_and(|cell| cell.best)
}

fn latex(report: &Report) -> String {
    let columns = "r".repeat(report.metrics.len());
    let mut out = format!(
        "\\begin{{table}}\n\\centering\n\\begin{{tabular}}{{l{columns}}}\n\\toprule\nmethod"
    );
    report
        .metrics
        .iter()
        .for_each(|metric| out.push_str(&format!(" & {}", escaped(&short(metric)))));
    out.push_str(" \\\\\n\\midrule\n");
    let mut bounds = false;
    for standing in &report.standings {
        if standing.bound && !std::mem::replace(&mut bounds, true) {
            out.push_str("\\midrule\n");
        }
        out.push_str(&escaped(&standing.name));
        for cell in &standing.cells {
            let text = cell.as_ref().map_or_else(
                || "--".to_owned(),
                |c| format!("{}}}", figure(c, " {\\scriptsize$\\pm$", "")),
            );
            let mark = if cell.as_ref().is_some_and(is_worse) { "$^\\dagger$" } else { "" };
            if is_best(standing, cell.as_ref()) {
                let _ = write!(out, " & \\textbf{{{text}}}");
            } else {
                let _ = write!(out, " & {text}{mark}");
            }
        }
        out.push_str(" \\\\\n");
    }
    let _ = writeln!(
        out,
        "\\bottomrule\n\\end{{tabular}}\n\\caption{{{}, {} items, {}, {} $\\times$ 100; $\\pm$ half of the 95\\,\\% \
         interval (bootstrap over items); $\\dagger$ significantly below the best (paired randomisation, $p < {LEVEL}$).}}\n\
         \\end{{table}}\n% {}",
        escaped(&report.name),
        report.items,
        escaped(&report.length),
        report.measure,
        report.signature
    );
    out
}

/// Text with the characters that LaTeX reads as its own made plain.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            _ => out.push(c),
        }
    }
    out
}

fn csv(report: &Report) -> String {
    let mut out = String::new();
    for standing in &report.standings {
        for (metric, cell) in report.metrics.iter().zip(&standing.cells) {
            let Some(cell) = cell else { continue };
            let p = cell.against_best.map(|paired| paired.p_randomisation.to_string());
            let interval = &cell.interval;
            let fields = [
                report.name.clone(),
                report.length.clone(),
                report.measure.to_owned(),
                standing.name.clone(),
                metric.clone(),
                interval.avg.to_string(),
                interval.lo.to_string(),
                interval.hi.to_string(),
                is_best(standing, Some(cell)).to_string(),
                p.unwrap_or_default(),
                standing.items.to_string(),
                standing.missing.to_string(),
                format!("{:.1}", standing.words),
                report.signature.clone(),
            ];
            out.push_str(&fields.map(|field| quoted(&field)).join(","));
            out.push('\n');
        }
    }
    out
}

/// A field as RFC 4180 has it.
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::rouge::Interval;
    use super::super::significance::Paired;
    use super::*;

    fn reports() -> Vec<Report> {
        let cell = |avg: f64, best: bool, p: f64| {
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
            let interval = Interval { avg, lo: avg - 0.01, hi: avg + 0.01 };
            Some(Cell { interval, best, against_best: (!best).then_some(against) })
        };
        let standing = |name: &str, cells: Vec<Option<Cell>>| Standing {
            name: name.to_owned(),
            bound: name == "oracle",
            items: 9,
            missing: 0,
            words: 99.0,
            cells,
            repeating: 0.0,
            overlap: 0.2,
            seconds: None,
            peak_bytes: None,
        };
        vec![Report {
            name: "a, \"b_c\"".to_owned(),
            items: 9,
            left_out: 0,
            length: "220 words".to_owned(),
            measure: "F1",
            metrics: vec!["rouge1".to_owned(), "rouge2".to_owned()],
            headline: 1,
            standings: vec![
                standing("x_1", vec![cell(0.5, true, 1.0), cell(0.25, false, 0.3)]),
                standing("y|2", vec![cell(0.4, false, 0.001), None]),
                standing("oracle", vec![cell(0.9, false, 1.0), cell(0.8, false, 1.0)]),
            ],
            preparation_seconds: 0.0,
            signature: "evaluate:length=220w".to_owned(),
        }]
    }

    #[test]
    fn markdown_marks_the_best_and_the_significantly_worse() {
        let text = Paper::Markdown.tables(&reports());
        assert!(text.contains("| method | R-1 | R-2 |\n| --- | --- | --- |\n"), "{text}");
        assert!(text.contains("| x_1 | **50.00 ± 1.00** | 25.00 ± 1.00 |"), "{text}");
        assert!(text.contains("| y\\|2 | 40.00 ± 1.00 † | – |"), "{text}");
        assert!(text.ends_with("`evaluate:length=220w`\n"));
    }

    #[test]
    fn latex_has_the_rules_of_booktabs_and_nothing_unescaped() {
        let text = Paper::Latex.tables(&reports());
        let row = "x\\_1 & \\textbf{50.00 {\\scriptsize$\\pm$1.00}} & 25.00 {\\scriptsize$\\pm$1.00} \\\\";
        assert!(text.contains(row), "{text}");
        assert!(text.contains("40.00 {\\scriptsize$\\pm$1.00}$^\\dagger$ & -- \\\\"), "{text}");
        assert!(text.contains("\\midrule\noracle"), "{text}");
        assert_eq!(text.matches('{').count(), text.matches('}').count(), "{text}");
        assert_eq!(
            escaped("a_b\\{~^"),
            "a\\_b\\textbackslash{}\\{\\textasciitilde{}\\textasciicircum{}"
        );
    }

    #[test]
    fn csv_has_one_line_a_figure_with_its_fields_quoted() {
        let text = Paper::Csv.tables(&reports());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 1 + 5);
        assert_eq!(
            lines[1],
            "\"a, \"\"b_c\"\"\",220 words,F1,x_1,rouge1,0.5,0.49,0.51,true,,9,0,99.0,evaluate:length=220w"
        );
        assert!(lines[3].contains(",y|2,rouge1,0.4,") && lines[3].contains(",false,0.001,9,"));
    }
}
