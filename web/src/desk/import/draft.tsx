// A draft: how a workbook was read, what it would change, what is wrong with it; kept or thrown away.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { App } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import {
  accept,
  draftQuery,
  importsSource,
  throwAway,
  type DraftShown,
  type Preview,
} from "../../api/draft";
import { problemOf } from "../../api/problem";
import { link } from "../../link";
import { bytes, count } from "../../say";
import { Button, ButtonLink } from "../../ui/button";
import { Empty, Fault, FaultLine, Skeleton } from "../../ui/faces";
import { Title } from "../../ui/title";
import { useWrite } from "../write";
import { Columns } from "./columns";
import { useArrives, useFar } from "./far";
import { Faults } from "./faults";
import type { Edited } from "./planned";
import { asksWhence, Whence } from "./whence";
import "./import.css";

const route = getRouteApi("/desk/imports/$draft");

export function Draft(): ReactNode {
  const { t } = useTranslation();
  const { draft: id } = route.useParams();
  const query = useQuery(draftQuery(id));
  if (query.error !== null)
    return (
      <Fault
        problem={problemOf(query.error)}
        again={() => void query.refetch()}
        onward={<Link {...link.imports()}>{t("rail.imports")}</Link>}
      />
    );
  if (query.data === undefined) return <Skeleton lines={12} />;
  const draft = query.data;
  const { looked, failed } = draft;
  if (looked !== null)
    return <Seen key={JSON.stringify(looked.plan)} id={id} draft={draft} looked={looked} />;
  return (
    <>
      <Title title={draft.name} says={bytes(draft.bytes)} />
      <State draft={draft} />
      {failed !== null && <Failed draft={draft} />}
    </>
  );
}

interface SeenProps {
  readonly id: string;
  readonly draft: DraftShown;
  readonly looked: Preview;
}

/** What was read, and what one says of it until it is read so. */
function Seen({ id, draft, looked }: SeenProps): ReactNode {
  const [edited, setEdited] = useState<Edited>();
  return (
    <>
      <Title title={draft.name} says={bytes(draft.bytes)}>
        <Does id={id} looked={looked} edited={edited !== undefined} />
      </Title>
      <div className="stack">
        <Summary looked={looked} />
        <Faults looked={looked} />
        <Columns id={id} looked={looked} edited={edited} onEdit={setEdited} />
      </div>
    </>
  );
}

function Failed({ draft }: { readonly draft: DraftShown }): ReactNode {
  const { t } = useTranslation();
  const asks = asksWhence(draft);
  return (
    <Empty
      what={t(asks ? "draft.whence" : "draft.failed")}
      how={asks ? t("draft.whenceHow") : (draft.failed ?? "")}
    >
      <Whence draft={draft} />
      <Link {...link.imports()}>{t("draft.gone")}</Link>
    </Empty>
  );
}

function State({ draft }: { readonly draft: DraftShown }): ReactNode {
  const { t } = useTranslation();
  const far = useFar();
  const arrives = useArrives();
  if (draft.state === "arriving") return <p role="status">{arrives(draft)}</p>;
  if (draft.state === "accepting") return <p role="status">{t("draft.accepting")}</p>;
  if (draft.state !== "reading") return null;
  return (
    <>
      <p role="status">{far(draft.progress)}</p>
      <Skeleton lines={10} />
    </>
  );
}

interface DoesProps {
  readonly id: string;
  readonly looked: Preview;
  /** Something was said of the columns that the reading does not follow yet. */
  readonly edited: boolean;
}

function Does({ id, looked, edited }: DoesProps): ReactNode {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const client = useQueryClient();
  const keep = useWrite(accept, {
    says: ({ line }) => t("draft.accepted", { line }),
    onDone: () => {
      // The list of before would move under the hand that takes an import back.
      client.removeQueries({ queryKey: importsSource.key });
      return navigate(link.imports());
    },
  });
  const drop = useWrite(throwAway, {
    says: () => t("draft.thrown"),
    touches: ["drafts"],
    onDone: () => navigate(link.imports()),
  });
  const error = keep.error ?? drop.error;
  return (
    <>
      {error !== null && <FaultLine problem={problemOf(error)} />}
      {edited && <span className="note draft-unread">{t("draft.unread")}</span>}
      <Button busy={drop.isPending} onClick={() => drop.mutate(id)}>
        {t("draft.throw")}
      </Button>
      <ButtonLink href={`/api/drafts/${id}/marked.xlsx`}>{t("draft.marked")}</ButtonLink>
      <Button
        kind="primary"
        busy={keep.isPending}
        closed={edited ? t("draft.unread") : undefined}
        onClick={() =>
          modal.confirm({
            title: t("draft.acceptFirm", { count: looked.enterprises }),
            onOk: () => keep.mutateAsync(id).catch(() => undefined),
          })
        }
      >
        {t("draft.accept")}
      </Button>
    </>
  );
}

const COUNTS = ["new", "changed", "same", "confirmed", "at_odds", "ranked"] as const;

function Summary({ looked }: { readonly looked: Preview }): ReactNode {
  const { t } = useTranslation();
  const facts: readonly (readonly [number, string])[] = [
    [looked.enterprises, t("draft.firms", { count: looked.enterprises })],
    [looked.made, t("draft.made")],
    [looked.renamed, t("draft.renamed")],
    ...COUNTS.map((name) => [looked.counts[name], t(`draft.${name}`)] as const),
    [looked.held, t("draft.held", { count: looked.held })],
    [looked.aside, t("draft.aside", { count: looked.aside })],
  ];
  return (
    <section className="sheet file-section">
      <p>
        {t("draft.feed")}
        {t("colon")}
        <strong>{looked.feed_title}</strong>
      </p>
      {looked.before !== null && (
        <p className="mark-near">{t("draft.before", { id: looked.before })}</p>
      )}
      {looked.like !== null && <p className="note">{t("draft.like", { id: looked.like })}</p>}
      {!looked.verdict && <p className="mark-near">{t("draft.noVerdict")}</p>}
      <div className="draft-counts">
        {facts.map(([value, name], at) =>
          value === 0 && at > 2 ? null : (
            <span key={name}>
              {/* Words that hang on how many there are have the number in them. */}
              <strong className="num">{count(value)}</strong> {name.replace(/^[\d,]+ /, "")}
            </span>
          ),
        )}
      </div>
    </section>
  );
}
