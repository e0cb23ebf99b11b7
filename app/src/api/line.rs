//! The protocol of every server function but the upload of a list: POST there and back, both in
//! one encoding.
//!
//! It does what `server_fn`'s own [`Http`] does. In the browser, however, everything between
//! writing the question and reading the answer is compiled once, and not anew for each function.

use super::ApiError;
use http::Method;
use server_fn::codec::Post;
use server_fn::{ContentType, Decodes, Encodes, Http, Protocol};
use std::marker::PhantomData;

/// What it comes to on the server.
type Plain<Encoding> = Http<Post<Encoding>, Post<Encoding>>;

/// The protocol, in an encoding.
#[derive(Debug)]
pub struct Line<Encoding>(PhantomData<Encoding>);

impl<Input, Output, Encoding, Client, Server> Protocol<Input, Output, Client, Server, ApiError>
    for Line<Encoding>
where
    Input: Send,
    Output: Send,
    Encoding: ContentType + Encodes<Input> + Decodes<Input> + Encodes<Output> + Decodes<Output>,
    Client: server_fn::client::Client<ApiError>,
    Server: server_fn::server::Server<ApiError>,
    Plain<Encoding>: Protocol<Input, Output, Client, Server, ApiError>,
{
    const METHOD: Method = Method::POST;

    async fn run_server<F, Fut>(
        request: Server::Request,
        server_fn: F,
    ) -> Result<Server::Response, ApiError>
    where
        F: Fn(Input) -> Fut + Send,
        Fut: Future<Output = Result<Output, ApiError>> + Send,
    {
        <Plain<Encoding> as Protocol<Input, Output, Client, Server, ApiError>>::run_server(
            request, server_fn,
        )
        .await
    }

    #[cfg(not(feature = "csr"))]
    async fn run_client(path: &str, input: Input) -> Result<Output, ApiError> {
        <Plain<Encoding> as Protocol<Input, Output, Client, Server, ApiError>>::run_client(
            path, input,
        )
        .await
    }

    #[cfg(feature = "csr")]
    async fn run_client(path: &str, input: Input) -> Result<Output, ApiError> {
        let question = Encoding::encode(&input).map_err(|_| ApiError::Internal)?;
        let answer = browser::post(path.to_owned(), Encoding::CONTENT_TYPE, question).await?;
        Encoding::decode(answer).map_err(|_| ApiError::Unreadable)
    }
}

#[cfg(feature = "csr")]
mod browser {
    use super::ApiError;
    use crate::api::error_text::ErrorText;
    use server_fn::client::Client;
    use server_fn::client::browser::BrowserClient;
    use server_fn::request::ClientReq;
    use server_fn::request::browser::BrowserRequest;
    use server_fn::response::ClientRes;
    use server_fn::response::browser::BrowserResponse;
    use server_fn::{Bytes, Decodes};
    use std::pin::Pin;

    type Answer = Result<Bytes, ApiError>;

    /// Sends a question and gives the bytes of the answer, or the error that it carries.
    pub fn post(
        path: String,
        kind: &'static str,
        question: Bytes,
    ) -> Pin<Box<dyn Future<Output = Answer> + Send>> {
        Box::pin(async move {
            let request: BrowserRequest =
                <BrowserRequest as ClientReq<ApiError>>::try_new_post_bytes(
                    &path, kind, kind, question,
                )?;
            let response: BrowserResponse =
                <BrowserClient as Client<ApiError>>::send(request).await?;
            let status = <BrowserResponse as ClientRes<ApiError>>::status(&response);
            let bytes = <BrowserResponse as ClientRes<ApiError>>::try_into_bytes(response).await?;
            if (400..=599).contains(&status) {
                let Ok(error) = ErrorText::decode(bytes);
                return Err(error);
            }
            Ok(bytes)
        })
    }
}
