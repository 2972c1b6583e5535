//! Tasks as they were given, passed on and closed; and the queries that people gave a name.

use base::Due;
use serde_json::json;
use zone::Seq;
use zone::enterprise::SubjectId;
use zone::people::{Act, DoTask, MakeTask, OfficerId, Permit, ReadRegister, Refused, Scope};
use zone::task::{About, Change, Event, Order, Owner, Task, TaskId, Undone};

use crate::db::{Cell, Db, Row};
use crate::error::Error;
use crate::import::narrow;
use crate::page::{Last, Listed, Sought};
use crate::people::changed;
use crate::store::Store;
use crate::table;

impl Store {
    /// Gives somebody a task about an enterprise that the permit reaches.
    pub fn give(&self, permit: &Permit<MakeTask>, order: Order) -> Result<TaskId, Error> {
        let subject = order.subject;
        let change = Change::Given(order);
        change.said()?;
        let detail = json!({ "task": "given", "subject": subject.0 });
        self.write_about(permit, (&[subject], &detail), move |tx| {
            let next = "SELECT COALESCE(MAX(task), 0) + 1 FROM task";
            let next = tx.db.first(next, &[], |row| row.narrow("task"))?.unwrap_or(1);
            tx.put(&table::TASK, cells(TaskId(next), &change))?;
            Ok(TaskId(next))
        })
    }

    /// Has somebody else owe a task: who gives tasks may, and so may a task's owner.
    pub fn pass(
        &self,
        permit: &Permit<MakeTask>,
        task: TaskId,
        owner: Owner,
    ) -> Result<Seq, Error> {
        self.learn_task(permit, (task, Change::Passed(owner)), |_| Ok(()))
    }

    /// Closes a task; only its owner does.
    pub fn close(
        &self,
        permit: &Permit<DoTask>,
        task: TaskId,
        result: String,
    ) -> Result<Seq, Error> {
        let own = permit.clone();
        let change = Change::Closed { result };
        self.learn_task(permit, (task, change), move |task| task.owed_by(&own))
    }

    fn learn_task<A: Act>(
        &self,
        permit: &Permit<A>,
        (id, change): (TaskId, Change),
        fits: impl FnOnce(&Task) -> Result<(), Undone> + Send + 'static,
    ) -> Result<Seq, Error> {
        let how = if matches!(change, Change::Passed(_)) { "passed" } else { "closed" };
        let (detail, seen) = (json!({ "task": how, "number": id.0 }), permit.clone());
        self.write_about(permit, (&[], &detail), move |tx| {
            let mut tasks = tasks(tx.db, (id.0.saturating_sub(1), 1))?;
            let task = tasks.pop().filter(|task| task.id == id).ok_or(Undone::NoTask(id))?;
            shown(&seen, &task)?;
            task.check(&change)?;
            fits(&task)?;
            tx.put(&table::TASK, cells(id, &change))?;
            Ok(tx.seq)
        })
    }

    /// A task that who asks may see.
    pub fn task(&self, permit: &Permit<ReadRegister>, id: TaskId) -> Result<Task, Error> {
        permit.within(self.zone())?;
        let mut tasks = self.look(|db| tasks(db, (id.0.saturating_sub(1), 1)))?;
        let task = tasks.pop().filter(|task| task.id == id).ok_or(Undone::NoTask(id))?;
        shown(permit, &task)?;
        Ok(task)
    }

    /// The tasks that are owed, of those that who asks may see, in the order of their giving.
    pub fn open_tasks(&self, permit: &Permit<ReadRegister>) -> Result<Vec<Task>, Error> {
        permit.within(self.zone())?;
        let sql = format!(
            "{EVENT} WHERE task NOT IN (SELECT task FROM task WHERE change = 'closed')
             ORDER BY task.id"
        );
        let mut tasks = self.look(|db| Ok(Task::all(db.query(&sql, &[], event)?)?))?;
        tasks.retain(|task| shown(permit, task).is_ok());
        Ok(tasks)
    }

    /// The tasks of those that who asks may see, the last that was given first.
    pub fn tasks(
        &self,
        permit: &Permit<ReadRegister>,
        wanted: Wanted,
        last: Last,
    ) -> Result<Listed<Task>, Error> {
        permit.within(self.zone())?;
        let (from, cells) = sought(permit, wanted);
        let (number, mut both) = ("given.task", cells.clone());
        let sought = Sought { columns: number, from: &from, number, cells };
        self.look(|db| {
            let found: Listed<u32> = last.of(db, sought, |row| row.narrow("task"))?;
            let (Some(newest), Some(oldest)) = (found.items.first(), found.items.last()) else {
                return Ok(Listed { items: Vec::new(), total: found.total, more: false });
            };
            both.extend([Cell::from(*oldest), Cell::from(*newest)]);
            let (first, last) = (both.len() - 1, both.len());
            let sql = format!(
                "{EVENT} WHERE task IN (SELECT given.task {from}
                                        AND given.task BETWEEN ${first} AND ${last})
                 ORDER BY task.id"
            );
            let mut items = Task::all(db.query(&sql, &both, event)?)?;
            items.reverse();
            Ok(Listed { items, total: found.total, more: found.more })
        })
    }
}

