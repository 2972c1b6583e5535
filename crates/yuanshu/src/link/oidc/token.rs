//! An ID token: who signed it, for whom it is, until when, and what it says.

use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey, Validation};
use serde_json::{Map, Value as Json};

/// Clocks differ by so many seconds at most.
const SKEW: i64 = 60;

/// For whom a token must be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected<'a> {
    /// Who says it.
    pub issuer: &'a str,
    /// Whom it is said to.
    pub client: &'a str,
    /// What was sent with the question.
    pub nonce: &'a str,
    /// The second it is.
    pub now: i64,
}

/// Why a token is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It is no token.
    #[error("it cannot be read")]
    Form,
    /// It is signed in a way that is not taken; `none` and shared secrets are not.
    #[error("its way of signing is not taken")]
    Algorithm,
    /// It names a key that the provider does not have.
    #[error("its key is not known")]
    Key,
    /// Somebody else made it.
    #[error("its signature is wrong")]
    Signature,
    /// Another provider made it.
    #[error("it is of another issuer")]
    Issuer,
    /// It is for another program.
    #[error("it is for another client")]
    Audience,
    /// Its time is over, or to come.
    #[error("its time is over or to come")]
    Time,
    /// It answers another question.
    #[error("it answers another question")]
    Nonce,
}

/// What a token says, where it is signed and meant for who reads it (OpenID Connect Core 3.1.3.7).
pub(super) fn read(
    token: &str,
    keys: &JwkSet,
    expected: &Expected<'_>,
) -> Result<Map<String, Json>, Unfit> {
    let head = jsonwebtoken::decode_header(token).map_err(|_| Unfit::Form)?;
    // What must be understood by who reads it is not, and a shared secret is no signature.
    if head.crit.is_some() || head.alg.family() == AlgorithmFamily::Hmac {
        return Err(Unfit::Algorithm);
    }
    let of_kid = |key: &&Jwk| head.kid.is_none() || key.common.key_id == head.kid;
    let signs =
        |key: &&Jwk| matches!(key.common.public_key_use, None | Some(PublicKeyUse::Signature));
    let mut tried = keys.keys.iter().filter(of_kid).filter(signs).peekable();
    if tried.peek().is_none() {
        return Err(Unfit::Key);
    }
    let mut why = Unfit::Algorithm;
    for key in tried {
        match signed(token, key, head.alg) {
            Ok(claims) => return check(&claims, expected).map(|()| claims),
            Err(unfit) => why = unfit,
        }
    }
    Err(why)
}

/// What a token says that was signed with a key, whoever it is for.
fn signed(token: &str, key: &Jwk, alg: Algorithm) -> Result<Map<String, Json>, Unfit> {
    use jsonwebtoken::errors::ErrorKind;
    let key = DecodingKey::from_jwk(key).map_err(|_| Unfit::Key)?;
    if key.family() != alg.family() {
        return Err(Unfit::Algorithm);
    }
    let mut validation = Validation::new(alg);
    // For whom and until when is looked at by our own clock.
    validation.required_spec_claims.clear();
    (validation.validate_exp, validation.validate_aud) = (false, false);
    let decoded = jsonwebtoken::decode(token, &key, &validation);
    decoded.map(|decoded| decoded.claims).map_err(|error| match error.kind() {
        ErrorKind::InvalidSignature => Unfit::Signature,
        ErrorKind::InvalidAlgorithm | ErrorKind::UnsupportedAlgorithm => Unfit::Algorithm,
        ErrorKind::InvalidKeyFormat => Unfit::Key,
        _ => Unfit::Form,
    })
}

