// Programs that ask on their own: admitted, given a key, expelled.
import { useQuery } from "@tanstack/react-query";
import { App } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { admit, clientsQuery, expel, giveKey, type PostSaid } from "../../api/people";
import { problemOf } from "../../api/problem";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Empty, Fault, Skeleton } from "../../ui/faces";
import { useMay } from "../session";
import { useAct } from "./act";
import { PostForm } from "./post";
import { useScope } from "./posts";

export function Clients(): ReactNode {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const grants = useMay("grant-posts");
  const keeps = useMay("keep-accounts");
  const scope = useScope();
  const query = useQuery(clientsQuery);
  const [adding, setAdding] = useState(false);
  const add = useAct(
    ({ is, until }: { is: PostSaid; until: string }) => admit(is, until),
    () => setAdding(false),
  );
  const drop = useAct(expel);
  const give = useAct(giveKey, ({ key }) =>
    modal.info({ title: t("people.keyHow"), content: <code className="rule">{key}</code> }),
  );
  if (query.error !== null)
    return <Fault problem={problemOf(query.error)} again={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton />;
  return (
    <section className="sheet file-section figures-scroll">
      {grants && (
        <div className="query">
          <Button kind="primary" onClick={() => setAdding(true)}>
            {t("people.admit")}
          </Button>
        </div>
      )}
      {query.data.items.length === 0 && <Empty what={t("people.none")} how={t("people.noneHow")} />}
      <table className="plain stacks" hidden={query.data.items.length === 0}>
        <thead>
          <tr>
            <th>{t("people.clients")}</th>
            <th>{t("people.department")}</th>
            <th>{t("people.roles")}</th>
            <th>{t("people.scope")}</th>
            <th>{t("people.ends")}</th>
            <th>
              <span className="out-of-sight">{t("table.acts")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {query.data.items.map((client) => (
            <tr key={client.id}>
              <td>{client.title}</td>
              <td data-name={t("people.department")}>{client.department}</td>
              <td data-name={t("people.roles")}>
                {client.roles.map((role) => t(`people.role.${role}`)).join(t("comma"))}
              </td>
              <td data-name={t("people.scope")}>{scope(client.scope)}</td>
              <td className="note day" data-name={t("people.ends")}>
                {client.until}
              </td>
              <td className="row">
                {keeps && (
                  <Button small onClick={() => give.mutate(client)}>
                    {t("people.key")}
                  </Button>
                )}
                {grants && (
                  <Button
                    small
                    onClick={() =>
                      modal.confirm({
                        title: t("people.expelHow", { title: client.title }),
                        onOk: () => drop.mutate(client),
                      })
                    }
                  >
                    {t("people.expel")}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Dialog
        open={adding}
        title={t("people.admit")}
        footer={null}
        destroyOnHidden
        onCancel={() => setAdding(false)}
      >
        <PostForm
          dated
          roles={["reader", "clerk"]}
          busy={add.isPending}
          done={t("people.admit")}
          onDone={(is, until) => add.mutate({ is, until })}
        />
      </Dialog>
    </section>
  );
}
