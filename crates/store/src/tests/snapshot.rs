//! The population as columns: taken, followed, kept, and the same each way.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

use base::Day;
use pack::Shelf;
use pack::shelf::Status;
use rule::fact::FactId;
use rule::fault::Span;
use zone::Seq;
use zone::enterprise::{Change, SubjectId};
use zone::fact::{About, Feed, Ground, Origin, Owner, Period, Place, Stage, Stated, Use};

use crate::column::value;

use super::say::{enterprises, fen, intake, row, two_firms};
use super::{Bed, may, on_both};
use crate::{
    Content, Correction, Hash, Intake, Merge, NewReview, NewSettlement, Outcome, Resumed, Snapshot,
    Standing, Store, View,
};

on_both! {
    the_table_has_what_counts
    what_was_learnt_later_is_not_known_earlier
    a_correction_that_moves_money_counts_once_it_is_reviewed
    a_statistical_figure_decides_nothing
    what_is_at_odds_is_unknown_until_it_is_settled
    the_files_of_a_merged_enterprise_count_together
    a_followed_snapshot_is_the_one_taken_anew
    an_accepted_correction_is_followed_within_fifty_milliseconds
    a_checkpoint_is_resumed_with_what_came_after
    a_torn_checkpoint_is_left_aside
    the_checkpoint_of_another_day_content_or_register_is_left_aside
    a_fact_that_the_dictionary_does_not_know_is_named
}

const ON: Day = Day::constant(2026, 11, 21);

/// A small dictionary: two yearly amounts, where a firm is, and what it holds.
pub(crate) static SHELF: LazyLock<Shelf> = LazyLock::new(|| {
    let dictionary = r#"
status = "demo"

[[fact]]
id = "revenue"
name = "营业收入"
kind = "money"
unit = "万元"
period = "year"
formerly = ["sales"]

[[fact]]
id = "expense"
name = "研发费用"
kind = "money"
unit = "万元"
period = "year"

[[fact]]
id = "park"
name = "所属园区"
kind = "text"
period = "point"
role = "park"

[[fact]]
id = "ratio"
name = "研发占比"
kind = "ratio"
period = "year"
formula = "研发费用 / 营业收入"
"#;
    let file = pack::File { path: "demo/fact/few.toml".into(), text: dictionary.into() };
    let (mut shelf, faults) = pack::read(&[file]);
    assert_eq!(faults, []);
    let feed = |id: &str, uses: &[Use]| Feed {
        id: id.into(),
        title: id.into(),
        department: "税务局".into(),
        basis: "企业书面授权".into(),
        cite: None,
        uses: uses.iter().copied().collect(),
        stage: None,
        whole: Vec::new(),
        status: Status::Demo,
        path: String::new(),
        span: Span::default(),
    };
    let all = [
        feed("demo/tax", &Use::ALL),
        feed("demo/market", &Use::ALL),
        feed("demo/survey", &[Use::Statistics]),
    ];
    shelf.feeds = all.into_iter().map(|feed| (feed.id.clone(), feed)).collect();
    let park = shelf.schema.find("park").unwrap();
    shelf.owners = vec![Owner {
        facts: vec![park],
        department: "经济发展局".into(),
        trust: vec!["demo/tax".into(), "demo/market".into()],
        stages: Vec::new(),
        cite: None,
        status: Status::Demo,
        path: String::new(),
        span: Span::default(),
    }];
    shelf
});

pub(crate) fn content() -> Content<'static> {
    Content { shelf: &SHELF, hash: Hash::of(b"few") }
}

pub(crate) fn view(known: Seq) -> View {
    View { on: ON, known, purpose: Use::Verdict }
}

pub(crate) fn take(store: &Store, known: Seq) -> Snapshot {
    Snapshot::take(store, &may("王芳"), content(), view(known)).unwrap()
}

fn fact(id: &str) -> FactId {
    SHELF.schema.find(id).unwrap()
}

/// Every known value: of whom, which fact, how many years back.
type Known = BTreeMap<(u32, String, u8), Stated>;

