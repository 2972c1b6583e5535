//! The document of the API: what it says of itself, and of headers that routes share.

use aide::generate::GenContext;
use aide::openapi::{ApiKeyLocation, Info, OpenApi, Operation, SecurityScheme};
use aide::operation::{ParamLocation, add_parameters, parameters_from_schema};
use aide::transform::TransformOpenApi;
use axum::Router;
use indexmap::IndexMap;
use schemars::JsonSchema;

use super::routes;
use crate::serve::App;

/// The document of all routes, without serving any.
pub fn document() -> OpenApi {
    let mut document = OpenApi::default();
    let _routes: Router<App> = routes::all().finish_api_with(&mut document, describe);
    document
}

/// What the document says before it comes to the routes.
pub(super) fn describe(document: TransformOpenApi<'_>) -> TransformOpenApi<'_> {
    let session = SecurityScheme::ApiKey {
        location: ApiKeyLocation::Cookie,
        name: crate::serve::COOKIE.to_owned(),
        description: Some("登录后的会话；改动还要带 x-csrf-token".to_owned()),
        extensions: IndexMap::default(),
    };
    let key = SecurityScheme::Http {
        scheme: "bearer".to_owned(),
        bearer_format: None,
        description: Some("接口调用方的密钥".to_owned()),
        extensions: IndexMap::default(),
    };
    let info = Info {
        title: "园枢".to_owned(),
        description: Some("高新区登记库的接口".to_owned()),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        ..Info::default()
    };
    document.info(info).security_scheme("session", session).security_scheme("key", key)
}

/// The headers that a request to the operation may carry.
pub(super) fn headers<T: JsonSchema>(ctx: &mut GenContext, operation: &mut Operation) {
    let schema = ctx.schema.subschema_for::<T>();
    let named = parameters_from_schema(ctx, schema, ParamLocation::Header);
    add_parameters(ctx, operation, named);
}
