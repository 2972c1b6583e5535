//! Verdicts: noted with all that decided them, and decided again.

use base::Day;
use pack::File;
use zone::Seq;
use zone::enterprise::SubjectId;
use zone::fact::Use;

use super::say::two_firms;
use super::{Bed, may, on_both};
use crate::{
    Error, Hash, Last, NewVerdict, Replayed, Snapshot, Verdict, VerdictId, View, content_hash,
};

on_both! {
    a_verdict_comes_back_with_its_content
    a_verdict_is_decided_again_as_of_then
    a_verdict_cannot_rest_on_what_is_not_written_yet
}

fn fact_file(name: &str) -> File {
    let text = format!(
        "status = \"demo\"\n\n[[fact]]\nid = \"revenue\"\nname = \"{name}\"\nkind = \"money\"\nunit = \"万元\"\nperiod = \"year\"\n"
    );
    File::new("demo/fact/few.toml", text)
}

fn feed_file() -> File {
    let text = "status = \"demo\"\n\n[[feed]]\nid = \"demo/tax\"\ntitle = \"税务\"\ndepartment = \"税务局\"\nbasis = \"授权\"\nuses = [\"verdict\"]\n";
    File::new("demo/feed/feeds.toml", text)
}

fn asked(known: Seq, answer: &[u8]) -> NewVerdict {
    NewVerdict {
        policies: vec!["demo/rd-grant".into()],
        subjects: Some(vec![SubjectId(1)]),
        view: View { on: Day::constant(2026, 11, 21), known, purpose: Use::Verdict },
        answer: Hash::of(answer),
    }
}

fn a_verdict_comes_back_with_its_content(bed: &Bed) {
    let store = bed.found();
    let imported = two_firms(&store);
    let files = vec![fact_file("营业收入"), feed_file()];
    let issue = |files| store.issue(&may("李秀英"), asked(imported.seq, b"yes"), files).unwrap();
    let wanted = Verdict {
        id: VerdictId(1),
        seq: Seq(3),
        asked: asked(imported.seq, b"yes"),
        content: content_hash(&files),
    };
    assert_eq!(issue(files.clone()), wanted);
    let me = may("王芳");
    assert_eq!(store.verdict(&me, VerdictId(1)).unwrap(), Some(wanted.clone()));
    assert_eq!(store.verdict(&me, VerdictId(2)).unwrap(), None);
    assert_eq!(store.content(&me, wanted.content).unwrap(), files);
    // The same set in another order is kept once; of another set only the text that differs is.
    issue(files.into_iter().rev().collect());
    issue(vec![fact_file("收入"), feed_file()]);
    let kept = |table: &str| {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        bed.db().first(&sql, &[], |row| row.int("count")).unwrap()
    };
    assert_eq!(
        (kept("pack_text"), kept("pack_file"), kept("verdict")),
        (Some(3), Some(4), Some(3))
    );
    let page = |of, before, most| {
        let listed = store.verdicts(&me, of, Last { before, most }).unwrap();
        let ids: Vec<u32> = listed.items.iter().map(|one| one.id.0).collect();
        (ids, listed.total, listed.more)
    };
    assert_eq!(page(None, None, 2), (vec![3, 2], 3, true));
    assert_eq!(page(None, Some(2), 2), (vec![1], 3, false));
    assert_eq!(page(Some(SubjectId(1)), None, 3), (vec![3, 2, 1], 3, false));
    assert_eq!(page(Some(SubjectId(11)), None, 3), (vec![], 0, false), "11 is not 1");
    assert_eq!(store.verify(&may("郑爱华")).unwrap().faults, []);
}

/// What is handed out: the revenue of the year before, as the dictionary calls it.
fn answer(shelf: &pack::Shelf, snapshot: &Snapshot) -> Vec<u8> {
    let revenue = shelf.schema.find("revenue").unwrap();
    let row = snapshot.row(SubjectId(1)).unwrap();
    let name = &shelf.schema.get(revenue).unwrap().name;
    format!("{name} {:?}", snapshot.value((revenue, 1), row)).into_bytes()
}

fn a_verdict_is_decided_again_as_of_then(bed: &Bed) {
    let store = bed.found();
    let imported = two_firms(&store);
    let handed_out = "营业收入 Some(Number { units: 400, decimals: 2 })";
    let files = vec![fact_file("营业收入"), feed_file()];
    let verdict = asked(imported.seq, handed_out.as_bytes());
    let id = store.issue(&may("李秀英"), verdict, files).unwrap().id;
    // Years later the figure is taken back, and the dictionary calls it otherwise.
    store.undo(&may("李秀英"), imported.import, "填错了表".into()).unwrap();
    let renamed = vec![fact_file("收入"), feed_file()];
    let wrong = store.issue(&may("李秀英"), asked(imported.seq, b"yes"), renamed).unwrap().id;
    let replay =
        |id| store.replay(&may("王芳"), id, |_, shelf, snapshot| answer(shelf, snapshot)).unwrap();
    assert_eq!(replay(id), Replayed::Same);
    let is = Hash::of("收入 Some(Number { units: 400, decimals: 2 })".as_bytes());
    assert_eq!(replay(wrong), Replayed::Differs { was: Hash::of(b"yes"), is });
}

fn a_verdict_cannot_rest_on_what_is_not_written_yet(bed: &Bed) {
    let store = bed.found();
    two_firms(&store);
    for known in [Seq(3), Seq::LATEST] {
        let refused = store.issue(&may("李秀英"), asked(known, b"yes"), vec![feed_file()]);
        assert!(matches!(refused, Err(Error::Nothing("line"))), "{refused:?}");
    }
}
