// What one administrator asked for and another of another kind agrees to or not.
import { useQuery } from "@tanstack/react-query";
import { App } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { agree, motionsQuery, refuse, type Motion } from "../../api/people";
import { problemOf } from "../../api/problem";
import { moment } from "../../say";
import { Decide } from "../../ui/decide";
import { Fault } from "../../ui/faces";
import { Reason } from "../../ui/reason";
import { useAct } from "./act";

/** Nothing where nothing waits. */
export function Motions(): ReactNode {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const query = useQuery(motionsQuery);
  const [refusing, setRefusing] = useState<Motion>();
  const second = useAct(agree, ({ code, until_at }) => {
    if (code === null || until_at === null) return;
    modal.info({
      title: t("people.codeTitle"),
      content: (
        <>
          <p>{t("people.codeHow", { until: moment(until_at) })}</p>
          <code className="rule">{code}</code>
        </>
      ),
    });
  });
  const ask = (motion: Motion): void =>
    void modal.confirm({
      title: t("people.agreeHow"),
      content: motion.what,
      okText: t("people.agree"),
      onOk: () => second.mutate(motion),
    });
  if (query.error !== null)
    return <Fault problem={problemOf(query.error)} again={() => void query.refetch()} />;
  const items = query.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="sheet file-section figures-scroll">
      <h2>
        {t("people.motions")}
        <small>{t("people.motionsHow")}</small>
      </h2>
      <table className="plain stacks">
        <tbody>
          {items.map((motion) => (
            <tr key={motion.id}>
              <td>
                {motion.what}
                <div className="note">
                  {t("people.askedBy", { name: motion.by })}
                  {motion.at !== null && <span className="day"> · {moment(motion.at)}</span>}
                </div>
              </td>
              <td>
                <Decide
                  {...(motion.second && {
                    pass: {
                      word: t("people.agree"),
                      busy: second.isPending && second.variables === motion,
                      onSay: () => ask(motion),
                    },
                  })}
                  turn={{
                    word: t(motion.own ? "people.withdraw" : "people.refuse"),
                    onSay: () => setRefusing(motion),
                  }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {refusing !== undefined && (
        <Refusing key={refusing.id} motion={refusing} onDone={() => setRefusing(undefined)} />
      )}
    </section>
  );
}

interface RefusingProps {
  readonly motion: Motion;
  readonly onDone: () => void;
}

function Refusing({ motion, onDone }: RefusingProps): ReactNode {
  const { t } = useTranslation();
  const sent = useAct((reason: string) => refuse(motion, reason), onDone);
  const does = t(motion.own ? "people.withdraw" : "people.refuse");
  return (
    <Reason title={does} does={does} asks={t("people.why")} sent={sent} onCancel={onDone}>
      <p>{motion.what}</p>
    </Reason>
  );
}
