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
    text + trade + "有限公司"
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
    fn every_name_says_that_it_is_invented() {
        assert_eq!(name(0, "软件", 0), "示例岚岚岚软件有限公司");
        // 7919 is 23 + 47 × (27 + 47 × 3).
        assert_eq!(name(1, "软件", 0), "示例桐芷岑软件有限公司");
    }
}
