//! No text makes reading fall over, and every fault stands inside its file.

use pack::{File, FileFault, check, read};
use proptest::prelude::*;

const POLICY: &str = include_str!("../../../packs/demo/policy/rd-grant.toml");
const SOURCE: &str = include_str!("../../../packs/demo/source/2026-07.toml");
const FACTS: &str = include_str!("../../../packs/national/fact/finance.toml");

fn faults(files: &[File]) -> Vec<FileFault> {
    let (shelf, mut faults) = read(files);
    faults.extend(check(&shelf));
    faults
}

/// The text with the characters from `at` on, `cut` of them, replaced by `put`.
fn spliced(text: &str, at: usize, cut: usize, put: &str) -> String {
    let at = at % text.chars().count();
    let before = text.chars().take(at);
    before.chain(put.chars()).chain(text.chars().skip(at + cut)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_file_with_a_hole_or_a_stray_text_is_read_to_its_end(
        which in 0usize..3,
        at in any::<usize>(),
        cut in 0usize..40,
        put in r#"[\[\]{}"'=#,.一元%a-c0-9 \n]{0,6}"#,
    ) {
        let mut texts = [POLICY.to_owned(), SOURCE.to_owned(), FACTS.to_owned()];
        texts[which] = spliced(&texts[which], at, cut, &put);
        let paths = ["packs/demo/policy/a.toml", "packs/demo/source/2026-07.toml", "packs/demo/fact/a.toml"];
        let files: Vec<File> =
            paths.iter().zip(&texts).map(|(path, text)| File::new(*path, text.as_str())).collect();
        for FileFault { path, fault } in faults(&files) {
            let text = &texts[paths.iter().position(|known| *known == path).unwrap()];
            prop_assert!(text.get(fault.span.range()).is_some(), "{path}: {fault:?}");
        }
    }

    #[test]
    fn any_text_at_all_is_read(text in any::<String>(), folder in "policy|fact|source|calendar|code|other") {
        let file = File::new(format!("packs/demo/{folder}/a.toml"), text.as_str());
        for FileFault { fault, .. } in faults(&[file]) {
            prop_assert!(text.get(fault.span.range()).is_some(), "{fault:?}");
        }
    }
}
