//! The server as a process: what it prints at the first start, and what signals do to it.

use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStderr, Command, Stdio};

use crate::import::{desk, import};

struct Served {
    child: Child,
    said: Lines<BufReader<ChildStderr>>,
}

impl Served {
    /// The lines up to the first that has a word.
    fn until(&mut self, word: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for line in self.said.by_ref() {
            lines.push(line.unwrap());
            if lines.last().is_some_and(|line| line.contains(word)) {
                return lines;
            }
        }
        panic!("it ended without {word}: {lines:?}");
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // One that has ended by itself needs no end.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn a_server_prints_a_link_for_each_administrator_and_does_what_signals_say() {
    let desk = desk("serve-signals");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_yuanshu"))
        .args(["serve", "--data", "库", "--listen", "127.0.0.1:0"])
        .current_dir(desk.path("."))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut served = Served { child, said };
    let printed = served.until("审计管理员　");
    for role in ["系统管理员　http://127.0.0.1:", "安全管理员　http://127.0.0.1:"] {
        assert_eq!(printed.iter().filter(|line| line.contains(role)).count(), 1, "{printed:?}");
    }
    assert!(printed.last().unwrap().contains("/first#auditor-"), "{printed:?}");
    let shelf = desk.path("packs/zone");
    let faulty = std::path::Path::new(&shelf).join("faulty.toml");
    std::fs::write(&faulty, "id = ").unwrap();
    served.signal("-HUP");
    let refused = served.until("the packs stay").pop().unwrap();
    assert!(refused.contains("faulty-packs"), "{refused}");
    std::fs::remove_file(&faulty).unwrap();
    served.signal("-HUP");
    served.until("the packs were read again");
    served.signal("-TERM");
    served.until("已停止");
    assert_eq!(served.child.wait().unwrap().code(), Some(0));
}
