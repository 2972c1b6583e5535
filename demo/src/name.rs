//! Names of invented enterprises: 示例, three invented syllables, a trade, 有限公司.

const SYLLABLES: [char; 47] = [
    '岚', '澄', '昱', '岑', '沅', '珩', '琤', '朔', '峤', '茗', '漪', '颢', '晗', '旻', '骁', '弈',
    '葳', '恺', '垚', '淼', '棠', '榆', '柏', '桐', '枫', '槿', '蔚', '芷', '荇', '蘅', '珂', '璟',
    '琮', '玥', '翎', '翊', '鹄', '鸢', '骐', '砚', '墨', '砺', '锷', '铄', '钧', '铎', '漱',
];
/// 47³: how many names of three syllables there are. 47 is prime, so stepping by anything it
/// does not divide meets each of them once.
const NAMES: u64 = 103_823;
const STEP: u64 = 7_919;

/// The name of firm `number` in `trade`. No two numbers share one.
pub(crate) fn name(number: u32, trade: &str, seed: u64) -> String {
    words(number, seed) + trade + "有限公司"
}

/// 示例 and the syllables of `number`.
pub(crate) fn words(number: u32, seed: u64) -> String {
    let number = u64::from(number);
    let round = number / NAMES;
    let mut place = (number % NAMES * STEP + seed % NAMES) % NAMES;
    let mut text = String::from("示例");
    for _ in 0..3 {
        text.push(syllable(place));
        place /= 47;
    }
    if round > 0 {
        text.push(syllable(round));
    }
    text
}

/// `name` with one character written as another that sounds the same, as happens when typing.
pub(crate) fn slip(name: &str) -> String {
    const SOUNDS: [(char, char); 21] = [
        ('岚', '兰'),
        ('澄', '成'),
        ('昱', '玉'),
        ('沅', '元'),
        ('珩', '衡'),
        ('茗', '铭'),
        ('颢', '浩'),
        ('晗', '涵'),
        ('骁', '萧'),
        ('弈', '奕'),
        ('恺', '凯'),
        ('棠', '堂'),
        ('桐', '童'),
        ('蔚', '卫'),
        ('玥', '悦'),
        ('翎', '玲'),
        ('砚', '彦'),
        ('墨', '默'),
        ('钧', '君'),
        ('骐', '奇'),
        ('司', '思'),
    ];
    let sound = |letter: char| SOUNDS.iter().find(|(from, _)| *from == letter).map(|(_, to)| *to);
    match name.char_indices().find(|(_, letter)| sound(*letter).is_some()) {
        Some((at, letter)) => {
            let (head, tail) = name.split_at(at);
            let to = sound(letter).unwrap_or(letter);
            format!("{head}{to}{}", tail.strip_prefix(letter).unwrap_or(tail))
        }
        None => name.to_owned(),
    }
}

fn syllable(place: u64) -> char {
    let place = usize::try_from(place % 47).unwrap_or(0);
    SYLLABLES.get(place).copied().unwrap_or('例')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn two_hundred_thousand_firms_have_as_many_names() {
        let names: BTreeSet<String> = (0..200_000).map(|number| name(number, "软件", 7)).collect();
        assert_eq!(names.len(), 200_000);
    }

    #[test]
    fn a_slip_is_one_character_off() {
        assert_eq!(slip("示例桐芷岑软件有限公司"), "示例童芷岑软件有限公司");
        assert_eq!(slip("示例芷芷芷软件有限公司"), "示例芷芷芷软件有限公思");
    }

    #[test]
    fn every_name_says_that_it_is_invented() {
        assert_eq!(name(0, "软件", 0), "示例岚岚岚软件有限公司");
        // 7919 is 23 + 47 × (27 + 47 × 3).
        assert_eq!(name(1, "软件", 0), "示例桐芷岑软件有限公司");
    }
}
