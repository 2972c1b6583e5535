//! Where an entity is: registered, at work, taxed, counted, and in which park.

use crate::rng::Rng;

/// The parks of the zone.
pub(crate) const PARKS: [&str; 3] = ["示例科创园", "示例智造园", "示例临空园"];
/// Places around it.
const OUTSIDE: [&str; 3] = ["示例市主城区", "示例市北部新区", "示例县"];
const STREETS: [&str; 8] =
    ["创新一路", "创新二路", "智造大道", "科苑路", "临空三街", "创业街", "丰登路", "星火路"];

/// The places of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Places {
    /// 所属园区.
    pub(crate) park: &'static str,
    /// 注册地.
    pub(crate) registered: &'static str,
    /// 经营地.
    pub(crate) at_work: &'static str,
    /// 纳税地.
    pub(crate) taxed: &'static str,
    /// 统计在地.
    pub(crate) counted: &'static str,
    /// 注册地址.
    pub(crate) address: String,
    /// The 注册地 of before, and how many years ago, of the last three and the current one, it
    /// moved.
    pub(crate) moved: Option<(&'static str, u8)>,
}

impl Places {
    /// Those of an entity; a firm likes the park of its trade.
    pub(crate) fn draw(rng: &mut Rng, likes: usize) -> Self {
        let likes = if rng.chance(65) { likes } else { rng.place(PARKS.len()) };
        let park = PARKS.get(likes).copied().unwrap_or("示例科创园");
        // Of a hundred, six work elsewhere than they are registered, two of them outside; three
        // pay their taxes where they came from; two are counted elsewhere.
        let at_work = match rng.below(100) {
            ..94 => park,
            94..98 => other(rng, &PARKS, park),
            98.. => other(rng, &OUTSIDE, ""),
        };
        let taxed = if rng.chance(97) { park } else { other(rng, &OUTSIDE, "") };
        let counted = if rng.chance(98) { park } else { other(rng, &OUTSIDE, "") };
        let street = rng.pick(&STREETS).unwrap_or("创新一路");
        let address = format!("示例市{park}{street}{}号", rng.between(1, 199));
        let moved = rng.chance(1).then(|| other(rng, &PARKS, park));
        let moved = moved.map(|before| (before, u8::try_from(rng.below(3)).unwrap_or(0)));
        Self { park, registered: park, at_work, taxed, counted, address, moved }
    }

    /// Whether it works in the zone.
    pub(crate) fn inside(&self) -> bool {
        PARKS.contains(&self.at_work)
    }
}

/// One of `places` that is not `this`.
fn other(rng: &mut Rng, places: &[&'static str], this: &str) -> &'static str {
    let rest: Vec<&'static str> = places.iter().filter(|place| **place != this).copied().collect();
    rng.pick(&rest).unwrap_or("示例市主城区")
}
