//! One line that lets anybody repeat a figure.

use super::{Averaging, Bootstrap, Flavour, Limit, Metric, Options};

/// The settings of a table as `rouge:flavour=…|stem=…|…|v=…`. `references` is the range of references an item has;
/// `seed` is printed where the averaging draws with our own seed (the script seeds its resamples by itself).
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
        (false, ..) => "no",
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
}
