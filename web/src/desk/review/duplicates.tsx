// Files that are likely of one enterprise: joined into one, or said to be two.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { App } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { apart, duplicatesQuery, merge, type Pair } from "../../api/work";
import { link } from "../../link";
import { Button } from "../../ui/button";
import { Fault, FaultLine, Skeleton } from "../../ui/faces";
import { Reason } from "../../ui/reason";
import { useWrite } from "../write";

/** What is about to be said of a pair, of which the reason is still owed. */
interface Owed {
  readonly pair: Pair;
  readonly does: "join" | "apart";
}

export function Duplicates(): ReactNode {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const query = useQuery(duplicatesQuery);
  const [owed, setOwed] = useState<Owed>();
  const join = useWrite(({ one, other }: Pair) => merge(one.id, other.id), {
    says: () => t("reviews.merged"),
  });
  const ask = (pair: Pair): void => {
    if (isOfTwoCodes(pair)) {
      setOwed({ pair, does: "join" });
      return;
    }
    void modal.confirm({
      title: t("reviews.joinSays", { one: pair.one.name, other: pair.other.name }),
      onOk: () => join.mutate(pair),
    });
  };
  return (
    <section className="sheet file-section figures-scroll">
      <h2>
        {t("reviews.duplicates")}
        <small>{t("reviews.duplicatesHow")}</small>
      </h2>
      {query.error !== null && (
        <Fault problem={problemOf(query.error)} again={() => void query.refetch()} />
      )}
      {query.isPending && <Skeleton lines={5} />}
      {join.error !== null && <FaultLine problem={problemOf(join.error)} />}
      {query.data?.items.length === 0 && <p className="note">{t("reviews.noDuplicates")}</p>}
      <table className="plain stacks">
        <tbody>
          {(query.data?.items ?? []).map((pair) => (
            <tr key={`${pair.one.id}:${pair.other.id}`}>
              {[pair.one, pair.other].map(({ id, name, code }) => (
                <td key={id}>
                  <Link {...link.enterprise(id)}>{name}</Link>
                  <div className="note num">{code ?? t("enterprise.file.noCode")}</div>
                </td>
              ))}
              <td className="note">{pair.why}</td>
              <td>
                <div className="row">
                  <Button small onClick={() => ask(pair)}>
                    {t("reviews.join")} →
                  </Button>
                  <Button small onClick={() => ask({ ...pair, one: pair.other, other: pair.one })}>
                    ← {t("reviews.join")}
                  </Button>
                  <Button small onClick={() => setOwed({ pair, does: "apart" })}>
                    {t("reviews.apart")}
                  </Button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {owed !== undefined && <Why owed={owed} onEnd={() => setOwed(undefined)} />}
    </section>
  );
}

/** Why two files of different codes are one enterprise's after all, or why two alike are not. */
function Why({ owed, onEnd }: { readonly owed: Owed; readonly onEnd: () => void }): ReactNode {
  const { t } = useTranslation();
  const { one, other } = owed.pair;
  const isJoin = owed.does === "join";
  const say = useWrite(
    (reason: string) =>
      isJoin ? merge(one.id, other.id, reason) : apart(one.id, other.id, reason),
    { says: () => t(isJoin ? "reviews.merged" : "reviews.apartDone"), onDone: onEnd },
  );
  const names = { one: one.name, other: other.name };
  return (
    <Reason
      title={t(isJoin ? "reviews.joinSays" : "reviews.apartSays", names)}
      does={t(isJoin ? "reviews.join" : "reviews.apart")}
      asks={t(isJoin ? "reviews.joinWhy" : "reviews.apartWhy")}
      sent={say}
      onCancel={onEnd}
    >
      {isJoin && (
        <p className="note">
          {t("reviews.joinCodes", { one: one.code ?? "", other: other.code ?? "" })}
        </p>
      )}
    </Reason>
  );
}

function isOfTwoCodes({ one, other }: Pair): boolean {
  return one.code !== null && other.code !== null && one.code !== other.code;
}
