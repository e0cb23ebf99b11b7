//! Signing out.

use crate::api::ApiError;
use crate::api::account::sign_out;
use crate::device::database::StoreError;
use crate::device::last_user;
use crate::ui::sign_in_link::PAGE;
use leptos::prelude::*;

/// Why signing out did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeaveError {
    /// The server did not end the session: only it can.
    Server(ApiError),
    /// The session has ended, but this browser still remembers who worked here.
    NotForgotten,
}

/// Ends the session on the server, makes the browser forget who worked here, and begins anew. What
/// waits stays in the person's own store.
///
/// # Errors
/// When the server does not answer, or the browser does not forget.
pub async fn leave() -> Result<(), LeaveError> {
    match sign_out().await {
        Ok(()) | Err(ApiError::SignIn) => {}
        Err(error) => return Err(LeaveError::Server(error)),
    }
    match last_user::remember(None).await {
        Ok(()) | Err(StoreError::Absent) => {}
        Err(_) => return Err(LeaveError::NotForgotten),
    }
    // A page that is loaded anew holds nothing of the person in memory.
    let _ = window().location().set_href(PAGE);
    Ok(())
}