fn check(claims: &Map<String, Json>, expected: &Expected<'_>) -> Result<(), Unfit> {
    let text = |name: &str| claims.get(name).and_then(Json::as_str);
    if text("iss") != Some(expected.issuer) {
        return Err(Unfit::Issuer);
    }
    let meant = match claims.get("aud") {
        Some(Json::String(one)) => one == expected.client,
        Some(Json::Array(several)) => {
            let among = several.iter().any(|one| one.as_str() == Some(expected.client));
            among && (several.len() == 1 || text("azp") == Some(expected.client))
        }
        _ => false,
    };
    if !meant || text("azp").is_some_and(|to| to != expected.client) {
        return Err(Unfit::Audience);
    }
    let second = |name: &str| claims.get(name).and_then(Json::as_i64);
    let ends = second("exp").ok_or(Unfit::Time)?;
    let made = second("iat").ok_or(Unfit::Time)?;
    let begins = second("nbf").unwrap_or(made).max(made);
    let now = expected.now;
    if now >= ends.saturating_add(SKEW) || begins > now.saturating_add(SKEW) {
        return Err(Unfit::Time);
    }
    if text("nonce") != Some(expected.nonce) {
        return Err(Unfit::Nonce);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD;
    use jsonwebtoken::EncodingKey;
    use serde_json::json;

    use super::*;

    /// A key pair on the curve P-256, from its 32 secret bytes, and what a provider tells of it.
    fn pair(secret: u8) -> (EncodingKey, JwkSet) {
        // PKCS #8 of a key without its public half (RFC 5958, RFC 5915).
        let mut document = vec![
            0x30, 0x41, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d,
            0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x04, 0x27,
            0x30, 0x25, 0x02, 0x01, 0x01, 0x04, 0x20,
        ];
        document.extend([secret; 32]);
        let key = EncodingKey::from_ec_der(&document);
        let mut told = Jwk::from_encoding_key(&key, Algorithm::ES256).unwrap();
        told.common.key_id = Some("one".to_owned());
        (key, JwkSet { keys: vec![told] })
    }

    fn part(json: &Json) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(json.to_string())
    }

    fn token(key: &EncodingKey, head: &Json, body: &Json) -> String {
        let signed = format!("{}.{}", part(head), part(body));
        let alg = Algorithm::ES256;
        let signature = jsonwebtoken::crypto::sign(signed.as_bytes(), key, alg).unwrap();
        format!("{signed}.{signature}")
    }

    const EXPECTED: Expected<'_> =
        Expected { issuer: "https://sso", client: "yuanshu", nonce: "n", now: 1_000_000 };

    fn head() -> Json {
        json!({ "alg": "ES256", "kid": "one" })
    }

    /// A body with something else in it.
    fn body(other: &Json) -> Json {
        let mut body = json!({
            "iss": "https://sso", "aud": "yuanshu", "nonce": "n", "sub": "7",
            "iat": 1_000_000, "exp": 1_000_300,
        });
        for (name, value) in other.as_object().unwrap() {
            body[name] = value.clone();
        }
        body
    }

    #[test]
    fn a_token_that_is_signed_and_meant_for_us_is_believed() {
        let (pair, keys) = pair(7);
        let read = |body: &Json| read(&token(&pair, &head(), body), &keys, &EXPECTED);
        let plain = body(&json!({}));
        assert_eq!(read(&plain).as_ref(), Ok(plain.as_object().unwrap()));
        for fit in [
            json!({ "aud": ["yuanshu"] }),
            json!({ "aud": ["other", "yuanshu"], "azp": "yuanshu" }),
            json!({ "exp": 1_000_000 - 59 }),
            json!({ "iat": 1_000_000 + 60 }),
        ] {
            assert!(read(&body(&fit)).is_ok(), "{fit}");
        }
    }

    #[test]
    fn a_token_for_others_or_another_time_is_not() {
        let (pair, keys) = pair(7);
        let read = |body: &Json| read(&token(&pair, &head(), body), &keys, &EXPECTED).unwrap_err();
        for (other, why) in [
            (json!({ "iss": "https://sso/" }), Unfit::Issuer),
            (json!({ "aud": "other" }), Unfit::Audience),
            (json!({ "aud": ["other", "yuanshu"] }), Unfit::Audience),
            (json!({ "azp": "other" }), Unfit::Audience),
            (json!({ "exp": 1_000_000 - 60 }), Unfit::Time),
            (json!({ "exp": "1000300" }), Unfit::Time),
            (json!({ "iat": 1_000_000 + 61 }), Unfit::Time),
            (json!({ "nbf": 1_000_000 + 61 }), Unfit::Time),
            (json!({ "nonce": "m" }), Unfit::Nonce),
            (json!({ "nonce": null }), Unfit::Nonce),
        ] {
            assert_eq!(read(&body(&other)), why, "{other}");
        }
    }

    #[test]
    fn a_token_that_somebody_else_signed_is_not() {
        let ((ours, keys), (theirs, _)) = (pair(7), pair(8));
        let read = |token: &str| read(token, &keys, &EXPECTED).unwrap_err();
        let plain = body(&json!({}));
        assert_eq!(read(&token(&theirs, &head(), &plain)), Unfit::Signature);
        let whole = token(&ours, &head(), &plain);
        let (signed, _) = whole.rsplit_once('.').unwrap();
        assert_eq!(read(&format!("{signed}.")), Unfit::Signature);
        for (alg, why) in [
            ("none", Unfit::Form),
            ("HS256", Unfit::Algorithm),
            ("ES384", Unfit::Form),
            ("RS256", Unfit::Algorithm),
        ] {
            let head = json!({ "alg": alg, "kid": "one" });
            assert_eq!(read(&token(&ours, &head, &plain)), why, "{alg}");
        }
        let head = json!({ "alg": "ES256", "kid": "two" });
        assert_eq!(read(&token(&ours, &head, &plain)), Unfit::Key);
        let head = json!({ "alg": "ES256", "kid": "one", "crit": ["exp"] });
        assert_eq!(read(&token(&ours, &head, &plain)), Unfit::Algorithm);
        assert_eq!(read("a.b"), Unfit::Form);
    }
}
