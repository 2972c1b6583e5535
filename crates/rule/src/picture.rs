//! Faults drawn under the text that they are in.

use std::ops::Range;

use ariadne::{Color, Config, IndexType, Label, Report, ReportKind, Source};

use crate::fault::Fault;

/// Whether a picture has colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Palette {
    /// For files, logs and tests.
    #[default]
    Plain,
    /// For a terminal, in ANSI escapes.
    Coloured,
}

/// Every fault of the file `name` under the line of `text` that it is in, by place: the
/// Chinese sentence and advice at the caret, the English ones below.
#[must_use]
pub fn picture(name: &str, text: &str, faults: &[Fault], palette: Palette) -> String {
    let mut faults: Vec<&Fault> = faults.iter().collect();
    faults.sort_by_key(|fault| fault.span);
    let mut source = (name, Source::from(text));
    let mut drawn = Vec::new();
    for fault in faults {
        if report(name, text, fault, palette).write(&mut source, &mut drawn).is_err() {
            drawn.extend_from_slice(line(name, text, fault).as_bytes());
        }
    }
    String::from_utf8_lossy(&drawn).into_owned()
}

/// A fault in one line: `file:line:column: code: message`, in Chinese.
#[must_use]
pub fn line(name: &str, text: &str, fault: &Fault) -> String {
    let [zh, _] = lines(name, text, fault);
    zh + "\n"
}

/// The same in Chinese and in English, without the end of the line.
#[must_use]
pub fn lines(name: &str, text: &str, fault: &Fault) -> [String; 2] {
    let (line, column) = line_column(text, fault.span.start);
    let said = |message| format!("{name}:{line}:{column}: {}: {message}", fault.code);
    [said(&fault.message.zh), said(&fault.message.en)]
}

/// The line and the column of a byte of `text`, both counted from 1, the column in characters.
/// A byte past the end is the end.
#[must_use]
pub fn line_column(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..boundary(text, byte)).unwrap_or_default();
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line, before.get(start..).map_or(0, |line| line.chars().count()) + 1)
}

fn report<'a>(
    name: &'a str,
    text: &str,
    fault: &Fault,
    palette: Palette,
) -> Report<'a, (&'a str, Range<usize>)> {
    let place = boundary(text, fault.span.start)..boundary(text, fault.span.end);
    let config =
        Config::default().with_color(palette == Palette::Coloured).with_index_type(IndexType::Byte);
    let report = Report::build(ReportKind::Error, (name, place.clone()))
        .with_config(config)
        .with_code(fault.code)
        .with_message(&fault.message.zh)
        .with_note(&fault.message.en);
    let label = Label::new((name, place)).with_color(Color::Red);
    if fault.advice.zh.is_empty() {
        return report.with_label(label.with_message(&fault.message.zh)).finish();
    }
    report.with_label(label.with_message(&fault.advice.zh)).with_help(&fault.advice.en).finish()
}

/// The nearest place at or before `byte` where a character begins.
fn boundary(text: &str, byte: usize) -> usize {
    let near = byte.min(text.len());
    (0..=near).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Span;

    fn missing_year(span: Span) -> Fault {
        Fault::new("missing-year", span, "没有写哪一年", "no year is named")
            .advise("写 营业收入[-1]", "write 营业收入[-1]")
    }

    #[test]
    fn a_fault_is_drawn_under_its_words() {
        let text = "id = \"a\"\nwhen = \"营业收入 >= 3\"\n";
        let drawn = picture("a.toml", text, &[missing_year(Span::new(17, 29))], Palette::Plain);
        let wanted = "\
[missing-year] Error: 没有写哪一年
   ╭─[ a.toml:2:9 ]
   │
 2 │ when = \"营业收入 >= 3\"
   │         ────┬───
   │             ╰───── 写 营业收入[-1]
   │
   │ Help: write 营业收入[-1]
   │
   │ Note: no year is named
───╯
";
        let trimmed: Vec<&str> = drawn.lines().map(str::trim_end).collect();
        assert_eq!(trimmed.join("\n") + "\n", wanted);
    }

    #[test]
    fn only_a_terminal_gets_colours() {
        let fault = [missing_year(Span::new(0, 12))];
        let plain = picture("a.toml", "营业收入", &fault, Palette::Plain);
        let coloured = picture("a.toml", "营业收入", &fault, Palette::Coloured);
        assert_eq!((plain.contains('\u{1b}'), coloured.contains('\u{1b}')), (false, true));
    }

    #[test]
    fn faults_are_drawn_in_the_order_of_the_text() {
        let faults = [missing_year(Span::new(2, 3)), missing_year(Span::new(0, 1))];
        let drawn = picture("a.toml", "a\nb", &faults, Palette::Plain);
        let places: Vec<&str> =
            drawn.matches("a.toml:1:1").chain(drawn.matches("a.toml:2:1")).collect();
        assert_eq!(places, ["a.toml:1:1", "a.toml:2:1"]);
        assert!(drawn.find("a.toml:1:1") < drawn.find("a.toml:2:1"));
    }

    #[test]
    fn columns_count_characters_from_one() {
        let text = "收入\r\n研发 >= 3";
        let places = [0, 3, 4, 8, 11, 14, 99].map(|byte| line_column(text, byte));
        assert_eq!(places, [(1, 1), (1, 2), (1, 2), (2, 1), (2, 2), (2, 3), (2, 8)]);
        assert_eq!(
            line("a.toml", text, &missing_year(Span::new(8, 14))),
            "a.toml:2:1: missing-year: 没有写哪一年\n"
        );
    }

    #[test]
    fn a_place_outside_the_text_is_drawn_at_its_end() {
        for span in [Span::new(9, 12), Span::new(0, 99), Span::new(1, 2)] {
            let drawn = picture("a.toml", "中", &[missing_year(span)], Palette::Plain);
            assert!(drawn.contains("写 营业收入[-1]"), "{span:?}");
        }
    }
}
