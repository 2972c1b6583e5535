//! What was told of single enterprises lately, as it was written out.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use zone::enterprise::SubjectId;
use zone::fact::Access;
use zone::say::Tongue;

/// Bytes that are kept at most: some three hundred enterprises.
const MOST: usize = 64 << 20;

/// An enterprise, the most guarded facts of it that are told, and the language.
pub(super) type Of = (SubjectId, Access, Tongue);

/// What was told, until something of the enterprise changes or others take its room.
#[derive(Debug, Default)]
pub(super) struct Told(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    told: HashMap<Of, Line>,
    size: usize,
    turn: u64,
}

#[derive(Debug)]
struct Line {
    json: Bytes,
    /// When it was asked for last, in turns.
    asked: u64,
}

impl Told {
    pub(super) fn get(&self, of: Of) -> Option<Bytes> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.turn += 1;
        let asked = kept.turn;
        let line = kept.told.get_mut(&of)?;
        line.asked = asked;
        Some(line.json.clone())
    }

    pub(super) fn keep(&self, of: Of, json: Bytes) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.put_out(of);
        kept.turn += 1;
        kept.size += json.len();
        let asked = kept.turn;
        kept.told.insert(of, Line { json, asked });
        while kept.size > MOST {
            let oldest = kept.told.iter().min_by_key(|(_, line)| line.asked).map(|(of, _)| *of);
            let Some(oldest) = oldest else { break };
            kept.put_out(oldest);
        }
    }

    /// What was told of these is not so any more.
    pub(super) fn forget(&mut self, touched: &BTreeSet<SubjectId>) {
        let kept = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        let gone: Vec<Of> =
            kept.told.keys().filter(|(subject, ..)| touched.contains(subject)).copied().collect();
        for of in gone {
            kept.put_out(of);
        }
    }
}

impl Kept {
    fn put_out(&mut self, of: Of) {
        if let Some(line) = self.told.remove(&of) {
            self.size -= line.json.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(subject: u32) -> Of {
        (SubjectId(subject), Access::Internal, Tongue::Chinese)
    }

    #[test]
    fn who_was_asked_about_longest_ago_makes_room() {
        let told = Told::default();
        let large = Bytes::from(vec![b' '; MOST / 3]);
        for subject in 0..3 {
            told.keep(of(subject), large.clone());
        }
        assert_eq!(told.get(of(0)), Some(large.clone()));
        told.keep(of(3), large.clone());
        let held: Vec<bool> = (0..4).map(|subject| told.get(of(subject)).is_some()).collect();
        assert_eq!(held, [true, false, true, true]);
        // What is told again takes the room of what was told before.
        told.keep(of(3), large);
        assert!((0..4).filter(|subject| told.get(of(*subject)).is_some()).count() == 3);
    }

    #[test]
    fn what_is_told_of_one_who_changed_is_forgotten_whoever_asks() {
        let mut told = Told::default();
        for subject in 0..2 {
            for access in [Access::Internal, Access::Sensitive] {
                let of = (SubjectId(subject), access, Tongue::English);
                told.keep(of, Bytes::from_static(b"{}"));
            }
        }
        told.forget(&BTreeSet::from([SubjectId(0)]));
        let held =
            |subject, access| told.get((SubjectId(subject), access, Tongue::English)).is_some();
        let held = [
            held(0, Access::Internal),
            held(0, Access::Sensitive),
            held(1, Access::Internal),
            held(1, Access::Sensitive),
        ];
        assert_eq!(held, [false, false, true, true]);
    }
}
