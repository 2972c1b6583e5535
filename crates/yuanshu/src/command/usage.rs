//! Help, and what is said of arguments that cannot be understood, in Chinese.

use std::error::Error as _;
use std::num::ParseIntError;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}";

/// The command with Chinese headings, and so its subcommands.
pub(super) fn spoken(command: Command) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let command = command
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .disable_help_flag(true)
        .arg(help.help("显示用法"));
    let command = if command.get_version().is_some() {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
        command.disable_version_flag(true).arg(version.help("显示版本"))
    } else {
        command
    };
    command.mut_args(|arg| arg.help_heading("选项")).mut_subcommands(spoken)
}

/// What is wrong with the arguments, and what to write; nothing where help was asked for.
pub fn refusal(error: &clap::Error) -> Option<String> {
    let of = |kind| error.get(kind).map(text);
    let argument = of(ContextKind::InvalidArg).unwrap_or_default();
    let said = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {argument}"),
        ErrorKind::UnknownArgument => {
            let near = of(ContextKind::SuggestedArg);
            let near = near.map_or(String::new(), |near| format!("；是不是 {near}？"));
            format!("不认识的参数 {argument}{near}")
        }
        ErrorKind::InvalidSubcommand | ErrorKind::MissingSubcommand => {
            let name = of(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("没有命令 {name}；有哪些命令，见用法")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = of(ContextKind::InvalidValue).unwrap_or_default();
            let allowed = of(ContextKind::ValidValue).filter(|allowed| !allowed.is_empty());
            let allowed = allowed.map_or(String::new(), |allowed| format!("；能写的有 {allowed}"));
            let why = error.source().map_or(allowed, |why| {
                if why.is::<ParseIntError>() {
                    "：要写数字".to_owned()
                } else {
                    format!("：{}", range(&why.to_string()))
                }
            });
            if value.is_empty() {
                format!("{argument} 后面没有写值")
            } else {
                format!("{argument} 不能是“{value}”{why}")
            }
        }
        ErrorKind::ArgumentConflict => match of(ContextKind::PriorArg) {
            Some(prior) if prior != argument => format!("{argument} 与 {prior} 不能同时写"),
            _ => format!("{argument} 只能写一次"),
        },
        _ => format!("参数写得不对：{}", error.render().to_string().lines().next()?),
    };
    let command = of(ContextKind::Usage).unwrap_or_default();
    let command = command.split_whitespace().nth(2).filter(|word| !word.starts_with(['[', '<']));
    let command = command.map_or(String::new(), |word| format!(" {word}"));
    Some(format!("{said}\n用法见：yuanshu{command} --help"))
}

/// What clap says of a number that is too small or too large: `0 is not in 1..=100`.
fn range(why: &str) -> String {
    let bounds = why.split_once(" is not in ").and_then(|(_, bounds)| bounds.split_once("..="));
    bounds.map_or(why.to_owned(), |(least, most)| format!("要在 {least} 到 {most} 之间"))
}

fn text(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(several) => several.join("、"),
        ContextValue::StyledStr(text) => text.to_string(),
        other => other.to_string(),
    }
}
