//! What people did by hand with single figures and firms: put right, settled, objected, handed out.

use super::cast::Part;
use super::entity::{Draw, Entity, year};
use super::told::{Feed, told, truth};
use super::{Act, Figure, Person};

/// Figures at odds that are settled.
const SETTLED: usize = 3;
/// Figures at odds that somebody objects to and nobody settled yet.
const OPEN: usize = 2;

/// What was done, and by whom: of those who wrote 元 for 万元 the first is corrected and
/// reviewed, the second waits for a second person, and the third is objected to; of counts of
/// heads that two offices have otherwise some are settled, and some are open. Two verdicts are
/// handed out.
pub(super) fn deeds(draw: &Draw) -> Vec<(Person, Act)> {
    let mut deeds = Vec::new();
    let slips = figured(draw, |role| role.typo);
    for (turn, entity) in (0..3).zip(slips) {
        let of = figure(draw, &entity, "营业收入");
        let value = truth(&entity, 0).map(|year| year.revenue).unwrap_or_default();
        let value = format!("{}.{:02} 元", value / 100, value % 100);
        let correct =
            Act::Correct {
                of, feed: Feed::Report.id(), value, reason: "企业来函：把元填成了万元"
            };
        match turn {
            0 => deeds.extend([(Person::First, correct), (Person::Second, Act::Accept)]),
            1 => deeds.push((Person::First, correct)),
            _ => {
                let reason = "填报数是汇缴数的一万倍，疑为单位填错，请核";
                deeds.push((Person::First, Act::Object { of, reason }));
            }
        }
    }
    let odds = figured(draw, |_| true).filter(|entity| {
        let heads = |feed| told(feed, entity, 0).map(|year| year.staff);
        // Who fills in its sheet carelessly may have left the cell blank.
        let careful = entity.figured.as_ref().is_some_and(|one| one.firm.care.blanks() == 0);
        careful && heads(Feed::Market) != heads(Feed::Report)
    });
    for (turn, entity) in (0..SETTLED + OPEN).zip(odds) {
        let of = figure(draw, &entity, "职工总数");
        deeds.push(if turn < SETTLED {
            let reason = "电话核实：年报按年末在册人数，填报漏了派驻人员";
            (Person::Second, Act::Settle { of, feed: Feed::Market.id(), reason })
        } else {
            (Person::First, Act::Object { of, reason: "与社保参保人数相差较大，请核" })
        });
    }
    let holders = figured(draw, |role| role.high_tech);
    for (entity, policy) in holders.zip(["demo/rd-grant", "national/high-tech"]) {
        deeds.push((Person::Second, Act::Issue { code: entity.code, policy }));
    }
    deeds
}

/// The enterprises with figures that play a part, in order, of whom nothing is odd.
fn figured(
    draw: &Draw,
    plays: impl Fn(&super::cast::Role) -> bool,
) -> impl Iterator<Item = Entity> {
    let numbers = 0..draw.census.entities;
    let plain = numbers.filter(|number| draw.census.odd(*number) == super::cast::Odd::default());
    plain
        .filter(move |number| match draw.part(*number) {
            Part::Figured(role) => plays(&role),
            Part::Individual | Part::Company => false,
        })
        .map(|number| draw.entity(number))
        .filter(|entity| truth(entity, 0).is_some())
}

fn figure(draw: &Draw, entity: &Entity, fact: &'static str) -> Figure {
    Figure { code: entity.code, fact, year: year(draw.on, 0) }
}