fn known(snapshot: &Snapshot) -> Known {
    let mut known = BTreeMap::new();
    for (fact, lag) in snapshot.table().columns.keys() {
        let id = SHELF.schema.get(*fact).unwrap().id.clone();
        for (row, subject) in snapshot.subjects().iter().enumerate() {
            if let Some(value) = snapshot.value((*fact, *lag), row) {
                known.insert((subject.0, id.clone(), *lag), value);
            }
        }
    }
    known
}

fn wanted(values: &[(u32, &str, u8, i64)]) -> Known {
    let value = |(subject, id, lag, units): &(u32, &str, u8, i64)| {
        ((*subject, (*id).to_owned(), *lag), fen(*units))
    };
    values.iter().map(value).collect()
}

/// What somebody says of a fact.
pub(crate) fn says(subject: u32, fact: &str, feed: &str, value: Stated) -> Correction {
    let origin = Origin {
        import: None,
        place: Place::Hand { reason: "来电".into() },
        fact: fact.into(),
        period: match fact {
            "park" => Period::Since(Day::constant(2026, 1, 1)),
            _ => Period::Year(2025),
        },
        feed: feed.into(),
        stage: Stage::Annual,
        basis: None,
        unit: None,
        decimals: 2,
    };
    Correction { subject: SubjectId(subject), origin, standing: Standing::Counts, value }
}

pub(crate) fn text(word: &str) -> Stated {
    Stated::Text(word.into())
}

const FIRST: &[(u32, &str, u8, i64)] = &[
    (0, "revenue", 2, 100),
    (0, "revenue", 1, 200),
    (1, "revenue", 2, 300),
    (1, "revenue", 1, 400),
];

fn the_table_has_what_counts(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    store.correct(&may("李秀英"), says(1, "park", "demo/tax", text("示范一园"))).unwrap();
    // A derived fact is never stated; a text is no amount.
    store.correct(&may("李秀英"), says(1, "ratio", "demo/tax", fen(1))).unwrap();
    store.correct(&may("李秀英"), says(0, "expense", "demo/tax", text("无"))).unwrap();
    let snapshot = take(&store, Seq::LATEST);
    let mut all = wanted(FIRST);
    all.insert((1, "park".into(), 0), text("示范一园"));
    assert_eq!(known(&snapshot), all);
    assert_eq!(snapshot.subjects(), [SubjectId(0), SubjectId(1)]);
    assert_eq!((snapshot.table().rows, snapshot.table().on), (2, ON));
    assert_eq!(snapshot.unfit(), &BTreeSet::from([(SubjectId(0), fact("expense"))]));
}

fn what_was_learnt_later_is_not_known_earlier(bed: &Bed) {
    let store = bed.found();
    let imported = two_firms(&store);
    store.correct(&may("李秀英"), says(1, "revenue", "demo/tax", fen(450))).unwrap();
    store.undo(&may("李秀英"), imported.import, "填错了表".into()).unwrap();
    assert_eq!(known(&take(&store, Seq(1))), wanted(&[]));
    assert_eq!(known(&take(&store, Seq(2))), wanted(FIRST));
    let third = [FIRST[0], FIRST[1], FIRST[2], (1, "revenue", 1, 450)];
    assert_eq!(known(&take(&store, Seq(3))), wanted(&third));
    assert_eq!(known(&take(&store, Seq(4))), wanted(&[(1, "revenue", 1, 450)]));
}

fn a_correction_that_moves_money_counts_once_it_is_reviewed(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    let held = Correction { standing: Standing::Held, ..says(1, "revenue", "demo/tax", fen(450)) };
    let of = store.correct(&may("李秀英"), held).unwrap();
    assert_eq!(known(&take(&store, Seq::LATEST)), wanted(FIRST));
    let review = |outcome| {
        let review = NewReview { of, subject: None, outcome, reason: "已核对".into() };
        store.review(&may("王芳"), review).unwrap()
    };
    let accepted = review(Outcome::Accepted);
    let third = [FIRST[0], FIRST[1], FIRST[2], (1, "revenue", 1, 450)];
    assert_eq!(known(&take(&store, accepted)), wanted(&third));
    review(Outcome::Returned);
    let latest = take(&store, Seq::LATEST);
    assert_eq!(known(&latest), wanted(FIRST));
    // From the snapshot of today one firm is seen as of each line, as a snapshot of then has it.
    for line in [Seq(2), of, accepted, latest.seq()] {
        let asked = (SubjectId(1), view(line));
        let dossier = latest.dossier(&store, &may("王芳"), asked).unwrap();
        let alone = dossier.table(&SHELF).unwrap();
        let then = take(&store, line);
        let key = (fact("revenue"), 1);
        let of_then = then.value(key, then.row(SubjectId(1)).unwrap());
        assert_eq!(value(&alone.columns[&key], 0), of_then, "{line}");
    }
    assert_eq!(known(&take(&store, accepted)), wanted(&third));
}

