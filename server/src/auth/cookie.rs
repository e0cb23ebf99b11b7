//! The session cookie.

use super::Token;
use axum::http::{HeaderMap, header};

/// How the cookie is named and guarded, which depends on the address people use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cookies {
    secure: bool,
    owner: Owner,
}

/// Whose sessions a cookie opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    /// People with an account.
    Staff,
    /// Signatories, for their own request.
    Signatory,
}

impl Cookies {
    /// For a server that people reach at `base_url`. With `https` the cookie carries the `__Host-`
    /// prefix, so that no other host of the domain can set it; over plain `http`, which is only
    /// for the machine itself, browsers would refuse such a name.
    #[must_use]
    pub fn for_base_url(base_url: &str) -> Self {
        Self { secure: base_url.starts_with("https://"), owner: Owner::Staff }
    }

    /// The cookie of signatories, under a name of its own: on a tablet that is handed over the two
    /// stand side by side, and neither is ever read for the other. It has the path `/` since
    /// browsers take the `__Host-` prefix with no other, and that prefix guards better than a path.
    #[must_use]
    pub const fn of_signatories(self) -> Self {
        Self { owner: Owner::Signatory, ..self }
    }

    const fn name(self) -> &'static str {
        match (self.owner, self.secure) {
            (Owner::Staff, true) => "__Host-passerelle",
            (Owner::Staff, false) => "passerelle",
            (Owner::Signatory, true) => "__Host-passerelle-demande",
            (Owner::Signatory, false) => "passerelle-demande",
        }
    }

    /// The `Set-Cookie` value that opens a session. It lives until the browser is closed or
    /// `max_age` seconds have passed; the server's own limits are stricter.
    #[must_use]
    pub fn open(self, token: &Token, max_age: i64) -> String {
        self.write(&token.to_hex(), max_age)
    }

    /// The `Set-Cookie` value that removes it.
    #[must_use]
    pub fn remove(self) -> String {
        self.write("", 0)
    }

    fn write(self, value: &str, max_age: i64) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        let name = self.name();
        format!("{name}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Strict{secure}")
    }

    /// The token a request carries.
    #[must_use]
    pub fn read(self, headers: &HeaderMap) -> Option<Token> {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == self.name())
            .and_then(|(_, value)| Token::parse(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn the_cookie_is_guarded_as_well_as_the_address_allows() {
        let token = Token::parse(&"ab".repeat(32)).expect("a token");
        let secure = Cookies::for_base_url("https://passerelle.example").open(&token, 60);
        assert_eq!(
            secure,
            format!(
                "__Host-passerelle={}; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure",
                "ab".repeat(32)
            )
        );
        let local = Cookies::for_base_url("http://localhost:3000").remove();
        assert_eq!(local, "passerelle=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        let text = format!("a=b; passerelle={}; c", "ab".repeat(32));
        headers.insert(header::COOKIE, HeaderValue::from_str(&text).expect("a header"));
        assert!(Cookies::for_base_url("http://localhost").read(&headers).is_some());
        assert!(Cookies::for_base_url("https://example.org").read(&headers).is_none());
    }

    #[test]
    fn the_cookie_of_a_signatory_is_none_of_the_staff() {
        let staff = Cookies::for_base_url("https://passerelle.example");
        let own = staff.of_signatories();
        let token = Token::parse(&"ab".repeat(32)).expect("a token");
        let written = own.open(&token, 1_800);
        assert!(written.starts_with("__Host-passerelle-demande="), "{written}");
        let sent = written.split(';').next().unwrap_or_default();
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(sent).expect("a header"));
        assert_eq!((own.read(&headers), staff.read(&headers)), (Some(token), None));
    }
}
