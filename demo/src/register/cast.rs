//! Which part each market entity plays: how many play it is exact, who does is mixed.

use crate::edge::Edge;

/// The zone that the shares are given for.
const WHOLE: u32 = 14_000;

/// How many there are of each kind; a zone of another size has them in the same shares, rounded
/// down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Census {
    /// 市场主体.
    pub entities: u32,
    /// 个体工商户 among them.
    pub individuals: u32,
    /// Enterprises with figures among them.
    pub figured: u32,
    /// Enterprises with figures that do research.
    pub tech: u32,
    /// Enterprises in the register of the 规上.
    pub above_scale: u32,
    /// Valid certificates of 高新技术企业.
    pub high_tech: u32,
    /// Those of them whose figures do not support it.
    pub undeserved: u32,
    /// Valid numbers of 科技型中小企业.
    pub tech_sme: u32,
    /// 创新型中小企业.
    pub innovative: u32,
    /// 专精特新中小企业.
    pub special: u32,
    /// 专精特新小巨人企业.
    pub giants: u32,
    /// Enterprises that stand exactly on a figure that policies like to name.
    pub edges: u32,
    /// Entities that changed their names.
    pub renamed: u32,
    /// Second files of one entity that nobody has merged.
    pub duplicates: u32,
    /// Second files that were merged.
    pub merged: u32,
    /// Entities that a tax sheet calls by another name.
    pub misnamed: u32,
    /// Enterprises that once wrote 元 into a column of 万元.
    pub typos: u32,
    /// Tax returns that were corrected later.
    pub corrected: u32,
    /// Corrections of tax returns that wait for a second person.
    pub pending: u32,
    /// Entities that moved in.
    pub arrived: u32,
    /// Entities that left.
    pub left: u32,
}

impl Census {
    /// That of a zone with so many market entities.
    pub(crate) fn of(entities: u32) -> Self {
        let share = |count: u32| scaled(entities, count, WHOLE);
        Self {
            entities,
            individuals: share(5_600),
            figured: share(3_000),
            tech: share(540),
            above_scale: share(121),
            high_tech: share(240),
            undeserved: share(30),
            tech_sme: share(330),
            innovative: share(120),
            special: share(60),
            giants: share(9),
            edges: share(28),
            renamed: share(90),
            duplicates: share(12),
            merged: share(2),
            misnamed: share(5),
            typos: share(5),
            corrected: share(40),
            pending: share(15),
            arrived: share(18),
            left: share(24),
        }
    }
}

/// `count` of `whole` for a zone of `entities`.
fn scaled(entities: u32, count: u32, whole: u32) -> u32 {
    let part = u64::from(entities) * u64::from(count) / u64::from(whole);
    u32::try_from(part).unwrap_or(u32::MAX)
}

/// The part of one entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// 个体工商户.
    Individual,
    /// A company of which nothing but its registration is known.
    Company,
    /// An enterprise with figures.
    Figured(Role),
}

/// The part of an enterprise with figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a part that others do not exclude")]
pub(crate) struct Role {
    /// It does research.
    pub(crate) tech: bool,
    /// How many years ago, of the last three, it came into the register of the 规上.
    pub(crate) above: Option<u8>,
    /// It stands on an edge.
    pub(crate) edge: Option<Edge>,
    /// It holds a valid certificate of 高新技术企业.
    pub(crate) high_tech: bool,
    /// It holds one that its figures do not support.
    pub(crate) undeserved: bool,
    pub(crate) tech_sme: bool,
    pub(crate) innovative: bool,
    pub(crate) special: bool,
    pub(crate) giant: bool,
    /// It wrote 元 for 万元 in the last year.
    pub(crate) typo: bool,
    /// Its tax return of the year before the last was corrected.
    pub(crate) corrected: bool,
    /// A correction of its last tax return waits for a second person.
    pub(crate) pending: bool,
    /// A tax sheet calls it by another name.
    pub(crate) misnamed: bool,
}

