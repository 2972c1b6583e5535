//! Names without what differs from sheet to sheet, and how they sound.

use base::half_width;
use pinyin::ToPinyin;

/// A name without what differs from sheet to sheet: width, spaces, case and shapes of brackets.
pub fn normalised(name: &str) -> String {
    half_width(name)
        .chars()
        .filter(|letter| !letter.is_whitespace() && !letter.is_control() && *letter != '\u{FEFF}')
        .map(|letter| match letter {
            '【' | '[' | '〔' | '{' => '(',
            '】' | ']' | '〕' | '}' => ')',
            other => other,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// How a name sounds: pinyin without tones, without the words that say the form of a company.
///
/// Each character has one reading here, so that two names with the same characters sound the
/// same whatever the right reading is.
pub fn sound(name: &str) -> String {
    /// Longest first. A company that is turned into one limited by shares keeps the rest.
    const FORMS: [&str; 5] = ["股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "公司"];
    let name = normalised(name);
    let core = FORMS.iter().find_map(|form| name.strip_suffix(form)).unwrap_or(&name);
    let mut sound = String::with_capacity(core.len() * 2);
    for letter in core.chars().filter(|letter| letter.is_alphanumeric()) {
        match letter.to_pinyin() {
            Some(pinyin) => sound.push_str(pinyin.plain()),
            None => sound.push(letter),
        }
        // Between syllables, or 西安 and 先 were one.
        sound.push(' ');
    }
    sound
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_brackets_width_and_spaces_do_not_tell_names_apart() {
        for name in
            ["西安Ａ（集团）有限公司", "西安a【集团】有限公司", " 西安 A(集团)\u{FEFF}有限公司"]
        {
            assert_eq!(normalised(name), "西安a(集团)有限公司");
        }
    }

    #[test]
    fn a_slip_of_the_input_method_sounds_the_same() {
        assert_eq!(sound("西安宏图科技有限公司"), "xi an hong tu ke ji ");
        assert_eq!(sound("西安鸿图科技有限责任公司"), sound("西安宏图科技有限公司"));
        assert_ne!(sound("先科技有限公司"), sound("西安科技有限公司"));
    }
}
