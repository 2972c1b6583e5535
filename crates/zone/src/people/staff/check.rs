//! Whether something may be learnt about the staff: who may hold what, and what together.

use base::{Day, Span};

use super::{Change, Client, Event, Grant, How, OfficerId, Post, PostId, Staff, Term, Unfit};
use crate::people::{Role, Scope};

impl Staff {
    /// Whether this can be learnt on the day `on`.
    pub fn check(&self, change: &Change, on: Day) -> Result<(), Unfit> {
        self.speaks(change)?;
        match change {
            Change::Joined(_) => return Ok(()),
            Change::Left { on: day, .. } => not_past(*day, on)?,
            Change::Granted(grant) => self.granted(grant, on)?,
        }
        let mut then = self.clone();
        then.learn(&Event { seq: self.seq, change: change.clone() })?;
        then.apart(on)?;
        self.outlasts(&then, change.takes_effect(on))
    }

    fn granted(&self, grant: &Grant, on: Day) -> Result<(), Unfit> {
        match grant {
            Grant::Made { post, is } | Grant::Changed { post, is } => {
                sound(is)?;
                self.only(*post, is)
            }
            Grant::Closed { on: day, .. } | Grant::Expelled { on: day, .. } => not_past(*day, on),
            Grant::Appointed { post, officer, from, until } => {
                let days = Span { from: Some(*from), until: *until };
                in_order(days, on)?;
                self.free(*officer, *post, days)
            }
            Grant::Relieved { post, officer, on: day } => {
                not_past(*day, on)?;
                self.has(*officer, *post, *day)
            }
            Grant::Delegated { post, by, to, from, until } => {
                let days = Span::between(*from, *until);
                in_order(days, on)?;
                let holds = |term: &Term| {
                    let whole = term.days.shared(&days) == days;
                    term.how == How::Held && term.officer == *by && term.post == *post && whole
                };
                if !self.terms.iter().any(holds) {
                    return Err(Unfit::Beyond { by: *by, post: *post });
                }
                self.free(*to, *post, days)
            }
            Grant::Admitted { is, .. } => admissible(is, on),
        }
    }

    /// Refuses a second post of one title in one department.
    fn only(&self, post: PostId, is: &Post) -> Result<(), Unfit> {
        let same = self.posts.iter().any(|(id, other)| {
            let open = *id != post && other.closed.is_none();
            open && (&other.is.title, &other.is.department) == (&is.title, &is.department)
        });
        if same {
            let (title, department) = (is.title.clone(), is.department.clone());
            return Err(Unfit::SameTitle { title, department });
        }
        Ok(())
    }

    /// Refuses a second term of one officer on one post.
    fn free(&self, officer: OfficerId, post: PostId, days: Span) -> Result<(), Unfit> {
        let taken =
            |term: &Term| term.officer == officer && term.post == post && term.days.overlaps(&days);
        if self.terms.iter().any(taken) {
            return Err(Unfit::Twice { officer, post });
        }
        Ok(())
    }

    /// Refuses to take from an officer what they do not have on a day or later.
    fn has(&self, officer: OfficerId, post: PostId, on: Day) -> Result<(), Unfit> {
        let has = |term: &Term| {
            let lasts = term.days.until.is_none_or(|until| on <= until);
            term.officer == officer && term.post == post && lasts
        };
        if self.terms.iter().any(has) {
            return Ok(());
        }
        Err(Unfit::NotTheirs { officer, post })
    }