/// A second file of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Double {
    /// Registered again elsewhere: one organisation code, two codes.
    Organisation,
    /// Registered again under another code and the same name.
    Name,
    /// Under the name that the entity bore before.
    Former,
    /// Noted down by hand, one character off, without a code.
    Sound,
    /// As `Name`, and merged since.
    Merged,
}

/// What is odd about an entity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Odd {
    /// How many years ago, of the last three and the current one, it took its name.
    pub(crate) renamed: Option<u8>,
    pub(crate) double: Option<Double>,
    pub(crate) arrived: bool,
    pub(crate) left: bool,
}

/// How many of `count` that are spread evenly among `of` come before `place`.
fn before(place: u32, of: u32, count: u32) -> u32 {
    let before = u64::from(place) * u64::from(count) / u64::from(of.max(1));
    u32::try_from(before).unwrap_or(u32::MAX)
}

/// Whether `place` of `of` is one of `count` that are spread evenly, and which.
fn nth(place: u32, of: u32, count: u32) -> Option<u32> {
    let earlier = before(place, of, count);
    (before(place + 1, of, count) > earlier).then_some(earlier)
}

/// Another place for `place` among `of`: each has one of its own, in another order for each key.
fn turned(place: u32, of: u32, key: u32) -> u32 {
    const PRIMES: [u64; 8] = [7_919, 6_101, 9_377, 5_011, 8_513, 6_733, 9_041, 7_211];
    let of = u64::from(of.max(1));
    let first = usize::try_from(key).unwrap_or(0);
    // A prime that does not divide the whole meets every place once; no number has them all.
    let step = PRIMES.iter().cycle().skip(first % 8).take(8).find(|prime| of % **prime != 0);
    let place = (u64::from(place) * step.unwrap_or(&1) + u64::from(key) * 31) % of;
    u32::try_from(place).unwrap_or(0)
}

/// Whether an entity is one of `count` of `of`, in the order of `key`.
fn one_of(place: u32, (of, key): (u32, u32), count: u32) -> Option<u32> {
    nth(turned(place, of, key), of, count)
}

impl Census {
    /// The part of entity `number`.
    pub(crate) fn part(&self, number: u32, seed: u64) -> Part {
        let key = u32::try_from(seed % 1_000_003).unwrap_or(0);
        let place = turned(number, self.entities, key);
        if let Some(place) = nth(place, self.entities, self.figured) {
            return Part::Figured(self.role(place));
        }
        let place = place - before(place, self.entities, self.figured);
        match nth(place, self.entities - self.figured, self.individuals) {
            Some(_) => Part::Individual,
            None => Part::Company,
        }
    }

    /// The role of enterprise `place` among those with figures.
    fn role(&self, place: u32) -> Role {
        let figured = |key| (self.figured, key);
        let role = Role {
            typo: one_of(place, figured(21), self.typos).is_some(),
            corrected: one_of(place, figured(22), self.corrected).is_some(),
            pending: one_of(place, figured(23), self.pending).is_some(),
            misnamed: one_of(place, figured(24), self.misnamed).is_some(),
            ..Role::default()
        };
        // Three in five of the 规上 do research.
        let above = self.above_scale * 3 / 5;
        let turn = turned(place, self.figured, 1);
        let Some(tech) = nth(turn, self.figured, self.tech) else {
            let place = turn - before(turn, self.figured, self.tech);
            let others = (self.figured - self.tech, 2);
            let above = one_of(place, others, self.above_scale - above).map(since);
            return Role { above, ..role };
        };
        let techs = |key| (self.tech, key);
        let high_tech = one_of(tech, techs(3), self.high_tech);
        let ladder = self.ladder(turned(tech, self.tech, 6), above);
        // A title and an edge would pull the figures two ways.
        let plain = high_tech.is_none() && !ladder.innovative && ladder.above.is_none();
        let edge = one_of(tech, techs(4), self.edges).filter(|_| plain);
        Role {
            tech: true,
            edge: edge.and_then(Edge::numbered),
            undeserved: high_tech
                .is_some_and(|place| nth(place, self.high_tech, self.undeserved).is_some()),
            high_tech: high_tech.is_some(),
            tech_sme: one_of(tech, techs(5), self.tech_sme).is_some(),
            typo: role.typo,
            corrected: role.corrected,
            pending: role.pending,
            misnamed: role.misnamed,
            ..ladder
        }
    }

