//! What the document says of an operation beside its types.

use aide::openapi::{MediaType, ReferenceOr, Response as Documented, StatusCode as Code};
use aide::transform::TransformOperation;

use super::Refusal;
use super::once::Key;

/// An operation's stable id and its name.
pub(super) fn said(
    id: &'static str,
    summary: &'static str,
) -> impl FnOnce(TransformOperation<'_>) -> TransformOperation<'_> {
    move |operation| operation.id(id).summary(summary).default_response::<Refusal>()
}

/// The same of a list, with the order in which it comes.
pub(super) fn listed(
    id: &'static str,
    summary: &'static str,
    order: &'static str,
) -> impl FnOnce(TransformOperation<'_>) -> TransformOperation<'_> {
    move |operation| beside(said(id, summary)(operation), &format!("次序：{order}"))
}

/// The same of a list that is taken out as a workbook: its filter is that of the list, pages it has none.
pub(super) fn whole(
    id: &'static str,
    summary: &'static str,
) -> impl FnOnce(TransformOperation<'_>) -> TransformOperation<'_> {
    move |operation| {
        beside(
            said(id, summary)(operation),
            "整张，不分页：条件与清单相同，从哪里起、一页多少不起作用",
        )
    }
}

/// The same of an operation that makes something and takes no name: what is told is a secret that is
/// kept nowhere, or what is sent is too large to compare. It says what becomes of a second sending.
pub(super) fn again(
    id: &'static str,
    summary: &'static str,
    becomes: &'static str,
) -> impl FnOnce(TransformOperation<'_>) -> TransformOperation<'_> {
    move |operation| beside(said(id, summary)(operation), &format!("再发一次：{becomes}"))
}

/// With a paragraph before what the types say.
pub(super) fn beside<'t>(
    mut operation: TransformOperation<'t>,
    words: &str,
) -> TransformOperation<'t> {
    let said = operation.inner_mut().description.take();
    let said = said.map_or_else(|| words.to_owned(), |said| format!("{words}\n\n{said}"));
    operation.description(&said)
}

/// The same of an operation that is done once for each name that a request is given.
pub(super) fn once(
    id: &'static str,
    summary: &'static str,
) -> impl FnOnce(TransformOperation<'_>) -> TransformOperation<'_> {
    move |operation| said(id, summary)(operation).input::<Key>()
}

/// What is told as it happens has no end, and so no schema.
pub(super) fn told(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    let mut operation = said("events", "变化通知")(operation);
    let content = [("text/event-stream".to_owned(), MediaType::default())].into_iter().collect();
    let description = "事件 known（连上时：知道到日志第几笔）、changed（known、enterprises 的编号）和 all（全部重新看）".to_owned();
    let stream = Documented { description, content, ..Documented::default() };
    let responses = operation.inner_mut().responses.get_or_insert_default();
    responses.responses.insert(Code::Code(200), ReferenceOr::Item(stream));
    operation
}
