//! What was granted as a sentence: which post, to whom, with which roles and how far.

use zone::people::{ClientId, Grant, Matter, Names, OfficerId, PostId, Role, Scope, Staff};

/// What grants of one line say, in Chinese and in English; titles are those of today.
pub fn granted(grants: &[&Grant], staff: &Staff, names: &Names) -> [String; 2] {
    let told = grants.iter().map(|grant| one(grant, staff, names));
    let (zh, en): (Vec<String>, Vec<String>) = told.map(|[zh, en]| (zh, en)).unzip();
    [zh.join("；"), en.join("; ")]
}

/// What is asked for, in Chinese and in English; with the roles that a post has today.
pub fn asked(matter: &Matter, staff: &Staff, names: &Names) -> [String; 2] {
    match matter {
        Matter::Grant(grant) => {
            let [zh, en] = one(grant, staff, names);
            let (Grant::Appointed { post, .. } | Grant::Delegated { post, .. }) = grant else {
                return [zh, en];
            };
            let roles = staff.post(*post).map(|post| &post.is.roles).into_iter().flatten();
            let (in_zh, in_en): (Vec<&str>, Vec<&str>) =
                roles.map(|role| (role.zh(), role.en())).unzip();
            [format!("{zh}（角色{}）", in_zh.join("、")), format!("{en} ({})", in_en.join(" and "))]
        }
        Matter::Invite(officer) => {
            let who = who(*officer, names);
            [
                format!("给{who}重发邀请，原来的口令作废"),
                format!("invite {who} anew, the password of before is void"),
            ]
        }
        Matter::Factor(officer) => {
            let who = who(*officer, names);
            [format!("取消{who}的第二因素"), format!("take the second factor of {who} away")]
        }
    }
}

/// An officer by name and number.
fn who(officer: OfficerId, names: &Names) -> String {
    let number = officer.to_string();
    let name = names.told(&number).into_owned();
    if name.contains(&number) { name } else { format!("{name}（{number}）") }
}

fn one(grant: &Grant, staff: &Staff, names: &Names) -> [String; 2] {
    let who = |officer: OfficerId| who(officer, names);
    let place = |post: PostId| {
        let known = staff.post(post);
        let title = known.map(|known| format!("“{}”（{}）", known.is.title, known.is.department));
        format!("{}{post}", title.unwrap_or_default())
    };
    match grant {
        Grant::Made { post, is } => {
            let [zh, en] = can((&is.title, &is.department), &is.roles, &is.scope);
            [format!("设了岗位 {post}{zh}"), format!("made the post {post} {en}")]
        }
        Grant::Changed { post, is } => {
            let [zh, en] = can((&is.title, &is.department), &is.roles, &is.scope);
            [format!("把岗位 {post} 改为{zh}"), format!("changed the post {post} to {en}")]
        }
        Grant::Closed { post, on } => [
            format!("撤了岗位{}，{on} 起", place(*post)),
            format!("closed the post {} from {on} on", place(*post)),
        ],
        Grant::Appointed { post, officer, from, until } => {
            let said = |day| (format!("，到 {day}"), format!(" until {day}"));
            let (upto, end) = until.map_or_else(Default::default, said);
            let (who, place) = (who(*officer), place(*post));
            [
                format!("任命{who}到岗位{place}，{from} 起{upto}"),
                format!("appointed {who} to the post {place} from {from} on{end}"),
            ]
        }
        Grant::Relieved { post, officer, on } => {
            let (who, place) = (who(*officer), place(*post));
            [
                format!("免去{who}的岗位{place}，{on} 起"),
                format!("relieved {who} of the post {place} from {on} on"),
            ]
        }
        Grant::Delegated { post, by, to, from, until } => {
            let (by, to, place) = (who(*by), who(*to), place(*post));
            [
                format!("由{to}代{by}办岗位{place}的事，{from} 至 {until}"),
                format!("had {to} stand in for {by} on the post {place}, {from} to {until}"),
            ]
        }
        Grant::Admitted { client, is } => {
            let [zh, en] = can((&is.title, &is.department), &is.roles, &is.scope);
            let until = is.until;
            [
                format!("准入了接口调用方 {client}{zh}，到 {until}"),
                format!("admitted the client {client} {en}, until {until}"),
            ]
        }
        Grant::Expelled { client, on } => expelled(*client, &on.to_string(), names),
    }
}

fn expelled(client: ClientId, on: &str, names: &Names) -> [String; 2] {
    let number = client.to_string();
    let title = names.told(&number);
    [
        format!("停用了接口调用方“{title}”{number}，{on} 起"),
        format!("expelled the client “{title}” {number} from {on} on"),
    ]
}

/// What a post or a program is called, what it lets do, and how far.
fn can(
    (title, department): (&str, &str),
    roles: &std::collections::BTreeSet<Role>,
    scope: &Scope,
) -> [String; 2] {
    let list = |word: fn(Role) -> &'static str, between: &str| {
        roles.iter().map(|role| word(*role)).collect::<Vec<_>>().join(between)
    };
    let (far, reach) = match scope {
        Scope::Zone => ("全园区".to_owned(), "the whole zone".to_owned()),
        Scope::Department(name) => (format!("部门“{name}”"), format!("the department {name}")),
        Scope::Park(name) => (format!("园区“{name}”"), format!("the park {name}")),
        Scope::Own(subject) => {
            (format!("企业 {} 自己", subject.0), format!("enterprise {} itself", subject.0))
        }
    };
    [
        format!("“{title}”（{department}）：角色{}，范围{far}", list(Role::zh, "、")),
        format!("“{title}” ({department}): {}, {reach}", list(Role::en, " and ")),
    ]
}

#[cfg(test)]
mod tests {
    use base::Day;
    use zone::people::Post;

    use super::*;

    #[test]
    fn an_auditor_reads_who_may_what_and_how_far() {
        let names = Names::new(
            [(OfficerId(7), Some("张三".to_owned())), (OfficerId(8), None)],
            &Staff::new("示范高新区"),
        );
        let staff = Staff::new("示范高新区");
        let (post, on) = (PostId(3), Day::constant(2026, 11, 21));
        let is = Post {
            title: "经办岗".to_owned(),
            department: "科技局".to_owned(),
            roles: [Role::Clerk, Role::Reviewer].into(),
            scope: Scope::Park("东区".to_owned()),
        };
        let appointed = Grant::Appointed { post, officer: OfficerId(7), from: on, until: None };
        let grants = [Grant::Made { post, is }, appointed];
        let grants: Vec<&Grant> = grants.iter().collect();
        let [zh, en] = granted(&grants, &staff, &names);
        assert_eq!(
            zh,
            "设了岗位 P3“经办岗”（科技局）：角色经办、复核，范围园区“东区”；\
             任命张三（U7）到岗位P3，2026-11-21 起"
        );
        assert_eq!(
            en,
            "made the post P3 “经办岗” (科技局): clerk and reviewer, the park 东区; \
             appointed 张三（U7） to the post P3 from 2026-11-21 on"
        );
        let gone = Grant::Relieved { post, officer: OfficerId(8), on };
        assert_eq!(
            granted(&[&gone], &staff, &names)[0],
            "免去已注销人员 U8的岗位P3，2026-11-21 起"
        );
    }
}
