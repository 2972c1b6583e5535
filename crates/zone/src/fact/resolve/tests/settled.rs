//! Tests: what owning departments settled, and what is objected to.

use super::*;
use crate::fact::{About, Objection};

pub(super) fn settlement(of: &Entry<'_>, seq: u32) -> Settlement {
    Settlement {
        about: About {
            subject: SubjectId(0),
            fact: "revenue".to_owned(),
            period: Period::Year(2025),
        },
        origin: of.id,
        said: of.seq,
        row: of.row,
        seq: Seq(seq),
        by: "李四".to_owned(),
        department: "税务局".to_owned(),
        reason: "以申报表为准".to_owned(),
    }
}

#[test]
fn what_the_owning_department_settled_is_weighed_against_what_is_newer_alone() {
    let (feeds, trusting) = (feeds(), owner(&["tax", "report"]));
    let at = |newer: Said, (owner, known)| {
        let said = [said("tax", 100, 1), said("report", 90, 2), newer];
        let entries = entries(&said);
        let settlement = settlement(&entries[1], 3);
        let asked =
            Asked { on: ON, known: Seq(known), purpose: Use::Verdict, feeds: &feeds, owner };
        let holding = resolve(&entries, &asked, &[&settlement]);
        let settled = holding.ground == Ground::Settled(&settlement);
        (holding.value().and_then(yuan), settled, holding.disagreements.len())
    };
    let portal = || said("portal", 80, 9);
    assert_eq!(at(portal(), (None, 2)), (None, false, 1));
    assert_eq!(at(portal(), (None, 3)), (Some(90), true, 0));
    // One that is trusted alike and contradicts it; one less trusted is told, and one agrees.
    assert_eq!(at(portal(), (None, 9)), (None, false, 1));
    assert_eq!(at(portal(), (Some(&trusting), 9)), (Some(90), true, 1));
    assert_eq!(at(said("portal", 90, 9), (None, 9)), (Some(90), true, 0));
    // What is less final changes nothing, and what is more final counts.
    assert_eq!(at(portal().stage(Stage::Flash), (None, 9)), (Some(90), true, 0));
    assert_eq!(at(portal().stage(Stage::Audited), (None, 9)), (Some(80), false, 0));
    // The more trusted says something new; the statement that was chosen is corrected.
    assert_eq!(at(said("tax", 110, 9), (Some(&trusting), 9)), (Some(110), false, 1));
    assert_eq!(at(said("report", 95, 9), (None, 9)), (None, false, 1));
}

#[test]
fn an_objection_is_open_until_it_is_settled() {
    let said = [said("tax", 100, 1)];
    let settlement = settlement(&entries(&said)[0], 5);
    let objection = Objection {
        about: settlement.about.clone(),
        seq: Seq(3),
        by: "王五".to_owned(),
        department: "科技局".to_owned(),
        reason: "与审计报告不符".to_owned(),
    };
    let open = [2, 3, 4, 5].map(|known| objection.is_open([&settlement], Seq(known)));
    assert_eq!(open, [false, true, true, false]);
}

#[test]
fn an_objection_is_settled_by_a_word_on_its_figure_alone() {
    let said = [said("tax", 100, 1)];
    let settlement = settlement(&entries(&said)[0], 5);
    let about = &settlement.about;
    let since = |day| Period::Since(Day::constant(2026, 1, day));
    let year = |year| About { period: Period::Year(year), ..about.clone() };
    let other = About { fact: "other".to_owned(), ..about.clone() };
    let merged = About { subject: SubjectId(about.subject.0 + 1), ..about.clone() };
    let same = [year(2024), year(2025)].map(|one| one.is_same_figure(&year(2025)));
    assert_eq!(same, [false, true]);
    assert_eq!([&other, &merged].map(|one| one.is_same_figure(about)), [false, true]);
    // What has no years is one figure, from whatever day it is spoken of.
    let [one, two] = [1, 9].map(|day| About { period: since(day), ..about.clone() });
    assert_eq!([&two, &year(2025)].map(|other| one.is_same_figure(other)), [true, false]);
}
