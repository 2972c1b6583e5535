//! Tasks: what somebody owes about an enterprise, by when, and what came of it.

use std::collections::BTreeMap;

use base::Due;
use serde::{Deserialize, Serialize};

use crate::Seq;
use crate::enterprise::SubjectId;
use crate::people::{DoTask, OfficerId, Permit};

/// A task, by the order in which they were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TaskId(pub u32);

/// What a task is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// A policy, by id: what is missing to meet it.
    Policy(String),
    /// A fact, by id: what it is.
    Fact(String),
    /// The enterprise itself.
    Enterprise,
}

/// Who owes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// Which department.
    pub department: String,
    /// Who in it, where that was said.
    pub officer: Option<OfficerId>,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// For which enterprise.
    pub subject: SubjectId,
    /// About what.
    pub about: About,
    /// Why.
    pub reason: String,
    /// By whom.
    pub owner: Owner,
    /// By when.
    pub due: Due,
}

/// Something that was learnt about a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// With which line of the journal.
    pub seq: Seq,
    /// By whom.
    pub by: String,
    /// Which task.
    pub task: TaskId,
    /// What.
    pub change: Change,
}

/// What is learnt about a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was given (派单).
    Given(Order),
    /// Somebody else owes it from then on (转派).
    Passed(Owner),
    /// It is done (办结).
    Closed {
        /// What came of it.
        result: String,
    },
}

/// A task as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its number.
    pub id: TaskId,
    /// With which line it was given.
    pub given: Seq,
    /// Who gave it.
    pub by: String,
    /// What is to be done.
    pub order: Order,
    /// Whether it is done.
    pub state: State,
}

/// Whether a task is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It is owed.
    Open,
    /// It is done.
    Closed {
        /// With which line.
        seq: Seq,
        /// By whom.
        by: String,
        /// What came of it.
        result: String,
    },
}

/// Why something about a task cannot be so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undone {
    /// There is no such task.
    #[error("there is no task {}", .0.0)]
    NoTask(TaskId),
    /// It was closed before.
    #[error("the task was closed by {by}")]
    Closed {
        /// Who closed it.
        by: String,
    },
    /// It is another's to do.
    #[error("the task is owed by {department}")]
    Others {
        /// Whose it is.
        department: String,
    },
    /// A reason, a result or a department is not said; in Chinese.
    #[error("{0} is blank")]
    Blank(&'static str),
}

impl Undone {
    /// In Chinese, with what to do.
    pub fn zh(&self) -> String {
        match self {
            Self::NoTask(task) => format!("没有任务 {}；请核对编号", task.0),
            Self::Closed { by } => format!("任务已由 {by} 办结；如还要办，请另派一项"),
            Self::Others { department } => {
                format!("任务由{department}办理；请转{department}，或先转派")
            }
            Self::Blank(what) => format!("{what}没有填；请填写"),
        }
    }
}

impl Task {
    /// Each task that events speak of, as they leave it, in the order of their giving.
    ///
    /// # Errors
    /// The first event that cannot be.
    pub fn all(events: impl IntoIterator<Item = Event>) -> Result<Vec<Self>, Undone> {
        let mut tasks: BTreeMap<TaskId, Self> = BTreeMap::new();
        for Event { seq, by, task: id, change } in events {
            match (tasks.get_mut(&id), change) {
                (None, Change::Given(order)) => {
                    tasks.insert(id, Self { id, given: seq, by, order, state: State::Open });
                }
                (Some(known), Change::Passed(owner)) => {
                    known.open()?;
                    known.order.owner = owner;
                }
                (Some(known), Change::Closed { result }) => {
                    known.open()?;
                    known.state = State::Closed { seq, by, result };
                }
                (None, Change::Passed(_) | Change::Closed { .. }) | (Some(_), Change::Given(_)) => {
                    return Err(Undone::NoTask(id));
                }
            }
        }
        Ok(tasks.into_values().collect())
    }

    /// Whether this can be learnt of it.
    pub fn check(&self, change: &Change) -> Result<(), Undone> {
        self.open()?;
        change.said()
    }

    /// Refuses to close it to all but its owner: the officer, or who acts for the department.
    pub fn owed_by(&self, permit: &Permit<DoTask>) -> Result<(), Undone> {
        if self.order.owner.is(permit.name(), permit.department()) {
            return Ok(());
        }
        Err(Undone::Others { department: self.order.owner.department.clone() })
    }

    fn open(&self) -> Result<(), Undone> {
        match &self.state {
            State::Open => Ok(()),
            State::Closed { by, .. } => Err(Undone::Closed { by: by.clone() }),
        }
    }
}

