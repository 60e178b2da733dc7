//! The answers of each address.
//!
//! - `/open`, with `{"copy_of": name}` for a copy of a closed shop: the new shop's name.
//! - `/<shop>/close` and `/<shop>/reopen`: closes and reopens the shop, like a restart of the
//!   program.
//! - `/<shop>/command/<name>`, with the arguments: the result of the command, or its refusal.
//! - `/<shop>/events/<count>`: the events after the first `count`, once there are any.

use commands::prelude::*;
use register::CommandError;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::events::shown;
use crate::http::{HttpRequest, HttpResponse};
use crate::shops::{OpenShop, Shops};

/// The body of `/open`.
#[derive(Deserialize)]
struct Opening {
    copy_of: Option<String>,
}

pub(crate) fn answer(shops: &Shops, request: &HttpRequest) -> HttpResponse {
    let parts: Vec<&str> = request.path.split('/').skip(1).collect();
    let answered = match parts.as_slice() {
        ["open"] => open(shops, &request.body),
        [shop, "close"] => done(shops.close(shop)),
        [shop, "reopen"] => done(shops.reopen(shop)),
        [shop, "command", command] => in_shop(shops, shop, |shop| {
            run(&shop.register, command, &request.body)
        }),
        [shop, "events", after] => in_shop(shops, shop, |shop| events(shop, after)),
        _ => Err(AnswerError::NotFound),
    };
    match answered {
        Ok(data) => HttpResponse::new(200, &data),
        Err(AnswerError::Refused(error)) => HttpResponse::new(422, &json!(error)),
        Err(AnswerError::NotFound) => HttpResponse::new(404, &json!("there is nothing here")),
        Err(AnswerError::Other(message)) => HttpResponse::new(500, &json!(message)),
    }
}

/// Why a request fails.
enum AnswerError {
    /// The use case refused.
    Refused(CommandError),
    /// The address, shop or command does not exist.
    NotFound,
    /// Anything else.
    Other(String),
}

impl<E: std::error::Error> From<E> for AnswerError {
    fn from(error: E) -> Self {
        Self::Other(error.to_string())
    }
}

fn done(result: std::io::Result<()>) -> Result<Value, AnswerError> {
    result?;
    Ok(Value::Null)
}

fn in_shop(
    shops: &Shops,
    name: &str,
    ask: impl FnOnce(&OpenShop) -> Result<Value, AnswerError>,
) -> Result<Value, AnswerError> {
    ask(&shops.find(name).ok_or(AnswerError::NotFound)?)
}

fn open(shops: &Shops, body: &Value) -> Result<Value, AnswerError> {
    let wanted = Opening::deserialize(body)?;
    Ok(json!(shops.open(wanted.copy_of.as_deref())?))
}

/// The events after a count, as `{"count":…,"events":[…]}`; `now` asks for the count alone.
fn events(shop: &OpenShop, after: &str) -> Result<Value, AnswerError> {
    if after == "now" {
        return Ok(json!({ "count": shop.events.count(), "events": [] }));
    }
    let after: usize = after.parse()?;
    let new = shop.events.wait_beyond(after);
    let count = after + new.len();
    let events: Vec<Value> = new
        .into_iter()
        .filter_map(|event| shown(event, &shop.register))
        .collect();
    Ok(json!({ "count": count, "events": events }))
}

/// Makes a function that runs a command of the list by its name.
macro_rules! run_by_name {
    (($register:ident) $(
        $(#[$doc:meta])*
        $name:ident($($argument:ident: $type:ty),*) -> $answer:ty { $call:expr }
    )*) => {
        fn run($register: &Register, command: &str, body: &Value) -> Result<Value, AnswerError> {
            match command {
                $(stringify!($name) => {
                    #[derive(Deserialize)]
                    #[serde(rename_all = "camelCase")]
                    struct CommandArguments { $($argument: $type),* }
                    let CommandArguments { $($argument),* } = CommandArguments::deserialize(body)?;
                    let answer: Result<$answer, _> = $call;
                    answer.map(|data| json!(data)).map_err(|error| AnswerError::Refused(error.into()))
                })*
                _ => Err(AnswerError::NotFound),
            }
        }
    };
}

commands::for_each_command!(run_by_name);
