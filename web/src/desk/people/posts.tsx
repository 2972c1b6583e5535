// Posts and who holds them: made, filled, delegated, relieved, closed.
import { useQuery } from "@tanstack/react-query";
import { App, Select } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import {
  appoint,
  closePost,
  delegate,
  makePost,
  officersQuery,
  postsQuery,
  relieve,
  type PostShown,
  type Scope,
  type Term,
} from "../../api/people";
import { problemOf } from "../../api/problem";
import { Button } from "../../ui/button";
import { DayInput } from "../../ui/day";
import { Dialog } from "../../ui/dialog";
import { Fault, Skeleton } from "../../ui/faces";
import { useMay, useSession } from "../session";
import { useAct } from "./act";
import { PostForm } from "./post";

export function Posts(): ReactNode {
  const { t } = useTranslation();
  const may = useMay("grant-posts");
  const query = useQuery(postsQuery);
  const [making, setMaking] = useState(false);
  const make = useAct(makePost, () => setMaking(false));
  if (query.error !== null)
    return <Fault problem={problemOf(query.error)} again={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton />;
  return (
    <section className="sheet file-section figures-scroll">
      {may && (
        <div className="query">
          <Button kind="primary" onClick={() => setMaking(true)}>
            {t("people.makePost")}
          </Button>
        </div>
      )}
      <table className="plain stacks">
        <thead>
          <tr>
            <th>{t("people.post")}</th>
            <th>{t("people.department")}</th>
            <th>{t("people.roles")}</th>
            <th>{t("people.scope")}</th>
            <th>{t("people.holders")}</th>
            <th>
              <span className="out-of-sight">{t("table.acts")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {query.data.items.map((post) => (
            <Row key={post.id} post={post} may={may} />
          ))}
        </tbody>
      </table>
      <Dialog
        open={making}
        title={t("people.makePost")}
        footer={null}
        destroyOnHidden
        onCancel={() => setMaking(false)}
      >
        <PostForm
          busy={make.isPending}
          done={t("people.makePost")}
          onDone={(post) => make.mutate(post)}
        />
      </Dialog>
    </section>
  );
}

export function useScope(): (scope: Scope) => string {
  const { t } = useTranslation();
  return (scope) => {
    if (scope === "zone") return t("people.scopes.zone");
    if ("department" in scope) return scope.department;
    return "park" in scope ? scope.park : t("people.scopes.own");
  };
}

type Doing = { readonly what: "appoint" } | { readonly what: "delegate"; readonly by: number };

function Row({ post, may }: { readonly post: PostShown; readonly may: boolean }): ReactNode {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const { today } = useSession();
  const scope = useScope();
  const people = useQuery(officersQuery).data?.items ?? [];
  const [doing, setDoing] = useState<Doing>();
  const close = useAct(closePost);
  const free = useAct((officer: number) => relieve(post, officer));
  const name = (officer: number): string => {
    const known = people.find(({ id }) => id === officer);
    return known?.name ?? `U${officer}`;
  };
  const current = post.terms.filter(({ until }) => until === null || until >= today);
  return (
    <tr>
      <td>
        {post.title}
        {post.closed !== null && (
          <span className="note"> {t("people.closed", { day: post.closed })}</span>
        )}
      </td>
      <td data-name={t("people.department")}>{post.department}</td>
      <td data-name={t("people.roles")}>
        {post.roles.map((role) => t(`people.role.${role}`)).join(t("comma"))}
      </td>
      <td data-name={t("people.scope")}>{scope(post.scope)}</td>
      <td data-name={t("people.holders")}>
        {current.length === 0 && <span className="tag tag-unknown">{t("people.vacant")}</span>}
        {current.map((term) => (
          <div key={`${term.officer}${term.from ?? ""}${term.by ?? ""}`} className="row">
            <span style={{ minWidth: "3em" }}>{name(term.officer)}</span>
            {term.by !== null && <span className="note">{t("people.delegatedBy")}</span>}
            <Days term={term} />
            {may && term.by === null && (
              <>
                <Button
                  small
                  kind="text"
                  onClick={() => setDoing({ what: "delegate", by: term.officer })}
                >
                  {t("people.delegate")}
                </Button>
                <Button
                  small
                  kind="text"
                  onClick={() =>
                    modal.confirm({
                      title: t("people.relieveHow", {
                        name: name(term.officer),
                        title: post.title,
                      }),
                      onOk: () => free.mutate(term.officer),
                    })
                  }
                >
                  {t("people.relieve")}
                </Button>
              </>
            )}
          </div>
        ))}
      </td>
      <td>
        {may && post.closed === null && (
          <div className="row">
            <Button small onClick={() => setDoing({ what: "appoint" })}>
              {t("people.appoint")}
            </Button>
            <Button
              small
              onClick={() =>
                modal.confirm({
                  title: t("people.closePostHow", { title: post.title }),
                  onOk: () => close.mutate(post),
                })
              }
            >
              {t("people.closePost")}
            </Button>
          </div>
        )}
        {doing !== undefined && (
          <Grant post={post} doing={doing} onDone={() => setDoing(undefined)} />
        )}
      </td>
    </tr>
  );
}

function Days({ term: { from: first, until } }: { readonly term: Term }): ReactNode {
  const { t } = useTranslation();
  const from = first ?? "";
  return (
    <span className="note num">
      {until === null ? t("people.openTerm", { from }) : t("people.term", { from, until })}
    </span>
  );
}

interface GrantProps {
  readonly post: PostShown;
  readonly doing: Doing;
  readonly onDone: () => void;
}

function Grant({ post, doing, onDone }: GrantProps): ReactNode {
  const { t } = useTranslation();
  const { today } = useSession();
  const people = useQuery(officersQuery).data?.items ?? [];
  const [officer, setOfficer] = useState<number>();
  const [from, setFrom] = useState<string | undefined>(today);
  const [until, setUntil] = useState<string>();
  const grant = useAct((to: number) => {
    const day = from ?? today;
    return doing.what === "delegate"
      ? delegate(post, { by: doing.by, to, from: day, until: until ?? day })
      : appoint(post, { officer: to, from: day, ...(until === undefined ? {} : { until }) });
  }, onDone);
  return (
    <Dialog
      open
      title={`${t(`people.${doing.what}`)}：${post.title}`}
      okButtonProps={{ disabled: officer === undefined, loading: grant.isPending }}
      onOk={() => officer !== undefined && grant.mutate(officer)}
      onCancel={onDone}
    >
      <div className="stack">
        <Select
          showSearch={{ optionFilterProp: "label" }}
          aria-label={t("people.officer")}
          placeholder={t(doing.what === "delegate" ? "people.delegateTo" : "people.officer")}
          value={officer}
          onChange={setOfficer}
          options={people
            .filter(({ left, name }) => left === null && name !== null)
            .map(({ id, name, login }) => ({
              value: id,
              label: (name ?? "") + t("aside", { what: login ?? "" }),
            }))}
        />
        <div className="row">
          <label className="row">
            {t("people.from")}
            <DayInput label={t("people.from")} value={from} onChange={setFrom} />
          </label>
          <label className="row">
            {t("people.until")}
            <DayInput label={t("people.until")} value={until} onChange={setUntil} />
          </label>
        </div>
      </div>
    </Dialog>
  );
}
