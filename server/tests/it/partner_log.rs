//! The tokens of links, a partner's and an account's, never get into the log.

use crate::partner_world::{Partner, REFERRAL, world};
use server::config::LogFormat;
use server::logging;
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Log lines, kept to be read.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Kept {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn the_token_is_in_no_log_line_however_much_is_logged() {
    let kept = Kept::default();
    let filter = EnvFilter::new("trace");
    let subscriber = logging::subscriber(LogFormat::Pretty, filter, false, kept.clone());
    // For the whole process: what other tests log meanwhile holds nothing of this one.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    partner.open().await;
    partner.answer(&[("answer", "under_review")]).await;
    partner.board().await;
    partner.post(&[("ask", "link")]).await;
    Partner::at(&app, &format!("{}/autre", partner.path)).open().await;
    let supervisor = app.supervisor().await;
    let arguments = serde_json::json!({"referral": REFERRAL});
    let copied = supervisor.call("desk/referrals/partner-link", arguments).await;
    let copied: String = copied.read();
    Partner::at(&app, &copied).open().await;
    let arguments = serde_json::json!({"user": crate::app::ALICE});
    let chosen: String = supervisor.call("desk/accounts/password-link", arguments).await.read();
    let owner = Partner::at(&app, &chosen);
    owner.open().await;
    owner
        .post(&[("password", "une phrase introuvable"), ("again", "une phrase introuvable")])
        .await;
    owner.open().await;

    let log = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("/p/{token}"), "the requests are logged, by their pattern: {log}");
    assert!(log.contains("file or page"), "{log}");
    assert!(log.contains("/mot-de-passe/{token}") && !log.contains("introuvable"), "{log}");
    for path in [&partner.path, &copied, &chosen] {
        let token = path.rsplit('/').next().unwrap();
        assert!(!log.contains(token) && !log.contains(&token[..16]), "{log}");
    }
    for name in ["Exemple-Amina", "EXEMPLE-AMINA", "Zohra"] {
        assert!(!log.contains(name), "{log}");
    }
}
