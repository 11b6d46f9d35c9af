//! One line that lets anybody repeat a figure.

use super::{Averaging, Bootstrap, Flavour, Limit, Metric, Options};

/// The settings of a table as `rouge:flavour=…|stem=…|…|v=…`. `references` is the range of
/// references an item has; `seed` is printed where the averaging draws with our own seed (the
/// script seeds its resamples by itself).
#[must_use]
pub fn signature(
    options: &Options,
    metrics: &[Metric],
    averaging: Averaging,
    bootstrap: Bootstrap,
    seed: Option<u64>,
    references: (usize, usize),
) -> String {
    let yes = |set: bool| if set { "yes" } else { "no" };
    let stem = match (options.stem, options.flavour, options.exceptions) {
        (false, ..) | (_, Flavour::Unicode, _) => "no",
        (true, Flavour::Google, _) => "nltk-porter",
        (true, Flavour::Perl, true) => "lin-porter+wordnet2.0",
        (true, Flavour::Perl, false) => "lin-porter",
    };
    let names: Vec<String> =
        metrics.iter().map(|metric| metric.to_string().replacen("rouge", "", 1)).collect();
    let (words, bytes) = match options.limit {
        Limit::None => ("all".to_owned(), "all".to_owned()),
        Limit::Words(n) => (n.to_string(), "all".to_owned()),
        Limit::Bytes(n) => ("all".to_owned(), n.to_string()),
    };
    let (fewest, most) = references;
    let references = if fewest == most { most.to_string() } else { format!("{fewest}-{most}") };
    let mut parts = vec![
        format!("flavour={}", options.flavour.name()),
        format!("measures={}", names.join(",")),
        format!("stem={stem}"),
        format!("stop={}", yes(options.stop_words)),
        format!("words={words}"),
        format!("bytes={bytes}"),
        format!("lines={}", if options.one_line { "joined" } else { "kept" }),
        format!("refs={references}"),
        format!("multi={}", options.references.name()),
        format!("alpha={}", options.alpha),
        format!("average={}{}", averaging.name(), if options.pooled { "-pooled" } else { "" }),
        format!("samples={}", bootstrap.samples),
        format!("confidence={}", bootstrap.confidence),
    ];
    if options.unicode_lower {
        parts.insert(3, "lower=unicode".to_owned());
    }
    parts.extend(seed.map(|seed| format!("seed={seed}")));
    parts.push(format!("v={}", env!("CARGO_PKG_VERSION")));
    format!("rouge:{}", parts.join("|"))
}

/// The options of the script ROUGE-1.5.5 that give the same figures, without its `-e` and files;
/// `None` where it has none for these settings.
#[must_use]
pub fn perl_options(options: &Options, metrics: &[Metric], bootstrap: Bootstrap) -> Option<String> {
    if options.flavour != Flavour::Perl || options.stem && !options.exceptions {
        return None;
    }
    let mut line = vec![format!("-c {} -r {}", bootstrap.confidence, bootstrap.samples)];
    let n = |metric: &Metric| if let Metric::N(n) = *metric { Some(n) } else { None };
    // The script always computes ROUGE-1 with its longer n-grams; `-x` leaves ROUGE-L out.
    line.push(format!("-n {}", metrics.iter().filter_map(n).max().unwrap_or(1)));
    if !metrics.iter().any(|metric| matches!(metric, Metric::L | Metric::Lsum)) {
        line.push("-x".to_owned());
    }
    let mut distances = metrics.iter().filter_map(|metric| match *metric {
        Metric::S(distance) | Metric::Su(distance) => Some(distance),
        _ => None,
    });
    if let Some(distance) = distances.next() {
        if distances.any(|other| other != distance) {
            return None;
        }
        line.push(match distance {
            Some(words) => format!("-2 {words}"),
            None => "-2 -1".to_owned(),
        });
        let plain = metrics.iter().any(|metric| matches!(metric, Metric::S(_)));
        let singles = metrics.iter().any(|metric| matches!(metric, Metric::Su(_)));
        line.extend(singles.then(|| if plain { "-U" } else { "-u" }.to_owned()));
    }
    let weight =
        |metric: &Metric| if let Metric::W(weight) = *metric { Some(weight) } else { None };
    line.extend(metrics.iter().find_map(weight).map(|weight| format!("-w {weight}")));
    line.extend(options.stem.then(|| "-m".to_owned()));
    line.extend(options.stop_words.then(|| "-s".to_owned()));
    match options.limit {
        Limit::None => {}
        Limit::Words(words) => line.push(format!("-l {words}")),
        Limit::Bytes(bytes) => line.push(format!("-b {bytes}")),
    }
    line.push(format!(
        "-f {} -p {} -t {} -a",
        options.references.name(),
        options.alpha,
        u8::from(options.pooled)
    ));
    Some(line.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::preset;
    use super::*;

    #[test]
    fn a_signature_names_all_that_matters() {
        let tac = preset("tac2008").unwrap();
        let line = signature(
            &tac.options,
            &tac.metrics,
            tac.averaging,
            Bootstrap::default(),
            None,
            (4, 4),
        );
        assert!(line.starts_with(
            "rouge:flavour=rouge-1.5.5|measures=1,2,3,4,L,W1.2,SU4|stem=lin-porter+wordnet2.0|stop=no|words=100|bytes=all|\
             lines=kept|refs=4|multi=A|alpha=0.5|average=script|samples=1000|confidence=95|v="
        ));
    }

    #[test]
    fn the_script_gets_the_options_that_papers_print() {
        let of = |name: &str| {
            let preset = preset(name).unwrap();
            perl_options(&preset.options, &preset.metrics, Bootstrap::default())
        };
        let tac = "-c 95 -r 1000 -n 4 -2 4 -u -w 1.2 -m -l 100 -f A -p 0.5 -t 0 -a";
        assert_eq!(of("tac2008").as_deref(), Some(tac));
        let duc = "-c 95 -r 1000 -n 2 -x -2 4 -u -m -l 250 -f A -p 0.5 -t 0 -a";
        assert_eq!(of("duc2006").as_deref(), Some(duc));
        assert_eq!(of("multinews").map(|line| line.contains("-2 -1 -U")), Some(true));
        assert_eq!(of("rouge-score").or(of("unicode")), None);
    }
}
