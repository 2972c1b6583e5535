//! The document of the API: what it says of itself, and of headers that routes share.

use aide::generate::GenContext;
use aide::openapi::{
    ApiKeyLocation, Info, OpenApi, Operation, Parameter, PathItem, ReferenceOr, SecurityScheme,
};
use aide::operation::{ParamLocation, add_parameters, parameters_from_schema};
use aide::transform::TransformOpenApi;
use axum::Router;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde_json::json;

use super::routes;
use crate::serve::App;

/// The document of all routes, without serving any.
pub fn document() -> OpenApi {
    let mut document = OpenApi::default();
    let _routes: Router<App> = routes::all().finish_api_with(&mut document, describe);
    document
}

/// What is so of all operations.
const COMMON: &str = "高新区登记库的接口。

- 办不成的答 `application/problem+json`（Problem）：`code` 是哪一种，`detail`、`hint` 用 `Accept-Language` \
  要的语言说（zh 或 en），`path` 是请求里的哪一项；等一会儿就能办的写着 `Retry-After`，几秒后再试。
- 每个答复都有 `x-request-id`，与日志里的编号相同。
- 用会话登录的，改动要带 `x-csrf-token`；接口调用方不用。
- 清单一页一页取：`next` 原样写进下一次的 `after`，没有 `next` 就到头了；`total` 是总数。
- 答复里有 `tag` 或 `ETag` 的，改动时写进 `If-Match`，看过以后别人改动过的答 412。";

/// What the document says before it comes to the routes.
pub(super) fn describe(mut document: TransformOpenApi<'_>) -> TransformOpenApi<'_> {
    name_parts(document.inner_mut());
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
        description: Some(COMMON.to_owned()),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        ..Info::default()
    };
    document.info(info).security_scheme("session", session).security_scheme("key", key)
}

/// Has each operation say what the braces of its path are: the types of the handlers know how many
/// there are, and not what they are called.
fn name_parts(document: &mut OpenApi) {
    for (path, item) in document.paths.iter_mut().flat_map(|paths| &mut paths.paths) {
        let ReferenceOr::Item(item) = item else { continue };
        let parts = path.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0));
        let parts: Result<Vec<_>, _> =
            parts.map(|name| part(name).map(ReferenceOr::Item)).collect();
        // One that cannot be said is missed by who compares the document with the agreed one.
        let Ok(parts) = parts else { continue };
        let PathItem { get, put, post, delete, .. } = item;
        for operation in [get, put, post, delete].into_iter().flatten() {
            operation.parameters.splice(0..0, parts.iter().cloned());
        }
    }
}

/// A part of a path: a number, or the name of content.
fn part(name: &str) -> serde_json::Result<Parameter> {
    let schema = match name {
        "id" | "other" => {
            json!({ "type": "integer", "format": "uint32", "minimum": 0, "maximum": u32::MAX })
        }
        _ => json!({ "type": "string", "minLength": 1 }),
    };
    serde_json::from_value(json!({
        "in": "path", "name": name, "required": true, "schema": schema, "style": "simple",
    }))
}

/// The headers that a request to the operation may carry.
pub(super) fn headers<T: JsonSchema>(ctx: &mut GenContext, operation: &mut Operation) {
    let schema = ctx.schema.subschema_for::<T>();
    let named = parameters_from_schema(ctx, schema, ParamLocation::Header);
    add_parameters(ctx, operation, named);
}