impl Owner {
    /// Whether it is who acts so, or their department.
    pub fn is(&self, name: &str, department: &str) -> bool {
        let officer = self.officer.is_some_and(|officer| officer.to_string() == name);
        officer || self.department == department
    }
}

impl Change {
    /// Refuses what is left blank.
    pub fn said(&self) -> Result<(), Undone> {
        let said: &[(&'static str, &str)] = match self {
            Self::Given(order) => &[("事由", &order.reason), ("承办部门", &order.owner.department)],
            Self::Passed(owner) => &[("承办部门", &owner.department)],
            Self::Closed { result } => &[("办理结果", result)],
        };
        match said.iter().find(|(_, word)| word.trim().is_empty()) {
            Some((what, _)) => Err(Undone::Blank(what)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use base::Day;

    use super::*;
    use crate::people::{Operator, Role, Scope};

    fn owner(department: &str, officer: Option<u32>) -> Owner {
        Owner { department: department.to_owned(), officer: officer.map(OfficerId) }
    }

    fn order() -> Order {
        Order {
            subject: SubjectId(3),
            about: About::Fact("research_expense".to_owned()),
            reason: "缺 2025 年研发费用".to_owned(),
            owner: owner("税务局", None),
            due: Due { day: Day::constant(2026, 12, 1), provisional: false },
        }
    }

    fn event(seq: u32, by: &str, change: Change) -> Event {
        Event { seq: Seq(seq), by: by.to_owned(), task: TaskId(1), change }
    }

    fn closed(result: &str) -> Change {
        Change::Closed { result: result.to_owned() }
    }

    fn permit(name: &str, department: &str) -> Permit<DoTask> {
        let operator = Operator {
            zone: "示范高新区".to_owned(),
            name: name.to_owned(),
            department: department.to_owned(),
            roles: BTreeSet::from([Role::Clerk]),
            scope: Scope::Zone,
        };
        operator.may().unwrap()
    }

    #[test]
    fn a_task_is_given_passed_on_and_closed() {
        let events = [
            event(5, "U1", Change::Given(order())),
            event(6, "U2", Change::Passed(owner("科技局", Some(4)))),
            event(9, "U4", closed("已补")),
        ];
        let task = |state, owner| Task {
            id: TaskId(1),
            given: Seq(5),
            by: "U1".to_owned(),
            order: Order { owner, ..order() },
            state,
        };
        let one = Task::all(events.iter().take(1).cloned()).unwrap();
        assert_eq!(one, [task(State::Open, owner("税务局", None))]);
        let state = State::Closed { seq: Seq(9), by: "U4".to_owned(), result: "已补".to_owned() };
        assert_eq!(Task::all(events).unwrap(), [task(state, owner("科技局", Some(4)))]);
    }

    #[test]
    fn what_is_closed_stays_closed() {
        let given = event(5, "U1", Change::Given(order()));
        let done = event(6, "U4", closed("已补"));
        let task = Task::all([given.clone(), done.clone()]).unwrap().remove(0);
        let refused = task.check(&Change::Passed(owner("科技局", None))).unwrap_err();
        assert_eq!(refused.zh(), "任务已由 U4 办结；如还要办，请另派一项");
        let again = Task::all([given.clone(), done.clone(), done.clone()]);
        assert_eq!(again, Err(Undone::Closed { by: "U4".to_owned() }));
        assert_eq!(Task::all([done]), Err(Undone::NoTask(TaskId(1))));
        assert_eq!(Task::all([given.clone(), given]), Err(Undone::NoTask(TaskId(1))));
    }

    #[test]
    fn its_owner_closes_it_and_nobody_else() {
        let task = |owner| {
            let order = Order { owner, ..order() };
            Task::all([event(5, "U1", Change::Given(order))]).unwrap().remove(0)
        };
        let to_all = task(owner("税务局", None));
        let to_one = task(owner("税务局", Some(4)));
        assert_eq!(to_all.owed_by(&permit("U9", "税务局")), Ok(()));
        assert_eq!(to_one.owed_by(&permit("U4", "科技局")), Ok(()));
        let refused = to_one.owed_by(&permit("U5", "科技局")).unwrap_err();
        assert_eq!(refused.zh(), "任务由税务局办理；请转税务局，或先转派");
    }

    #[test]
    fn a_task_says_why_for_whom_and_what_came_of_it() {
        let task = Task::all([event(5, "U1", Change::Given(order()))]).unwrap().remove(0);
        assert_eq!(task.check(&closed(" ")), Err(Undone::Blank("办理结果")));
        let nobody = Change::Passed(owner("", Some(4)));
        assert_eq!(task.check(&nobody), Err(Undone::Blank("承办部门")));
        let why = Change::Given(Order { reason: String::new(), ..order() });
        assert_eq!(why.said(), Err(Undone::Blank("事由")));
    }
}
