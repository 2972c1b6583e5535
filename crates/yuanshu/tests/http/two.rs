//! Two servers on one register: the second waits for the first, and says so.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};

use store::Clock;
use yuanshu::register::{Register, Serving, Settings, Who};

use super::kit::packs;

/// The folder of a register, gone after the test.
struct Kept(PathBuf);

impl Kept {
    fn new() -> Self {
        let name = format!("yuanshu-two-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let settings = Settings {
            zone: "示范高新区".to_owned(),
            packs: packs(),
            database: None,
            mark: None,
            operator: Who { name: "周建国".to_owned(), department: "信息中心".to_owned() },
            server: Serving::default(),
        };
        let clock = Clock::new(|| jiff::Timestamp::UNIX_EPOCH);
        drop(Register::found(&folder, settings, clock).unwrap());
        Self(folder)
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        // What is left in a temporary folder harms nobody.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// A server that was started as people start it, and what it says.
struct Started {
    child: Child,
    says: BufReader<ChildStderr>,
}

impl Started {
    fn on(folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yuanshu"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(folder);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let says = BufReader::new(child.stderr.take().unwrap());
        Self { child, says }
    }

    /// The next line that has `part` in it; what comes before is passed over.
    fn says(&mut self, part: &str) -> String {
        let mut passed = String::new();
        loop {
            let mut line = String::new();
            assert_ne!(self.says.read_line(&mut line).unwrap(), 0, "it said only: {passed}");
            if line.contains(part) {
                return line;
            }
            passed.push_str(&line);
        }
    }

    fn end(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[test]
fn the_second_server_on_a_register_waits_for_the_first_and_says_for_whom() {
    let kept = Kept::new();
    let mut first = Started::on(&kept.0);
    first.says("已启动：http://127.0.0.1:");
    let mut second = Started::on(&kept.0);
    let waits = second.says("，等它结束……");
    let said = format!("另一个程序正在用登记库（进程 {}，", first.child.id());
    assert!(waits.starts_with(&said), "{waits}");
    first.end();
    second.says("已启动：http://127.0.0.1:");
    second.end();
}
