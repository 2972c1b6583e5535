//! The second factor: codes that change with time (RFC 6238).

use store::Moment;
use totp_rs::{Algorithm, Builder, Secret};

/// Seconds that a code is good for.
const STEP: u64 = 30;

/// Why there is no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the machine gives no random bytes")]
pub struct NoRandom;

/// A new secret, as people type it.
pub fn secret() -> Result<String, NoRandom> {
    let mut bytes = [0; 20];
    getrandom::fill(&mut bytes).map_err(|_| NoRandom)?;
    Ok(Secret::from(bytes.to_vec()).to_base32())
}

/// A code that one tells another: ten letters, in fives to be read out.
pub fn code() -> Result<String, NoRandom> {
    let secret = secret()?;
    let (first, second) = secret.split_at_checked(5).ok_or(NoRandom)?;
    Ok(format!("{first}-{}", second.get(..5).ok_or(NoRandom)?))
}

/// The bytes of a secret that was typed.
pub fn parse(text: &str) -> Option<Vec<u8>> {
    let secret = Secret::try_from_base32(text.trim().to_uppercase()).ok()?;
    let bytes: &[u8] = secret.as_ref();
    (bytes.len() == 20).then(|| bytes.to_vec())
}

/// The link that programs read from a picture.
pub fn uri(secret: &str, zone: &str, login: &str) -> String {
    let escape = |text: &str| {
        let letter = |byte: u8| match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'.' | b'_' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        };
        text.bytes().map(letter).collect::<String>()
    };
    let (zone, login) = (escape(zone), escape(login));
    format!("otpauth://totp/{zone}:{login}?secret={secret}&issuer={zone}")
}

/// The step whose code it is: the one it is, the one before or the one after.
pub fn step(secret: &[u8], code: &str, now: Moment) -> Option<i64> {
    let totp = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(STEP)
        .with_secret(secret.to_vec())
        .build_noncompliant();
    let time = u64::try_from(now.timestamp().as_second()).ok()?;
    i64::try_from(totp.check(code, time)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Moment {
        Moment::new(jiff::Timestamp::from_second(seconds).unwrap())
    }

    /// The vectors of RFC 6238, appendix B, in six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = b"12345678901234567890";
        for (time, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")] {
            assert_eq!(step(secret, code, at(time)), Some(time / 30), "{time}");
            assert_eq!(step(secret, code, at(time + 30)), Some(time / 30), "{time}");
            assert_eq!(step(secret, code, at(time + 90)), None, "{time}");
        }
    }

    #[test]
    fn a_secret_is_typed_in_any_case() {
        let secret = secret().unwrap();
        assert_eq!(parse(&format!(" {} ", secret.to_lowercase())), parse(&secret));
        assert_eq!(parse("没有"), None);
    }
}