    /// The steps of an enterprise that does research: each title is held by some of those that
    /// hold the one below, and five in six of the 专精特新 are 规上, too.
    fn ladder(&self, place: u32, above: u32) -> Role {
        let innovative = nth(place, self.tech, self.innovative);
        let special = innovative.and_then(|place| nth(place, self.innovative, self.special));
        let giant = special.and_then(|place| nth(place, self.special, self.giants));
        let both = self.special * 5 / 6;
        let above = if let Some(place) = special {
            nth(place, self.special, both)
        } else {
            let lower = before(place, self.tech, self.innovative);
            let place = place - before(lower, self.innovative, self.special);
            nth(place, self.tech - self.special, above.saturating_sub(both))
        };
        Role {
            above: above.map(since),
            innovative: innovative.is_some(),
            special: special.is_some(),
            giant: giant.is_some(),
            ..Role::default()
        }
    }

    /// What is odd about entity `number`.
    pub(crate) fn odd(&self, number: u32) -> Odd {
        let all = |key| (self.entities, key);
        let second = one_of(number, all(31), self.duplicates + self.merged);
        let double = second.map(|place| match place % 4 {
            _ if place >= self.duplicates => Double::Merged,
            0 => Double::Organisation,
            1 => Double::Name,
            2 => Double::Former,
            _ => Double::Sound,
        });
        let renamed = one_of(number, all(33), self.renamed).map(|place| place % 3);
        let renamed = renamed.or((double == Some(Double::Former)).then_some(1));
        Odd {
            renamed: renamed.and_then(|back| u8::try_from(back).ok()),
            double,
            arrived: one_of(number, all(36), self.arrived).is_some(),
            left: one_of(number, all(37), self.left).is_some(),
        }
    }
}

/// When the `place`th of the 规上 came in: most before the three years.
fn since(place: u32) -> u8 {
    match place % 8 {
        0 => 0,
        1 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_whole_zone_is_as_the_issue_asks() {
        let census = Census::of(14_000);
        assert_eq!((census.figured, census.above_scale), (3_000, 121));
        assert_eq!((census.high_tech, census.tech_sme), (240, 330));
        assert_eq!((census.duplicates, census.merged), (12, 2));
    }

    #[test]
    fn everybody_has_a_place_of_their_own() {
        for of in [1, 2, 7_919, 14_000] {
            let places: BTreeSet<u32> = (0..of).map(|place| turned(place, of, 8)).collect();
            assert_eq!(places, (0..of).collect::<BTreeSet<u32>>());
        }
    }

    #[test]
    fn parts_are_played_as_often_as_counted() {
        let census = Census::of(2_800);
        let parts: Vec<Part> = (0..2_800).map(|number| census.part(number, 7)).collect();
        let roles: Vec<Role> = parts
            .iter()
            .filter_map(|part| match part {
                Part::Figured(role) => Some(*role),
                Part::Individual | Part::Company => None,
            })
            .collect();
        let count = |is: fn(&Role) -> bool| roles.iter().filter(|role| is(role)).count();
        // A fifth of 3,000, 540, 121, 240, 30, 330, 120, 60, 9.
        assert!(roles.iter().all(|role| role.special || !role.giant));
        assert_eq!((roles.len(), count(|role| role.tech)), (600, 108));
        assert_eq!(count(|role| role.above.is_some()), 24);
        assert_eq!((count(|role| role.high_tech), count(|role| role.undeserved)), (48, 6));
        assert_eq!((count(|role| role.tech_sme), count(|role| role.innovative)), (66, 24));
        assert_eq!((count(|role| role.special), count(|role| role.giant)), (12, 1));
        assert_eq!((count(|role| role.corrected), count(|role| role.pending)), (8, 3));
        let individuals = parts.iter().filter(|part| **part == Part::Individual).count();
        assert_eq!(individuals, 1_120);
    }
}
