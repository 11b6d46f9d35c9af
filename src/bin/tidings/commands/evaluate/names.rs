//! `--methods`: names with commas between them; `help` lists them.

use clap::builder::{StringValueParser, TypedValueParser};
use clap::error::ErrorKind;
use tidings::evaluate::baseline;
use tidings::evaluate::product::Product;

/// Reads the option. `help` ends the run with the list, whether data sets are named or not.
#[derive(Debug, Clone, Copy)]
pub struct MethodList;

impl TypedValueParser for MethodList {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        let given = StringValueParser::new().parse_ref(command, argument, value)?;
        if given.trim().eq_ignore_ascii_case("help") {
            // As help, since a message of our own would begin with "error:".
            let help = clap::Command::new("methods").help_template(list());
            let shown = help.try_get_matches_from(["methods", "--help"]).err();
            return Err(shown.unwrap_or_else(|| clap::Error::raw(ErrorKind::DisplayHelp, list())));
        }
        Ok(given)
    }
}

/// All names, one a line.
fn list() -> String {
    let methods = baseline::methods(0);
    let names = methods.iter().map(|method| method.name().to_owned());
    let beside = ["all", "oracle"].into_iter().chain(Product::ALL.iter().map(|p| p.name()));
    names.chain(beside.map(str::to_owned)).map(|name| format!("{name}\n")).collect()
}