fn a_statistical_figure_decides_nothing(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    store.correct(&may("李秀英"), says(1, "expense", "demo/survey", fen(7))).unwrap();
    assert_eq!(known(&take(&store, Seq::LATEST)), wanted(FIRST));
    let statistics = View { purpose: Use::Statistics, ..view(Seq::LATEST) };
    let snapshot = Snapshot::take(&store, &may("王芳"), content(), statistics).unwrap();
    let mut all = FIRST.to_vec();
    all.push((1, "expense", 1, 7));
    assert_eq!(known(&snapshot), wanted(&all));
}

fn what_is_at_odds_is_unknown_until_it_is_settled(bed: &Bed) {
    let store = bed.found();
    let imported = two_firms(&store);
    let other = store.correct(&may("李秀英"), says(1, "revenue", "demo/market", fen(900))).unwrap();
    let mut snapshot = take(&store, Seq::LATEST);
    assert_eq!(known(&snapshot), wanted(&FIRST[..3]));
    let odd = BTreeMap::from([(SubjectId(1), vec![(fact("revenue"), Some(2025))])]);
    assert_eq!(snapshot.disputed(), &odd);
    let dossier =
        snapshot.dossier(&store, &may("王芳"), (SubjectId(1), view(Seq::LATEST))).unwrap();
    let holdings = dossier.holdings(&SHELF).unwrap();
    let told: Vec<_> = holdings
        .iter()
        .map(|(key, holding)| (*key, holding.ground, holding.disagreements.len()))
        .collect();
    let revenue = fact("revenue");
    let wanted_holdings =
        [((revenue, Some(2024)), Ground::Agreed, 0), ((revenue, Some(2025)), Ground::Disputed, 1)];
    assert_eq!(told, wanted_holdings);
    let about = About { subject: SubjectId(1), fact: "revenue".into(), period: Period::Year(2025) };
    let origin = store.origins(&may("王芳"), imported.seq, other).unwrap()[0].id;
    let settlement =
        NewSettlement { about, origin, said: other, row: 0, reason: "以市场局为准".into() };
    store.settle(&may("王芳"), settlement).unwrap();
    snapshot.follow(&store, &may("王芳"), content()).unwrap();
    let settled = [FIRST[0], FIRST[1], FIRST[2], (1, "revenue", 1, 900)];
    assert_eq!(known(&snapshot), wanted(&settled));
    assert_eq!(snapshot.disputed(), &BTreeMap::new());
}

fn the_files_of_a_merged_enterprise_count_together(bed: &Bed) {
    let store = bed.found();
    let imported = two_firms(&store);
    store.correct(&may("李秀英"), says(0, "expense", "demo/tax", fen(5))).unwrap();
    let mut snapshot = take(&store, Seq::LATEST);
    let merge = Merge { file: SubjectId(0), into: SubjectId(1), reason: None };
    store.merge(&may("李秀英"), imported.seq, merge).unwrap();
    snapshot.follow(&store, &may("王芳"), content()).unwrap();
    // Their revenues contradict each other, and the expense is the one's alone.
    assert_eq!(known(&snapshot), wanted(&[(1, "expense", 1, 5)]));
    assert_eq!((snapshot.row(SubjectId(0)), snapshot.row(SubjectId(1))), (Some(0), Some(0)));
    assert_eq!(known(&take(&store, Seq::LATEST)), known(&snapshot));
    let files = |file, known| {
        let asked = (SubjectId(file), view(known));
        let dossier = store.dossier(&may("王芳"), &SHELF, asked).unwrap();
        dossier.numbers().collect::<Vec<_>>()
    };
    assert_eq!(files(0, Seq::LATEST), [SubjectId(1), SubjectId(0)]);
    assert_eq!(files(1, Seq::LATEST), [SubjectId(1), SubjectId(0)]);
    assert_eq!(files(0, Seq(3)), [SubjectId(0)]);
    store.unmerge(&may("李秀英"), Seq(4), SubjectId(0)).unwrap();
    assert_eq!(files(1, Seq::LATEST), [SubjectId(1)]);
}

