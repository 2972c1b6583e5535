//! The people of the invented zone: their posts, and passwords that no other zone has.

use std::fs::OpenOptions;
use std::io::Write;

use base::Day;
use demo::{Colleague, Part, STAFF};
use jiff::{SignedDuration, Timestamp};
use rayon::prelude::*;
use store::{Hash, Moment};
use zone::enterprise::SubjectId;
use zone::people::{Grant, GrantPosts, KeepAccounts, OfficerId, Person, Post, PostId, Role, Scope};

use crate::command::{Stop, unwritten};
use crate::register::Register;
use crate::serve::password;

/// The file in a register's folder that says with what each of them signs in.
pub(super) const LOGINS: &str = "logins.txt";

/// What is said meanwhile.
pub(super) const ENGAGING: &str = "设岗位、建账号、生成口令……";

/// Letters of passwords: none that is taken for another.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Somebody with a password.
struct Engaged {
    is: &'static Colleague,
    password: String,
    /// Its argon2 text.
    hashed: String,
}

/// Gives everybody a post from `on` on and a password, which stands in the folder's
/// [`LOGINS`] and nowhere else. `client` is whose own user there is.
pub(super) fn engage(register: &Register, client: Option<SubjectId>, on: Day) -> Result<(), Stop> {
    let there = |is: &&Colleague| is.part != Part::Enterprise || client.is_some();
    let people: Vec<&'static Colleague> = STAFF.iter().filter(there).collect();
    let people: Result<Vec<Engaged>, Stop> = people.into_par_iter().map(engaged).collect();
    let people = people?;
    let keeper = register.may::<KeepAccounts>()?;
    let (mut grants, mut officers) = (Vec::new(), Vec::new());
    for (number, one) in (1..).zip(&people) {
        let (login, name) = (one.is.login.to_owned(), one.is.name.to_owned());
        let officer = register.store.join(&keeper, Person { login, name, phone: None }, on)?;
        let post = PostId(number);
        grants.push(Grant::Made { post, is: post_of(one.is, client) });
        grants.push(Grant::Appointed { post, officer, from: on, until: None });
        officers.push(officer);
    }
    register.store.grant(&register.may::<GrantPosts>()?, grants, on)?;
    for (officer, one) in officers.into_iter().zip(&people) {
        choose(register, (officer, on), one)?;
    }
    write(register, &people)
}

/// Lets somebody in with their password, by an invitation as everybody is.
fn choose(register: &Register, (officer, on): (OfficerId, Day), one: &Engaged) -> Result<(), Stop> {
    let now = register.store.head()?.at.unwrap_or_else(|| Moment::new(Timestamp::UNIX_EPOCH));
    let until = Moment::new(now.timestamp() + SignedDuration::from_hours(1));
    let token = Hash::of(one.password.as_bytes());
    register.store.invite(&register.may::<KeepAccounts>()?, (officer, on), (token, until))?;
    register.store.gate().accept(token, one.hashed.clone(), now)?;
    Ok(())
}

fn engaged(is: &'static Colleague) -> Result<Engaged, Stop> {
    let password = random()?;
    let hashed = password::hash(&password).map_err(|error| Stop::Nothing(error.to_string()))?;
    Ok(Engaged { is, password, hashed })
}

/// Twelve letters that nobody chose, in fours to be read out.
fn random() -> Result<String, Stop> {
    let mut drawn = [0_u8; 12];
    getrandom::fill(&mut drawn).map_err(|error| Stop::Nothing(error.to_string()))?;
    // Each letter is as likely as any other: 32 of them, 256 bytes.
    let letter = |byte: &u8| LETTERS.get(usize::from(byte % 32)).copied().map(char::from);
    let fours = drawn.chunks(4).map(|four| four.iter().filter_map(letter).collect::<String>());
    Ok(fours.collect::<Vec<_>>().join("-"))
}

fn role(part: Part) -> Role {
    match part {
        Part::Leader => Role::Leader,
        Part::Reader => Role::Reader,
        Part::Clerk | Part::ParkClerk(_) => Role::Clerk,
        Part::Reviewer => Role::Reviewer,
        Part::Steward => Role::Steward,
        Part::Enterprise => Role::Enterprise,
        Part::Keeper => Role::Keeper,
        Part::Security => Role::Security,
        Part::Auditor => Role::Auditor,
    }
}

fn post_of(is: &Colleague, client: Option<SubjectId>) -> Post {
    let scope = match (is.part, client) {
        (Part::ParkClerk(park), _) => Scope::Park(park.to_owned()),
        (Part::Enterprise, Some(client)) => Scope::Own(client),
        _ => Scope::Zone,
    };
    Post {
        title: is.post.to_owned(),
        department: is.department.to_owned(),
        roles: [role(is.part)].into(),
        scope,
    }
}

fn write(register: &Register, people: &[Engaged]) -> Result<(), Stop> {
    let path = register.folder.join(LOGINS);
    let mut text = "# 示例数据：人员和口令都是生成的，每个示例园区各不相同；只用于试用。\n\
                    # 登录名\t口令\t姓名\t角色\t岗位\t部门\n"
        .to_owned();
    for Engaged { is, password, .. } in people {
        let role = role(is.part).zh();
        let line = [is.login, password, is.name, role, is.post, is.department].join("\t");
        text.push_str(&line);
        text.push('\n');
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    private(&mut options);
    let written = options.open(&path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| unwritten(&path, &error))
}

/// Nobody else on the machine reads the file.
#[cfg(unix)]
fn private(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn private(_: &mut OpenOptions) {}
