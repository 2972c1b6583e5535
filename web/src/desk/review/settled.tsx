// Figures that somebody has to settle: whose they are, what is said of them, who settles them.
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import type { Side } from "../../api/work";
import { link } from "../../link";
import { Check } from "../../ui/check";
import { Empty, Fault, Skeleton } from "../../ui/faces";
import { More } from "../../ui/more";
import type { Pages } from "../../ui/pages";
import { Title } from "../../ui/title";
import { figureKey } from "../enterprise/standing";
import { Export } from "../export";
import "./review.css";

/** One of them, in the cells of its row. */
export interface Unsettled {
  readonly key: string | number;
  readonly enterprise: Side;
  readonly figure: { readonly fact: string; readonly name: string; readonly year: number | null };
  /** What stands under the figure's name. */
  readonly under: ReactNode;
  readonly said: ReactNode;
  readonly department: string | null;
  /** Whether who asks may settle it. */
  readonly settles: boolean;
}

interface Words {
  readonly title: string;
  readonly says: string;
  readonly total: string;
  /** The heading over what is said. */
  readonly said: string;
  readonly none: string;
  readonly noneHow: string;
}

interface Props<T, P> {
  readonly words: Words;
  /** The list's own path, such as `/api/disputes`. */
  readonly path: string;
  readonly pages: Pages<T, P>;
  readonly row: (one: T) => Unsettled;
  /** Those alone that one's own department settles. */
  readonly mine: boolean;
  readonly onMine: (only: boolean) => void;
}

export function ToSettle<T, P>(props: Props<T, P>): ReactNode {
  const { words, path, pages, row, mine, onMine } = props;
  const { t } = useTranslation();
  return (
    <>
      <Title title={words.title} says={words.says}>
        <Export path={path} query={{ mine }} />
      </Title>
      <div className="row query">
        <Check checked={mine} onChange={onMine}>
          {t("disputes.mine")}
        </Check>
        <span className="note">{pages.head !== undefined && !pages.stale && words.total}</span>
      </div>
      {pages.error !== null && <Fault problem={problemOf(pages.error)} again={pages.again} />}
      {pages.pending && <Skeleton lines={12} />}
      {pages.head !== undefined && pages.total === 0 && (
        <Empty what={words.none} how={words.noneHow} />
      )}
      {pages.rows.length > 0 && (
        <section className="sheet file-section">
          <table className="plain stacks odd">
            <thead>
              <tr>
                <th>{t("disputes.firm")}</th>
                <th>{t("disputes.figure")}</th>
                <th>{words.said}</th>
                <th>{t("disputes.who")}</th>
              </tr>
            </thead>
            <tbody>
              {pages.rows.map(row).map(({ key, ...of }) => (
                <Row key={key} {...of} />
              ))}
            </tbody>
          </table>
          <More pages={pages} />
        </section>
      )}
    </>
  );
}

function Row({ enterprise, figure, under, said, department, settles }: Omit<Unsettled, "key">) {
  const { t } = useTranslation();
  const opened = link.enterprise(enterprise.id, { figure: figureKey(figure) });
  return (
    <tr>
      <td>
        <Link {...link.enterprise(enterprise.id)}>{enterprise.name}</Link>
        <div className="note num">{enterprise.code ?? t("enterprise.file.noCode")}</div>
      </td>
      <td>
        <Link {...opened}>
          {figure.name} {figure.year}
        </Link>
        {under !== null && <div className="note">{under}</div>}
      </td>
      <td>{said}</td>
      <td data-name={t("disputes.who")}>
        {department ?? t("disputes.nobody")}
        {settles && (
          <div>
            <Link {...opened} className="tag tag-near">
              {t("disputes.settles")}
            </Link>
          </div>
        )}
      </td>
    </tr>
  );
}
