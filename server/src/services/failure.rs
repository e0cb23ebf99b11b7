//! Faults of the server, as the contract names them; the detail goes to the log.

use crate::auth::password::PasswordError;
use crate::db::DbError;
use crate::new_password::NewPasswordError;
use crate::partner::PartnerError;
use crate::randomness::NoRandomness;
use crate::registration::RegistrationError;
use crate::signatory::SignatoryError;
use app::api::ApiError;

impl From<DbError> for ApiError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Full => {
                tracing::error!("the disk is full or cannot be written");
                Self::StorageFull
            }
            DbError::Busy => {
                tracing::warn!("the database is busy");
                Self::Busy
            }
            other => {
                tracing::error!(error = %other, "the database failed");
                Self::Internal
            }
        }
    }
}

impl From<DbError> for RegistrationError {
    fn from(error: DbError) -> Self {
        match ApiError::from(error) {
            ApiError::StorageFull => Self::StorageFull,
            ApiError::Busy => Self::Busy,
            _ => Self::Internal,
        }
    }
}

impl From<DbError> for PartnerError {
    fn from(error: DbError) -> Self {
        match ApiError::from(error) {
            ApiError::StorageFull => Self::StorageFull,
            ApiError::Busy => Self::Busy,
            _ => Self::Internal,
        }
    }
}

impl From<DbError> for SignatoryError {
    fn from(error: DbError) -> Self {
        match ApiError::from(error) {
            ApiError::StorageFull => Self::StorageFull,
            ApiError::Busy => Self::Busy,
            _ => Self::Internal,
        }
    }
}

impl From<DbError> for NewPasswordError {
    fn from(error: DbError) -> Self {
        match ApiError::from(error) {
            ApiError::StorageFull => Self::StorageFull,
            ApiError::Busy => Self::Busy,
            _ => Self::Internal,
        }
    }
}

impl From<NoRandomness> for ApiError {
    fn from(error: NoRandomness) -> Self {
        tracing::error!(%error, "no randomness");
        Self::Internal
    }
}

impl From<PasswordError> for ApiError {
    fn from(error: PasswordError) -> Self {
        tracing::error!(%error, "a password could not be checked");
        Self::Internal
    }
}