/// Which tasks; all of them where nothing is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only those that are owed still.
    pub open: bool,
    /// Only those that who asks owes, or their department.
    pub mine: bool,
    /// Only those that who asks gave.
    pub given: bool,
    /// Only those about one enterprise.
    pub subject: Option<SubjectId>,
}

/// Where such tasks are that who asks may see, as [`shown`] has it.
fn sought(permit: &Permit<ReadRegister>, wanted: Wanted) -> (String, Vec<Cell>) {
    let mut from = GIVEN.to_owned();
    let mut cells = Vec::new();
    let officer = OfficerId::of(permit.name()).map_or(-1, |officer| i64::from(officer.0));
    let part = !matches!(permit.scope(), Scope::Zone | Scope::Department(_));
    if wanted.mine || part {
        from += " AND (owed.department = $1 OR owed.officer = $2";
        cells = vec![permit.department().into(), Cell::Int(officer)];
        if !wanted.mine {
            from += " OR operator = $3";
            cells.push(permit.name().into());
        }
        from.push(')');
    }
    if wanted.given {
        cells.push(permit.name().into());
        from = format!("{from} AND operator = ${}", cells.len());
    }
    if matches!(permit.scope(), Scope::Own(_)) {
        from += " AND FALSE";
    }
    if wanted.open {
        from += " AND NOT EXISTS (SELECT 1 FROM task AS done
                                  WHERE done.task = given.task AND done.change = 'closed')";
    }
    if let Some(subject) = wanted.subject {
        cells.push(subject.0.into());
        from = format!("{from} AND given.subject = ${}", cells.len());
    }
    (from, cells)
}

/// Each task once: as it was given, by whom, and with who owes it.
const GIVEN: &str = "FROM task AS given JOIN journal ON journal.seq = given.seq
    JOIN task AS owed ON owed.id = (SELECT MAX(one.id) FROM task AS one
                                    WHERE one.task = given.task AND one.change <> 'closed')
    WHERE given.change = 'given'";

/// Refuses a task to who neither reaches the whole register, nor gave it, nor owes it.
fn shown<A: Act>(permit: &Permit<A>, task: &Task) -> Result<(), Error> {
    let own = task.by == permit.name() || task.order.owner.is(permit.name(), permit.department());
    match permit.scope() {
        Scope::Zone | Scope::Department(_) => Ok(()),
        Scope::Park(_) if own => Ok(()),
        Scope::Park(park) => Err(Refused::OtherPark { own: park.clone() }.into()),
        Scope::Own(_) => Err(Refused::OtherFile.into()),
    }
}

/// The tasks after a number, as many as asked for.
fn tasks(db: &mut Db, (after, limit): (u32, u16)) -> Result<Vec<Task>, Error> {
    let sql = format!(
        "{EVENT} WHERE task IN (SELECT task FROM task WHERE task > $1 AND change = 'given'
                                ORDER BY task LIMIT $2)
         ORDER BY task.id"
    );
    let events = db.query(&sql, &[after.into(), Cell::Int(limit.into())], event)?;
    Ok(Task::all(events)?)
}

const EVENT: &str = "SELECT task.seq, operator, task, change, subject, about, name, reason,
                            task.department, officer, due, provisional, result
                     FROM task JOIN journal ON journal.seq = task.seq";

fn event(row: &mut Row) -> Result<Event, Error> {
    let (seq, by) = (Seq(row.narrow("seq")?), row.text("operator")?);
    let (task, change) = (TaskId(row.narrow("task")?), row.text("change")?);
    let subject = row.maybe_narrow("subject")?.map(SubjectId);
    let (about, name) = (row.maybe_text("about")?, row.maybe_text("name")?);
    let reason = row.maybe_text("reason")?;
    let department = row.maybe_text("department")?;
    let officer = row.maybe_narrow("officer")?.map(OfficerId);
    let (due, provisional) = (row.day("due")?, row.maybe_int("provisional")?);
    let result = row.maybe_text("result")?;
    let owner = || {
        let department = there(department, "department")?;
        Ok::<Owner, Error>(Owner { department, officer })
    };
    let change = match change.as_str() {
        "given" => Change::Given(Order {
            subject: there(subject, "subject")?,
            about: about_of(about.as_deref(), name)?,
            reason: there(reason, "reason")?,
            owner: owner()?,
            due: Due { day: there(due, "due")?, provisional: provisional == Some(1) },
        }),
        "passed" => Change::Passed(owner()?),
        "closed" => Change::Closed { result: there(result, "result")? },
        _ => return Err(Error::Damaged { column: "task.change" }),
    };
    Ok(Event { seq, by, task, change })
}

