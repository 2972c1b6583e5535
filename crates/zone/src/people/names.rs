//! Who is meant by a number in the journal: what readers are told.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{ClientId, OfficerId, Staff};

/// The names of officers and clients, by the numbers that the journal has of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Nothing for who was erased.
    people: HashMap<OfficerId, Option<String>>,
    clients: HashMap<ClientId, String>,
}

impl Names {
    /// The names of these people, and of the clients of the staff.
    pub fn new(
        people: impl IntoIterator<Item = (OfficerId, Option<String>)>,
        staff: &Staff,
    ) -> Self {
        let clients = staff.clients().map(|(client, is)| (client, is.title.clone()));
        Self { people: people.into_iter().collect(), clients: clients.collect() }
    }

    /// What a reader is told for who acted: a person's name, a client's title, and whoever works
    /// at the command line as they are called there.
    pub fn told<'a>(&'a self, operator: &'a str) -> Cow<'a, str> {
        if let Some(person) = OfficerId::of(operator).and_then(|id| self.people.get(&id)) {
            return match person {
                Some(name) => Cow::Borrowed(name),
                None => Cow::Owned(format!("已注销人员 {operator}")),
            };
        }
        let client = ClientId::of(operator).and_then(|id| self.clients.get(&id));
        Cow::Borrowed(client.map_or(operator, String::as_str))
    }

    /// As whom the journal has those who are called so, or who are that number: the other way
    /// round of [`Names::told`].
    pub fn meant(&self, called: &str) -> Vec<String> {
        let people = self.people.iter().filter(|(_, name)| name.as_deref() == Some(called));
        let clients = self.clients.iter().filter(|(_, title)| *title == called);
        let numbers =
            people.map(|(id, _)| id.to_string()).chain(clients.map(|(id, _)| id.to_string()));
        let mut meant: Vec<String> = numbers.chain([called.to_owned()]).collect();
        meant.sort();
        meant
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_erased_is_a_number_and_who_was_never_one_is_as_written() {
        let people = [(OfficerId(7), Some("张三".to_owned())), (OfficerId(8), None)];
        let names = Names::new(people, &Staff::new("示范高新区"));
        let told = ["U7", "U8", "U9", "C1", "周建国"].map(|name| names.told(name).into_owned());
        assert_eq!(told, ["张三", "已注销人员 U8", "U9", "C1", "周建国"]);
        assert_eq!(names.meant("张三"), ["U7", "张三"]);
        assert_eq!(names.meant("U8"), ["U8"]);
    }
}