fn a_followed_snapshot_is_the_one_taken_anew(bed: &Bed) {
    let store = bed.found();
    let imported = two_firms(&store);
    let mut snapshot = take(&store, Seq::LATEST);
    let me = may("王芳");
    let mut follows = |wanted: &[u32]| {
        let touched = snapshot.follow(&store, &me, content()).unwrap();
        assert_eq!(touched.iter().map(|subject| subject.0).collect::<Vec<_>>(), wanted);
        let anew = take(&store, Seq::LATEST);
        assert_eq!(known(&snapshot), known(&anew));
        assert_eq!(snapshot.subjects(), anew.subjects());
        assert_eq!((snapshot.seq(), snapshot.unfit()), (anew.seq(), anew.unfit()));
        assert_eq!(snapshot.disputed(), anew.disputed());
    };
    follows(&[]);
    store.correct(&may("李秀英"), says(1, "park", "demo/tax", text("示范一园"))).unwrap();
    follows(&[1]);
    store.correct(&may("李秀英"), says(1, "park", "demo/market", text("示范二园"))).unwrap();
    store.correct(&may("李秀英"), says(0, "expense", "demo/tax", text("无"))).unwrap();
    follows(&[0, 1]);
    let intake = Intake {
        known: imported.seq,
        changes: enterprises(2, 70),
        origins: vec![super::say::column(2, "revenue", 2025)],
        ..intake("新.xlsx")
    };
    let rows = (2..72).map(|number| Ok(row(number, &[i64::from(number)])));
    let second = store.import(&may("李秀英"), intake, rows).unwrap();
    follows(&(2..72).collect::<Vec<_>>());
    store.correct(&may("李秀英"), says(0, "expense", "demo/tax", fen(3))).unwrap();
    follows(&[0]);
    store.correct(&may("李秀英"), says(3, "expense", "demo/tax", fen(8))).unwrap();
    follows(&[3]);
    store.correct(&may("李秀英"), says(0, "expense", "demo/market", fen(4))).unwrap();
    follows(&[0]);
    // Nobody else speaks of the others that the import made: they are no more.
    let undone = store.undo(&may("李秀英"), second.import, "重复".into()).unwrap();
    follows(&(0..72).collect::<Vec<_>>());
    store.correct(&may("李秀英"), says(1, "park", "demo/tax", Stated::Withdrawn)).unwrap();
    follows(&[1]);
    let moved = vec![(SubjectId(3), Change::Left { on: ON })];
    let moved = store.change(&may("李秀英"), undone, moved).unwrap();
    follows(&[]);
    let named = Change::Named { name: "示范丙有限公司".into(), since: None };
    store.change(&may("李秀英"), moved, vec![(SubjectId(0), named)]).unwrap();
    follows(&[0]);
}

fn an_accepted_correction_is_followed_within_fifty_milliseconds(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    let mut snapshot = take(&store, Seq::LATEST);
    // The least of several tries: what the machine does besides is not the register's.
    let tries = (0..5).map(|number| {
        #[expect(clippy::disallowed_methods, reason = "the test is about time")]
        let before = std::time::Instant::now();
        store.correct(&may("李秀英"), says(1, "revenue", "demo/tax", fen(number))).unwrap();
        snapshot.follow(&store, &may("王芳"), content()).unwrap();
        let value = snapshot.value((fact("revenue"), 1), 1);
        assert_eq!(value, Some(fen(number)));
        before.elapsed().as_millis()
    });
    let least = tries.min().unwrap();
    assert!(least < 50, "{least} ms");
}