fn about_of(kind: Option<&str>, name: Option<String>) -> Result<About, Error> {
    Ok(match kind {
        Some("policy") => About::Policy(there(name, "name")?),
        Some("fact") => About::Fact(there(name, "name")?),
        Some("enterprise") => About::Enterprise,
        _ => return Err(Error::Damaged { column: "about" }),
    })
}

fn there<T>(value: Option<T>, column: &'static str) -> Result<T, Error> {
    value.ok_or(Error::Damaged { column })
}

/// The cells after id and seq.
fn cells(task: TaskId, change: &Change) -> Vec<Cell> {
    let (kind, order, owner, result) = match change {
        Change::Given(order) => ("given", Some(order), Some(&order.owner), None),
        Change::Passed(owner) => ("passed", None, Some(owner), None),
        Change::Closed { result } => ("closed", None, None, Some(result.clone())),
    };
    let about = order.map(|order| match &order.about {
        About::Policy(id) => ("policy", Some(id.clone())),
        About::Fact(id) => ("fact", Some(id.clone())),
        About::Enterprise => ("enterprise", None),
    });
    vec![
        task.0.into(),
        kind.into(),
        order.map(|order| order.subject.0).into(),
        about.as_ref().map(|(kind, _)| *kind).into(),
        about.and_then(|(_, name)| name).into(),
        order.map(|order| order.reason.clone()).into(),
        owner.map(|owner| owner.department.clone()).into(),
        owner.and_then(|owner| owner.officer).map(|officer| officer.0).into(),
        order.map(|order| order.due.day.to_string()).into(),
        order.map(|order| i64::from(order.due.provisional)).into(),
        result.into(),
    ]
}

/// A query that somebody gave a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its number.
    pub id: u32,
    /// The name.
    pub name: String,
    /// What is asked, as a page's address has it.
    pub query: String,
}

impl Store {
    /// The queries that who asks gave a name, by name.
    pub fn saved(&self, permit: &Permit<ReadRegister>) -> Result<Vec<Saved>, Error> {
        permit.within(self.zone())?;
        let Some(officer) = OfficerId::of(permit.name()) else { return Ok(Vec::new()) };
        let sql = "SELECT id, name, query FROM saved WHERE officer = $1 ORDER BY name, id";
        self.look(|db| {
            db.query(sql, &[officer.0.into()], |row| {
                let id = row.narrow("id")?;
                Ok(Saved { id, name: row.text("name")?, query: row.text("query")? })
            })
        })
    }

    /// Keeps a query under a name, in the place of the one that had it; not in the journal.
    pub fn save(
        &self,
        permit: &Permit<ReadRegister>,
        name: String,
        query: String,
    ) -> Result<u32, Error> {
        permit.within(self.zone())?;
        let officer = OfficerId::of(permit.name()).ok_or(Error::Nothing("person"))?;
        self.note(move |db| {
            let next = "SELECT COALESCE(MAX(id), 0) + 1 FROM saved";
            let next = db.first(next, &[], |row| row.int("id"))?.unwrap_or(1);
            let sql = "INSERT INTO saved (id, officer, name, query) VALUES ($1, $2, $3, $4)
                       ON CONFLICT (officer, name) DO UPDATE SET query = excluded.query
                       RETURNING id";
            let cells = [next.into(), officer.0.into(), name.into(), query.into()];
            let id = db.first(sql, &cells, |row| row.int("id"))?;
            narrow(id.ok_or(Error::Nothing("saved"))?, "saved.id")
        })
    }

    /// Forgets a query of who asks.
    pub fn unsave(&self, permit: &Permit<ReadRegister>, id: u32) -> Result<(), Error> {
        permit.within(self.zone())?;
        let officer = OfficerId::of(permit.name()).ok_or(Error::Nothing("person"))?;
        self.note(move |db| {
            let sql = "DELETE FROM saved WHERE id = $1 AND officer = $2";
            changed(db.execute(sql, &[id.into(), officer.0.into()])?, "saved")
        })
    }
}
