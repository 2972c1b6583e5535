// About this data: packs, editions and statuses, and where the figures come from.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { feedsQuery, packsQuery, reloadPacks, type Feed, type Packs } from "../../api/content";
import { problemOf } from "../../api/problem";
import { Button } from "../../ui/button";
import { Fault, FaultLine, Skeleton } from "../../ui/faces";
import { Title } from "../../ui/title";
import { useMay } from "../session";
import { useWrite } from "../write";

export function About(): ReactNode {
  const { t } = useTranslation();
  const may = useMay("read-register");
  const packs = useQuery(packsQuery);
  const feeds = useQuery({ ...feedsQuery, enabled: may });
  // One under the other, they come together: none pushes another down.
  const waits = packs.isPending || (may && !feeds.isFetched);
  return (
    <>
      <Title title={t("about.title")} says={may ? t("disclaimer") : undefined} />
      <div className="stack">
        {packs.error !== null && (
          <Fault problem={problemOf(packs.error)} again={() => void packs.refetch()} />
        )}
        {waits && <Skeleton lines={16} />}
        {!waits && <PackSheet packs={packs.data} />}
        {!waits && <Feeds feeds={feeds.data?.items ?? []} />}
        {!waits && packs.data !== undefined && <Sources packs={packs.data} />}
      </div>
    </>
  );
}

function PackSheet({ packs }: { readonly packs: Packs | undefined }): ReactNode {
  const { t } = useTranslation();
  const may = useMay("keep-content");
  const reload = useWrite(() => reloadPacks(), { says: () => t("about.reloaded") });
  if (!may && packs === undefined) return null;
  return (
    <section className="sheet file-section">
      <div className="row">
        <h2 className="grow">{t("about.packs")}</h2>
        {may && (
          <Button busy={reload.isPending} onClick={() => reload.mutate()}>
            {t("about.reload")}
          </Button>
        )}
      </div>
      {may && <p className="note">{t("about.reloadHow")}</p>}
      {reload.error !== null && <FaultLine problem={problemOf(reload.error)} />}
      {packs !== undefined && (
        <>
          <p>
            {t("about.packsSays", {
              files: packs.files,
              policies: packs.policies,
              facts: packs.facts,
            })}
          </p>
          <p className="note num">
            {t("about.hash")} {packs.hash}
          </p>
        </>
      )}
    </section>
  );
}

function Feeds({ feeds }: { readonly feeds: readonly Feed[] }): ReactNode {
  const { t } = useTranslation();
  if (feeds.length === 0) return null;
  return (
    <section className="sheet file-section figures-scroll">
      <h2>{t("about.feeds")}</h2>
      <table className="plain stacks">
        <thead>
          <tr>
            <th>{t("about.feed")}</th>
            <th>{t("about.department")}</th>
            <th>{t("about.ground")}</th>
            <th>{t("about.uses")}</th>
          </tr>
        </thead>
        <tbody>
          {feeds.map(({ id, title, department, ground, uses }) => (
            <tr key={id}>
              <td>{title}</td>
              <td data-name={t("about.department")}>{department}</td>
              <td data-name={t("about.ground")}>{ground}</td>
              <td data-name={t("about.uses")}>{uses.join(t("comma"))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Sources({ packs }: { readonly packs: Packs }): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="sheet file-section figures-scroll">
      <h2>{t("about.sources")}</h2>
      <table className="plain stacks">
        <thead>
          <tr>
            <th>{t("about.source")}</th>
            <th>{t("about.number")}</th>
            <th>{t("about.issuer")}</th>
            <th>{t("about.issued")}</th>
            <th>{t("about.checked")}</th>
            <th>{t("about.status")}</th>
          </tr>
        </thead>
        <tbody>
          {packs.sources.map((source) => (
            <tr key={source.id}>
              <td>
                {source.url === null ? (
                  source.title
                ) : (
                  <a href={source.url} target="_blank" rel="noreferrer">
                    {source.title}
                  </a>
                )}
                {source.copy !== null && (
                  <div className="note">{t("about.copy", { copy: source.copy })}</div>
                )}
              </td>
              <td data-name={t("about.number")}>{source.number ?? "—"}</td>
              <td data-name={t("about.issuer")}>{source.issuer.join(t("comma"))}</td>
              <td className="note day" data-name={t("about.issued")}>
                {source.issued ?? "—"}
              </td>
              <td className="note day" data-name={t("about.checked")}>
                {source.checked ?? "—"}
              </td>
              <td data-name={t("about.status")}>
                {source.status === null ? (
                  t("about.official")
                ) : (
                  <span className="tag tag-plain">{source.status}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
