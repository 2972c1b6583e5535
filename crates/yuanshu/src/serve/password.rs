//! Passwords as they are kept: argon2id, slow on purpose and in much memory.

use std::sync::OnceLock;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

/// Memory in KiB, rounds and lanes: what OWASP's cheat sheet on password storage gives as the
/// least for argon2id. RFC 9106 recommends more memory (64 MiB), which a small machine lacks where
/// several sign in at once.
const PARAMS: (u32, u32, u32) = (19 * 1024, 2, 1);

/// Why a password could not be hashed.
#[derive(Debug, thiserror::Error)]
#[error("the password cannot be hashed: {0}")]
pub struct Unhashed(String);

/// The argon2 text of a password, with a salt of its own.
pub fn hash(password: &str) -> Result<String, Unhashed> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|error| Unhashed(error.to_string()))?;
    let salt = SaltString::encode_b64(&salt).map_err(|error| Unhashed(error.to_string()))?;
    let hashed = argon2().hash_password(password.as_bytes(), &salt);
    Ok(hashed.map_err(|error| Unhashed(error.to_string()))?.to_string())
}

/// Whether a password is the one of an argon2 text.
pub fn verify(password: &str, hashed: &str) -> bool {
    let Ok(hashed) = PasswordHash::new(hashed) else { return false };
    argon2().verify_password(password.as_bytes(), &hashed).is_ok()
}

/// Takes as long as [`verify`] does, for an account that does not exist.
pub fn pretend(password: &str) {
    static NOBODY: OnceLock<String> = OnceLock::new();
    let nobody = NOBODY.get_or_init(|| hash("nobody").unwrap_or_default());
    let _same = verify(password, nobody);
}

/// Keys beside each other and letters that follow each other.
const ROWS: [&str; 6] = [
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb",
];

/// Words that, with numbers and marks among them, are tried before all others.
const WORDS: [&str; 9] = [
    "password",
    "passwrd",
    "psswrd",
    "admin",
    "administrator",
    "root",
    "yuanshu",
    "gaoxin",
    "test",
];

/// Whether a password is among the first that are guessed: a row of keys with one break at most,
/// one piece three times over, or a word that everybody takes with only numbers and marks to it.
pub fn is_obvious(password: &str) -> bool {
    let letters: Vec<char> = password.to_lowercase().chars().collect();
    let over = (1..=letters.len() / 3)
        .any(|piece| letters.iter().zip(letters.iter().skip(piece)).all(|(one, next)| one == next));
    let breaks =
        letters.iter().zip(letters.iter().skip(1)).filter(|(one, next)| !follow(**one, **next));
    let word: String = letters.iter().filter(|letter| letter.is_alphabetic()).collect();
    over || breaks.count() <= 1 || WORDS.contains(&word.as_str())
}

/// Whether two letters are one, or beside each other in a row.
fn follow(one: char, next: char) -> bool {
    let beside = |row: &&str| {
        row.chars().zip(row.chars().skip(1)).any(|pair| pair == (one, next) || pair == (next, one))
    };
    one == next || ROWS.iter().any(beside)
}

fn argon2() -> Argon2<'static> {
    let (memory, rounds, lanes) = PARAMS;
    let params = Params::new(memory, rounds, lanes, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guessed_first_is_no_password() {
        for guess in [
            "1234567890",
            "0987654321",
            "aaaaaaaaaa",
            "qwertyuiop",
            "1qaz2wsx3edc",
            "abcdef123456",
            "123123123123",
            "春春春春春春春春春春",
            "Password123!",
            "Admin@12345",
            "P@ssw0rd2026",
        ] {
            assert!(is_obvious(guess), "{guess}");
        }
        for good in [
            "曲江春水绕园林二零二六年",
            "correct horse battery",
            "sn3d-sws2-45qq",
            "adminstays-here7",
        ] {
            assert!(!is_obvious(good), "{good}");
        }
    }

    #[test]
    fn a_password_is_known_again_and_its_text_never_twice_the_same() {
        let (one, other) = (hash("曲江春水 2026").unwrap(), hash("曲江春水 2026").unwrap());
        assert_ne!(one, other);
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert!(verify("曲江春水 2026", &one) && verify("曲江春水 2026", &other));
        assert!(!verify("曲江春水 2027", &one));
        assert!(!verify("", "not a hash"));
    }
}
