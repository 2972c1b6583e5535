//! The Debian package's own scripts, as dpkg calls them: what they start and stop, and what they leave.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::desk::Desk;

/// What a script said, and the programs that it called.
type Done = (String, Vec<String>);

/// A machine on which the scripts are tried: its programs only note that they were called.
struct Machine(Desk);

impl Machine {
    fn new(name: &str) -> Self {
        let desk = Desk::new(name);
        let programs = [
            ("systemctl", ""),
            ("useradd", "touch \"$NOTES.user\""),
            ("getent", "[ -e \"$NOTES.user\" ]"),
            ("install", "for last; do :; done; mkdir -p \"$last\""),
        ];
        for (program, does) in programs {
            let file = format!("bin/{program}");
            let script = format!("#!/bin/sh\necho \"{program} $*\" >>\"$NOTES\"\n{does}\n");
            desk.put(&file, script);
            let all = std::fs::Permissions::from_mode(0o755);
            std::fs::set_permissions(desk.path(&file), all).unwrap();
        }
        Self(desk)
    }

    /// A machine on which systemd runs.
    fn running(name: &str) -> Self {
        let machine = Self::new(name);
        machine.0.put("root/run/systemd/system/.keep", "");
        machine
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path(name)
    }

    /// Runs a script as dpkg does.
    fn run(&self, script: &str, arguments: &[&str]) -> Done {
        let notes = self.path("notes");
        std::fs::write(&notes, "").unwrap();
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../package/debian");
        let path = std::env::var("PATH").unwrap();
        let output = Command::new("sh")
            .arg(scripts.join(script))
            .args(arguments)
            .env("DPKG_ROOT", self.path("root"))
            .env("NOTES", &notes)
            .env("PATH", format!("{}:{path}", self.path("bin").display()))
            .output()
            .unwrap();
        assert!(output.status.success(), "{script}: {output:?}");
        let calls = std::fs::read_to_string(&notes).unwrap();
        let root = self.path("root").display().to_string();
        let calls = calls.lines().map(|line| line.replace(&root, "")).collect();
        (String::from_utf8(output.stdout).unwrap(), calls)
    }
}

fn is_told(done: &Done, begins: &str, calls: &[&str]) {
    assert!(done.0.starts_with(begins) && done.0.is_empty() == begins.is_empty(), "{}", done.0);
    assert_eq!(done.1, calls);
}

#[test]
fn a_package_makes_the_user_and_the_folder_once_and_says_what_to_do_next() {
    let machine = Machine::running("package-new");
    let installed = machine.run("postinst", &["configure", ""]);
    let calls = [
        "getent passwd yuanshu",
        "useradd --system --user-group --home-dir /var/lib/yuanshu --shell /usr/sbin/nologin yuanshu",
        "install -d -m 700 -o yuanshu -g yuanshu /var/lib/yuanshu",
        "systemctl daemon-reload",
    ];
    is_told(&installed, "园枢已装好。先建登记库，再启动：\n", &calls);
    let over = machine.run("postinst", &["configure", "0.1.0"]);
    let calls = [
        "getent passwd yuanshu",
        "systemctl daemon-reload",
        "systemctl try-restart yuanshu.service",
    ];
    is_told(&over, "园枢已装好。先建登记库，再启动：\n", &calls);
}

#[test]
fn a_register_outlives_upgrade_removal_and_purge() {
    let machine = Machine::running("package-kept");
    machine.run("postinst", &["configure", ""]);
    let kept = ["zone.toml", "register.db", "heads.log"];
    for file in kept {
        machine.0.put(&format!("root/var/lib/yuanshu/{file}"), file);
    }
    is_told(&machine.run("prerm", &["upgrade", "0.2.0"]), "", &[]);
    is_told(&machine.run("postrm", &["upgrade", "0.2.0"]), "", &["systemctl daemon-reload"]);
    let over = machine.run("postinst", &["configure", "0.1.0"]);
    let calls = [
        "getent passwd yuanshu",
        "systemctl daemon-reload",
        "systemctl try-restart yuanshu.service",
    ];
    is_told(&over, "园枢已装好；登记库在 /var/lib/yuanshu ，没有动。", &calls);
    let calls = ["systemctl stop yuanshu.service", "systemctl disable yuanshu.service"];
    is_told(&machine.run("prerm", &["remove"]), "", &calls);
    is_told(&machine.run("postrm", &["remove"]), "", &["systemctl daemon-reload"]);
    let purged = machine.run("postrm", &["purge"]);
    is_told(&purged, "登记库留在 /var/lib/yuanshu ，没有删除；", &["systemctl daemon-reload"]);
    for file in kept {
        assert_eq!(machine.0.text(&format!("root/var/lib/yuanshu/{file}")), file);
    }
    // Who installs it anew finds the register, and is told so.
    let again = machine.run("postinst", &["configure", ""]);
    let calls = ["getent passwd yuanshu", "systemctl daemon-reload"];
    is_told(&again, "园枢已装好；登记库在 /var/lib/yuanshu ，没有动。", &calls);
}

#[test]
fn where_nothing_runs_nothing_is_started_and_what_is_removed_starts_no_more() {
    let machine = Machine::new("package-image");
    let (_, calls) = machine.run("postinst", &["configure", ""]);
    assert!(!calls.iter().any(|call| call.starts_with("systemctl")), "{calls:?}");
    let calls = ["systemctl disable yuanshu.service"];
    is_told(&machine.run("prerm", &["remove"]), "", &calls);
    is_told(&machine.run("postrm", &["remove"]), "", &[]);
}

/// A file of the clone.
fn text(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::read_to_string(root.join(path)).unwrap()
}

#[test]
fn a_container_is_built_with_the_compiler_that_the_clone_asks_for() {
    let wanted = text("rust-toolchain.toml");
    let wanted = wanted.lines().find_map(|line| line.strip_prefix("channel = ")).unwrap();
    let wanted = wanted.trim_matches('"');
    let steps = text("package/Dockerfile");
    for step in [format!("FROM rust:{wanted}-"), format!("ENV RUSTUP_TOOLCHAIN={wanted}")] {
        assert_eq!(steps.lines().filter(|line| line.starts_with(&step)).count(), 1, "{step}");
    }
}

#[test]
fn the_unit_calls_programs_that_every_machine_has() {
    let unit = text("package/yuanshu.service");
    let programs = unit.lines().filter_map(|line| {
        let (key, command) = line.split_once('=')?;
        key.starts_with("Exec").then(|| command.split_whitespace().next())?
    });
    assert_eq!(programs.collect::<Vec<_>>(), ["/usr/bin/yuanshu", "/bin/sh"]);
}
