//! Tasks that are given, passed on and closed; queries with a name.

use base::{Day, Due};
use zone::Seq;
use zone::enterprise::SubjectId;
use zone::people::{Act, DoTask, MakeTask, OfficerId, Operator, Permit, ReadRegister, Role, Scope};
use zone::task::{About, Order, Owner, State, Task, TaskId};

use super::people::two_officers;
use super::{Bed, ZONE, may, on_both};
use crate::{Error, Last, Saved, Wanted};

on_both! {
    a_task_is_given_passed_on_and_closed_by_its_owner
    a_park_sees_the_tasks_that_are_its_own
    tasks_are_read_in_pages
    a_named_query_is_its_owners
}

fn order(subject: u32, department: &str) -> Order {
    Order {
        subject: SubjectId(subject),
        about: About::Policy("demo/small-giant".into()),
        reason: "差一项：研发费用占比".into(),
        owner: Owner { department: department.into(), officer: Some(OfficerId(2)) },
        due: Due { day: Day::constant(2026, 12, 1), provisional: true },
    }
}

fn of<A: Act>(name: &str, department: &str, scope: Scope) -> Permit<A> {
    let operator = Operator {
        zone: ZONE.into(),
        name: name.into(),
        department: department.into(),
        roles: Role::ALL.into(),
        scope,
    };
    operator.may().unwrap()
}

fn a_task_is_given_passed_on_and_closed_by_its_owner(bed: &Bed) {
    let store = bed.found();
    let given = store.give(&may("王芳"), order(3, "科技局")).unwrap();
    let about = |about| Order { about, ..order(4, "税务局") };
    store.give(&may("王芳"), about(About::Enterprise)).unwrap();
    store.give(&may("王芳"), about(About::Fact("staff".into()))).unwrap();
    let owner = Owner { department: "税务局".into(), officer: None };
    store.pass(&may::<MakeTask>("王芳"), given, owner.clone()).unwrap();
    let other = of::<DoTask>("U9", "科技局", Scope::Zone);
    let refused = store.close(&other, given, "已补".into()).unwrap_err();
    assert_eq!(refused.zh(), "任务由税务局办理；请转税务局，或先转派");
    let own = of::<DoTask>("U5", "税务局", Scope::Zone);
    store.close(&own, given, "已补".into()).unwrap();
    let again = store.close(&own, given, "已补".into()).unwrap_err();
    assert_eq!(again.zh(), "任务已由 U5 办结；如还要办，请另派一项");
    let nobody = store.close(&own, TaskId(9), "已补".into()).unwrap_err();
    assert_eq!(nobody.zh(), "没有任务 9；请核对编号");
    let state = State::Closed { seq: Seq(6), by: "U5".into(), result: "已补".into() };
    let task = |id, given, order, state| Task {
        id: TaskId(id),
        given: Seq(given),
        by: "王芳".into(),
        order,
        state,
    };
    let first = task(1, 2, Order { owner, ..order(3, "") }, state);
    let rest = [
        task(2, 3, about(About::Enterprise), State::Open),
        task(3, 4, about(About::Fact("staff".into())), State::Open),
    ];
    let me = may::<ReadRegister>("王芳");
    assert_eq!(store.task(&me, given).unwrap(), first);
    assert_eq!(store.open_tasks(&me).unwrap(), rest);
    let blank = Order { reason: " ".into(), ..order(3, "科技局") };
    assert_eq!(store.give(&may("王芳"), blank).unwrap_err().zh(), "事由没有填；请填写");
    assert_eq!(store.head().unwrap().seq, Seq(6));
    assert_eq!(store.verify(&may("郑爱华")).unwrap().faults, []);
}

fn a_park_sees_the_tasks_that_are_its_own(bed: &Bed) {
    let store = bed.found();
    let north = Scope::Park("北园".into());
    store.give(&may("王芳"), order(3, "科技局")).unwrap();
    store.give(&may("王芳"), order(4, "北园办")).unwrap();
    let reader = |name, department| of::<ReadRegister>(name, department, north.clone());
    let seen = |name, department| -> Vec<u32> {
        let tasks = store.open_tasks(&reader(name, department)).unwrap();
        tasks.iter().map(|task| task.id.0).collect()
    };
    assert_eq!(seen("U7", "北园办"), [2]);
    assert_eq!(seen("U2", "北园办"), [1, 2]);
    let refused = store.task(&reader("U7", "北园办"), TaskId(1)).unwrap_err();
    assert_eq!(refused.zh(), "只能查阅和办理北园的企业；请由负责该企业或全区的人员办理");
    // A park gives tasks about its own enterprises: the caller narrows the permit to one.
    let wide = of::<MakeTask>("U7", "北园办", north.clone());
    assert!(matches!(store.give(&wide, order(4, "北园办")), Err(Error::Permit(_))));
    let narrow = wide.narrowed(SubjectId(4), Some("北园")).unwrap();
    assert_eq!(store.give(&narrow, order(4, "科技局")).unwrap(), TaskId(3));
    assert_eq!(seen("U7", "北园办"), [2, 3]);
}