    /// Refuses one person who is two of the three administrators on one day from `on` on.
    fn apart(&self, on: Day) -> Result<(), Unfit> {
        let ahead = Span { from: Some(on), until: None };
        let mut terms: Vec<(OfficerId, Role, Span)> = Vec::new();
        for term in &self.terms {
            let roles = self.posts.get(&term.post).map(|place| &place.is.roles);
            let roles = roles.into_iter().flatten().filter(|role| role.is_administrator());
            terms.extend(roles.map(|role| (term.officer, *role, term.days.shared(&ahead))));
        }
        terms.sort_by_key(|(officer, role, _)| (*officer, *role));
        for (at, (officer, one, days)) in terms.iter().enumerate() {
            let rest = terms.iter().skip(at + 1);
            let mut theirs = rest.take_while(|(other, ..)| other == officer);
            let clash = theirs.find(|(_, other, also)| one != other && days.overlaps(also));
            if let Some((_, other, _)) = clash {
                return Err(Unfit::Together { officer: *officer, one: *one, other: *other });
            }
        }
        Ok(())
    }

    /// Refuses to leave an administrator's post empty on the day of a change.
    fn outlasts(&self, then: &Self, on: Day) -> Result<(), Unfit> {
        let lost = |role: &Role| self.is_held(*role, on) && !then.is_held(*role, on);
        match Role::ADMINISTRATORS.into_iter().find(lost) {
            Some(role) => Err(Unfit::Last { role, on }),
            None => Ok(()),
        }
    }
}

impl Change {
    /// The first day on which somebody may have less than before.
    fn takes_effect(&self, on: Day) -> Day {
        match self {
            Self::Left { on: day, .. }
            | Self::Granted(Grant::Closed { on: day, .. } | Grant::Relieved { on: day, .. }) => {
                *day
            }
            Self::Joined(_) | Self::Granted(_) => on,
        }
    }
}

/// Refuses a post that no one person should have, or that nobody could name.
fn sound(post: &Post) -> Result<(), Unfit> {
    named(&post.title, &post.department, &post.scope)?;
    let (administrators, business): (Vec<Role>, Vec<Role>) =
        post.roles.iter().partition(|role| role.is_administrator());
    match (administrators.as_slice(), business.as_slice()) {
        ([], []) => return Err(Unfit::NoRole),
        ([one, other, ..], _) | ([one], [other, ..]) => {
            return Err(Unfit::Mixed { one: *one, other: *other });
        }
        ([one], []) if post.scope != Scope::Zone => return Err(Unfit::Narrow(*one)),
        ([_], []) | ([], [_, ..]) => {}
    }
    let own = matches!(post.scope, Scope::Own(_));
    let enterprise = post.roles.contains(&Role::Enterprise);
    if own != enterprise || (enterprise && post.roles.len() > 1) {
        return Err(Unfit::NotOwn);
    }
    Ok(())
}

/// Refuses a client that would do what takes a person.
fn admissible(client: &Client, on: Day) -> Result<(), Unfit> {
    named(&client.title, &client.department, &client.scope)?;
    if matches!(client.scope, Scope::Own(_)) {
        return Err(Unfit::NotForClients(Role::Enterprise));
    }
    if client.roles.is_empty() {
        return Err(Unfit::NoRole);
    }
    match client.roles.iter().find(|role| !matches!(role, Role::Reader | Role::Clerk)) {
        Some(role) => Err(Unfit::NotForClients(*role)),
        None => not_past(client.until, on),
    }
}

fn named(title: &str, department: &str, scope: &Scope) -> Result<(), Unfit> {
    let place = match scope {
        Scope::Department(name) | Scope::Park(name) => name,
        Scope::Zone | Scope::Own(_) => title,
    };
    let said = [("名称", title), ("部门", department), ("范围", place)];
    match said.into_iter().find(|(_, word)| word.trim().is_empty()) {
        Some((what, _)) => Err(Unfit::Blank(what)),
        None => Ok(()),
    }
}

/// Refuses days in the wrong order, and days that are all over.
fn in_order(days: Span, on: Day) -> Result<(), Unfit> {
    match days {
        Span { from: Some(from), until: Some(until) } if until < from => {
            Err(Unfit::Order { from, until })
        }
        Span { until: Some(until), .. } => not_past(until, on),
        Span { until: None, .. } => Ok(()),
    }
}

fn not_past(day: Day, on: Day) -> Result<(), Unfit> {
    if day < on { Err(Unfit::Past { day, on }) } else { Ok(()) }
}
