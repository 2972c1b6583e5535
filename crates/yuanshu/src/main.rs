//! The program: it reads sheets, decides, explains and writes workbooks.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use base::Day;
use rule::picture::Palette;
use store::Clock;
use yuanshu::command::{Cli, Console, Done, refusal};

/// Reading a workbook and proving an answer make and drop many small values.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let mut err = io::stderr();
    let cli = match Cli::read() {
        Ok(cli) => cli,
        Err(error) => match refusal(&error) {
            Some(sentence) => {
                // A console that cannot be written to cannot be told so either.
                let _told = writeln!(err, "{sentence}");
                return ExitCode::from(2);
            }
            None => error.exit(),
        },
    };
    let mut out = BufWriter::new(io::stdout());
    let palette = if err.is_terminal() { Palette::Coloured } else { Palette::Plain };
    let clock = clock();
    let mut console =
        Console { input: &mut io::stdin().lock(), out: &mut out, err: &mut err, palette, clock };
    let done = cli.run(today(), &mut console);
    let done = done.and_then(|done| out.flush().map(|()| done).map_err(Into::into));
    match done {
        Ok(Done::Clean) => ExitCode::SUCCESS,
        Ok(Done::Faulty) => ExitCode::FAILURE,
        Err(stop) => {
            // A console that cannot be written to cannot be told so either.
            let _told = stop.sentence().map(|sentence| writeln!(err, "{sentence}"));
            ExitCode::from(stop.code())
        }
    }
}

/// Tells what is written when it was.
#[expect(clippy::disallowed_methods, reason = "the one place that looks at the clock")]
fn clock() -> Clock {
    Clock::new(jiff::Timestamp::now)
}

/// The day it is in China, wherever the machine stands.
#[expect(clippy::disallowed_methods, reason = "the one place that looks at the clock")]
fn today() -> Day {
    yuanshu::china::clock(jiff::Timestamp::now()).date()
}