fn tasks_are_read_in_pages(bed: &Bed) {
    let store = bed.found();
    for subject in 0..5 {
        store.give(&may("王芳"), order(subject, "科技局")).unwrap();
    }
    let own = of::<DoTask>("U5", "科技局", Scope::Zone);
    store.close(&own, TaskId(3), "已补".into()).unwrap();
    let owner = Owner { department: "税务局".into(), officer: Some(OfficerId(7)) };
    store.pass(&may::<MakeTask>("王芳"), TaskId(4), owner).unwrap();
    let ids = |permit: &Permit<ReadRegister>, wanted, before| {
        let listed = store.tasks(permit, wanted, Last { before, most: 2 }).unwrap();
        let ids: Vec<u32> = listed.items.iter().map(|task| task.id.0).collect();
        (ids, listed.total, listed.more)
    };
    let me = may::<ReadRegister>("王芳");
    let all = Wanted::default();
    assert_eq!(ids(&me, all, None), (vec![5, 4], 5, true));
    assert_eq!(ids(&me, all, Some(4)), (vec![3, 2], 5, true));
    assert_eq!(ids(&me, all, Some(2)), (vec![1], 5, false));
    assert_eq!(ids(&me, all, Some(1)), (vec![], 5, false));
    let open = Wanted { open: true, ..all };
    assert_eq!(ids(&me, open, Some(4)), (vec![2, 1], 4, false), "the third is done");
    let about = Wanted { subject: Some(SubjectId(2)), ..all };
    assert_eq!(ids(&me, about, None), (vec![3], 1, false));
    let mine = Wanted { mine: true, ..all };
    let tax = of::<ReadRegister>("U7", "财政局", Scope::Zone);
    assert_eq!(ids(&tax, mine, None), (vec![4], 1, false), "by name");
    let handed_out = Wanted { given: true, ..all };
    assert_eq!(ids(&tax, handed_out, None), (vec![], 0, false), "it was given them");
    assert_eq!(ids(&me, Wanted { open: true, ..handed_out }, None), (vec![5, 4], 4, true));
    let both = Wanted { mine: true, ..handed_out };
    assert_eq!(ids(&of("王芳", "税务局", Scope::Zone), both, None), (vec![4], 1, false));
    let tax = of::<ReadRegister>("U8", "税务局", Scope::Park("北园".into()));
    assert_eq!(ids(&tax, all, None), (vec![4], 1, false), "by department");
    let giver = of::<ReadRegister>("王芳", "北园办", Scope::Park("北园".into()));
    assert_eq!(ids(&giver, open, None), (vec![5, 4], 4, true), "who gave them");
    assert_eq!(ids(&giver, handed_out, None), (vec![5, 4], 5, true));
    let firm = of::<ReadRegister>("U7", "税务局", Scope::Own(SubjectId(3)));
    assert_eq!(ids(&firm, all, None), (vec![], 0, false));
}

fn a_named_query_is_its_owners(bed: &Bed) {
    let store = bed.found();
    two_officers(&store);
    let head = store.head().unwrap();
    let (one, two) = (may::<ReadRegister>("U1"), may::<ReadRegister>("U2"));
    let save = |who, query: &str| store.save(who, "准规上".into(), query.into()).unwrap();
    assert_eq!((save(&one, "?where=a"), save(&two, "?where=b"), save(&one, "?where=c")), (1, 2, 1));
    let saved = |id, query: &str| Saved { id, name: "准规上".into(), query: query.into() };
    assert_eq!(store.saved(&one).unwrap(), [saved(1, "?where=c")]);
    assert!(matches!(store.unsave(&one, 2), Err(Error::Nothing("saved"))));
    store.unsave(&one, 1).unwrap();
    assert_eq!(store.saved(&one).unwrap(), []);
    assert_eq!(store.saved(&two).unwrap(), [saved(2, "?where=b")]);
    assert_eq!(store.saved(&may("周建国")).unwrap(), []);
    assert_eq!(store.head().unwrap(), head);
}
