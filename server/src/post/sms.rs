//! Text messages by a gateway that takes one POST a message.

use super::{SendError, Text, Texter};
use app::api::messages::Problem;
use async_trait::async_trait;
use serde::Deserialize;
use std::time::Duration;

/// For the whole request.
const TIMEOUT: Duration = Duration::from_secs(20);

/// How the body of the request is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// JSON: what is put in becomes a string with its quotes.
    #[default]
    Json,
    /// A form: what is put in is percent-encoded.
    Form,
}

impl Format {
    const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Form => "application/x-www-form-urlencoded",
        }
    }

    fn quote(self, text: &str) -> String {
        match self {
            Self::Json => serde_json::Value::from(text).to_string(),
            Self::Form => form_urlencoded::byte_serialize(text.as_bytes()).collect(),
        }
    }
}

/// A gateway.
#[derive(Clone)]
pub struct Gateway {
    agent: ureq::Agent,
    url: String,
    /// Name and value of the header that says who we are.
    header: Option<(String, String)>,
    format: Format,
    template: String,
}

/// Settings of a gateway that do not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadGateway {
    /// The address.
    #[error("sms_url must be https://…, or http://… on the machine itself")]
    Url,
    /// The header.
    #[error("sms_header must be a name, a colon and a value, such as `Authorization: Bearer …`")]
    Header,
    /// The template.
    #[error(
        "sms_body must hold {{to}} and {{text}}, such as {{\"to\": {{to}}, \"text\": {{text}}}}"
    )]
    Template,
}

impl Gateway {
    /// The gateway at `url`. `template` is the body with `{to}`, `{text}` and, for gateways that
    /// know a message sent twice by its reference, `{id}`.
    ///
    /// # Errors
    /// When a setting does not do.
    pub fn new(
        url: &str,
        header: Option<&str>,
        format: Format,
        template: &str,
    ) -> Result<Self, BadGateway> {
        let local = ["http://localhost", "http://127.0.0.1", "http://[::1]"];
        let is_local = local
            .iter()
            .any(|start| url.strip_prefix(start).is_some_and(|rest| rest.starts_with([':', '/'])));
        if !url.starts_with("https://") && !is_local {
            return Err(BadGateway::Url);
        }
        let header = header
            .map(|header| {
                let (name, value) = header.split_once(':').ok_or(BadGateway::Header)?;
                Ok((name.trim().to_owned(), value.trim().to_owned()))
            })
            .transpose()?;
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .http_status_as_error(false)
            // A message goes where the settings say, and nowhere else.
            .max_redirects(0)
            .build()
            .into();
        if !template.contains("{to}") || !template.contains("{text}") {
            return Err(BadGateway::Template);
        }
        Ok(Self { agent, url: url.to_owned(), header, format, template: template.to_owned() })
    }

    fn body(&self, text: &Text) -> String {
        // One walk over the template: what is put in is never read as a part of it.
        let mut body = String::with_capacity(self.template.len() + text.body.len() + 32);
        let mut rest = self.template.as_str();
        while let Some(place) = rest.find('{') {
            body.push_str(&rest[..place]);
            rest = &rest[place..];
            let id = text.id.to_string();
            let values =
                [("{to}", text.to.as_str()), ("{text}", text.body.trim_end()), ("{id}", &id)];
            let found = values.into_iter().find(|(mark, _)| rest.starts_with(mark));
            if let Some((mark, value)) = found {
                body.push_str(&self.format.quote(value));
                rest = &rest[mark.len()..];
            } else {
                body.push('{');
                rest = &rest[1..];
            }
        }
        body.push_str(rest);
        body
    }

    fn post(&self, body: String) -> Result<(), SendError> {
        let mut request =
            self.agent.post(&self.url).header("content-type", self.format.content_type());
        if let Some((name, value)) = &self.header {
            request = request.header(name, value);
        }
        match request.send(body) {
            Ok(answer) => judge(answer.status().as_u16()),
            Err(ureq::Error::Http(_) | ureq::Error::BadUri(_)) => {
                Err(SendError::Never(Problem::Internal))
            }
            Err(_) => Err(SendError::NotNow(Problem::Unreachable)),
        }
    }
}

/// What the number of an answer means (RFC 9110, 15).
const fn judge(status: u16) -> Result<(), SendError> {
    match status {
        200..=299 => Ok(()),
        // Ours to mend in the settings: the message itself may be fine.
        300..=399 | 401 | 403 | 404 | 408 | 429 => Err(SendError::NotNow(Problem::TryLater)),
        400..=499 => Err(SendError::Never(Problem::Rejected)),
        _ => Err(SendError::NotNow(Problem::Unreachable)),
    }
}

#[async_trait]
impl Texter for Gateway {
    async fn text(&self, text: &Text) -> Result<(), SendError> {
        let (gateway, body) = (self.clone(), self.body(text));
        let sent = tokio::task::spawn_blocking(move || gateway.post(body)).await;
        let sent = sent.unwrap_or(Err(SendError::NotNow(Problem::Internal)));
        if let Err(why) = sent {
            tracing::warn!(%why, "a text message was not taken");
        }
        sent
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::contact::PhoneNumber;
    use domain::id::MessageId;
    use uuid::Uuid;

    fn text() -> Text {
        Text {
            id: MessageId(Uuid::from_u128(7)),
            to: PhoneNumber::new("0639981234").expect("a number"),
            body: "Lieu : \"salle {to}\" & jardin\n".to_owned(),
        }
    }

    fn gateway(format: Format, template: &str) -> Gateway {
        Gateway::new("https://sms.example/send", Some("Authorization: Bearer x"), format, template)
            .expect("a gateway")
    }

    #[test]
    fn what_is_put_into_the_template_cannot_change_it() {
        let json = gateway(Format::Json, r#"{"to": {to}, "sms": {"text": {text}}, "ref": {id}}"#);
        let body: serde_json::Value = serde_json::from_str(&json.body(&text())).expect("JSON");
        assert_eq!(body["to"], "+33639981234");
        assert_eq!(body["sms"]["text"], "Lieu : \"salle {to}\" & jardin");
        assert_eq!(body["ref"], "00000000-0000-0000-0000-000000000007");
        let form = gateway(Format::Form, "to={to}&message={text}");
        assert_eq!(
            form.body(&text()),
            "to=%2B33639981234&message=Lieu+%3A+%22salle+%7Bto%7D%22+%26+jardin"
        );
    }

    #[test]
    fn settings_that_cannot_work_are_refused_at_once() {
        let new = |url, header, template| Gateway::new(url, header, Format::Json, template).err();
        let good = "{to}{text}";
        assert_eq!(new("http://sms.example/", None, good), Some(BadGateway::Url));
        assert_eq!(new("http://localhost.example/", None, good), Some(BadGateway::Url));
        assert_eq!(new("http://127.0.0.1:9000/", None, good), None);
        assert_eq!(new("https://sms.example/", Some("Bearer"), good), Some(BadGateway::Header));
        assert_eq!(new("https://sms.example/", None, "{to}"), Some(BadGateway::Template));
    }
}