fn a_checkpoint_is_resumed_with_what_came_after(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    store.correct(&may("李秀英"), says(1, "park", "demo/tax", text("示范一园"))).unwrap();
    store.correct(&may("李秀英"), says(1, "revenue", "demo/market", fen(900))).unwrap();
    let me = may("王芳");
    let resume = || Snapshot::resume(&store, &me, content(), view(Seq::LATEST)).unwrap();
    let (snapshot, how) = resume();
    assert_eq!(how, Resumed::Absent);
    snapshot.keep(&store, content()).unwrap();
    let (kept, how) = resume();
    assert_eq!((how, known(&kept)), (Resumed::Kept(Seq(4)), known(&snapshot)));
    let odd = BTreeMap::from([(SubjectId(1), vec![(fact("revenue"), Some(2025))])]);
    assert_eq!((kept.disputed(), snapshot.disputed()), (&odd, &odd));
    store.correct(&may("李秀英"), says(1, "park", "demo/tax", text("示范二园"))).unwrap();
    let (kept, how) = resume();
    assert_eq!(how, Resumed::Kept(Seq(4)));
    assert_eq!(known(&kept), known(&take(&store, Seq::LATEST)));
    assert_eq!(kept.seq(), Seq(5));
}

fn a_torn_checkpoint_is_left_aside(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    let me = may("王芳");
    let resume = || Snapshot::resume(&store, &me, content(), view(Seq::LATEST)).unwrap();
    let snapshot = take(&store, Seq::LATEST);
    snapshot.keep(&store, content()).unwrap();
    let path = bed.folder().join("checkpoint-verdict.bin");
    let whole = fs::read(&path).unwrap();
    // Cut after each byte of the beginning and the end, and some between; each byte flipped there.
    let places: Vec<usize> = (0..60)
        .chain((60..whole.len() - 60).step_by(37))
        .chain(whole.len() - 60..whole.len())
        .collect();
    for at in places {
        fs::write(&path, &whole[..at]).unwrap();
        assert_eq!(resume().1, Resumed::Torn, "cut at {at}");
        let mut flipped = whole.clone();
        flipped[at] ^= 1;
        fs::write(&path, &flipped).unwrap();
        assert_eq!(resume().1, Resumed::Torn, "flipped at {at}");
    }
    // What was being written when the power went stands beside, and harms nothing.
    fs::write(&path, &whole).unwrap();
    fs::write(path.with_extension("part"), &whole[..whole.len() / 2]).unwrap();
    let (kept, how) = resume();
    assert_eq!((how, known(&kept)), (Resumed::Kept(Seq(2)), wanted(FIRST)));
    kept.keep(&store, content()).unwrap();
    assert_eq!(fs::read(&path).unwrap(), whole);
}

fn the_checkpoint_of_another_day_content_or_register_is_left_aside(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    take(&store, Seq::LATEST).keep(&store, content()).unwrap();
    let me = may("王芳");
    let how = |store: &Store, content, view| Snapshot::resume(store, &me, content, view).unwrap().1;
    let latest = view(Seq::LATEST);
    assert_eq!(how(&store, content(), latest), Resumed::Kept(Seq(2)));
    let tomorrow = View { on: Day::constant(2026, 11, 22), ..latest };
    assert_eq!(how(&store, content(), tomorrow), Resumed::Foreign);
    let edited = Content { hash: Hash::of(b"more"), ..content() };
    assert_eq!(how(&store, edited, latest), Resumed::Foreign);
    assert_eq!(how(&store, content(), view(Seq(1))), Resumed::Foreign);
    let other = bed.other();
    other.set_clock(9);
    let second = other.found();
    two_firms(&second);
    fs::copy(
        bed.folder().join("checkpoint-verdict.bin"),
        other.folder().join("checkpoint-verdict.bin"),
    )
    .unwrap();
    assert_eq!(how(&second, content(), latest), Resumed::Foreign);
}

fn a_fact_that_the_dictionary_does_not_know_is_named(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    store.correct(&may("李秀英"), says(0, "profit", "demo/tax", fen(3))).unwrap();
    // The name that it had before still means the fact.
    store.correct(&may("李秀英"), says(1, "sales", "demo/tax", fen(450))).unwrap();
    let snapshot = take(&store, Seq::LATEST);
    assert_eq!(snapshot.strange(), &BTreeSet::from(["profit".to_owned()]));
    let third = [FIRST[0], FIRST[1], FIRST[2], (1, "revenue", 1, 450)];
    assert_eq!(known(&snapshot), wanted(&third));
}
