//! Boxes of a form: `□是　☑否`, of which the one that holds is ticked.

/// What an empty box looks like.
const EMPTY: [char; 3] = ['□', '☐', '▢'];
/// What a ticked box looks like.
const TICKED: [char; 6] = ['☑', '☒', '■', '√', '✓', '✔'];
/// What stands between options.
const BETWEEN: [char; 10] = [' ', '\u{3000}', '\t', '\n', '、', '，', ',', '；', ';', '/'];

/// Options, each with an empty box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Boxes<'a> {
    text: &'a str,
    /// Where each box is, and what is written at it.
    options: Vec<(usize, &'a str)>,
}

impl<'a> Boxes<'a> {
    /// The boxes of a cell, before their options (`□是 □否`) or behind them (`是□ 否□`); none
    /// where there are no two, or one is ticked.
    pub(crate) fn of(text: &'a str) -> Option<Self> {
        let boxes = Self::all(text)?;
        (!text.contains(TICKED)).then_some(boxes)
    }

    /// The boxes of a cell, ticked or not.
    fn all(text: &'a str) -> Option<Self> {
        let any = |letter: char| EMPTY.contains(&letter) || TICKED.contains(&letter);
        let (label, rest) = match text.split_once([':', '：']) {
            Some((label, _)) if !label.contains(any) => text.split_at(label.len() + colon(text)),
            _ => ("", text),
        };
        let before = rest.trim_start_matches(BETWEEN).starts_with(any);
        let mut places = rest.match_indices(any);
        let mut options = Vec::new();
        let mut from = 0;
        let all: Vec<(usize, &str)> = places.by_ref().collect();
        for (number, (at, mark)) in all.iter().enumerate() {
            let said = if before {
                let end = all.get(number + 1).map_or(rest.len(), |(next, _)| *next);
                rest.get(at + mark.len()..end)
            } else {
                rest.get(from..*at)
            };
            from = at + mark.len();
            options.push((label.len() + at, said?.trim_matches(BETWEEN)));
        }
        let all_named = options.iter().all(|(_, option)| !option.is_empty());
        (options.len() > 1 && all_named).then_some(Self { text, options })
    }

    /// The option whose box is ticked; none where none is, or several are.
    pub(crate) fn chosen(text: &'a str) -> Option<&'a str> {
        let boxes = Self::all(text)?;
        let ticked = |at: usize| boxes.text.get(at..).is_some_and(|rest| rest.starts_with(TICKED));
        let mut chosen = boxes.options.iter().filter(|(at, _)| ticked(*at));
        let (Some((_, option)), None) = (chosen.next(), chosen.next()) else { return None };
        Some(bare(option))
    }

    /// The text with the box of what holds ticked; none where no one option says it.
    pub(crate) fn ticked(&self, holds: &str) -> Option<String> {
        let mut fit = self.options.iter().filter(|(_, option)| says(option, holds));
        let (Some((at, _)), None) = (fit.next(), fit.next()) else { return None };
        let (before, rest) = self.text.split_at_checked(*at)?;
        let mut letters = rest.chars();
        letters.next()?;
        Some(format!("{before}☑{}", letters.as_str()))
    }
}

/// How many bytes the first colon takes.
fn colon(text: &str) -> usize {
    text.chars().find(|letter| matches!(letter, ':' | '：')).map_or(0, char::len_utf8)
}

/// An option without what is said of it in brackets.
fn bare(option: &str) -> &str {
    option.split(['（', '(']).next().unwrap_or(option).trim()
}

/// Whether an option says what holds, whatever is said of it in brackets: 中 is 中型.
fn says(option: &str, holds: &str) -> bool {
    let bare = bare(option);
    let short = |text: &str| text.trim_end_matches("企业").trim_end_matches('型').to_owned();
    !bare.is_empty() && (bare == holds || short(bare) == short(holds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticked(text: &str, holds: &str) -> Option<String> {
        Boxes::of(text)?.ticked(holds)
    }

    #[test]
    fn the_box_of_what_holds_is_ticked() {
        assert_eq!(ticked("□是 □否", "否").as_deref(), Some("□是 ☑否"));
        assert_eq!(ticked("是□　否□", "是").as_deref(), Some("是☑　否□"));
        assert_eq!(
            ticked("是否上市：□是（代码：　） □否", "是").as_deref(),
            Some("是否上市：☑是（代码：　） □否")
        );
        let sizes = "□大型企业\n□中型企业\n□小型企业\n□微型企业";
        let small = "□大型企业\n□中型企业\n☑小型企业\n□微型企业";
        assert_eq!(ticked(sizes, "小型").as_deref(), Some(small));
        assert_eq!(ticked("□大 □中 □小 □微", "中型").as_deref(), Some("□大 ☑中 □小 □微"));
    }

    #[test]
    fn the_ticked_option_is_read() {
        assert_eq!(Boxes::chosen("□大型 ☑中型企业 □小型"), Some("中型企业"));
        assert_eq!(Boxes::chosen("是√（代码：600000） 否□"), Some("是"));
        assert_eq!(Boxes::chosen("□是 □否"), None);
        assert_eq!(Boxes::chosen("☑是 ☑否"), None);
        assert_eq!(Boxes::chosen("√"), None);
    }

    #[test]
    fn what_no_option_says_and_what_is_ticked_is_left_alone() {
        assert_eq!(ticked("□甲类 □乙类", "是"), None);
        assert_eq!(ticked("☑是 □否", "否"), None);
        assert_eq!(ticked("□已阅读", "是"), None);
        assert_eq!(ticked("□是 □", "是"), None);
    }
}
