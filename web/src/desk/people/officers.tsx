// Who there is: officers join, are invited, leave.
import { useQuery } from "@tanstack/react-query";
import { App, Form, Input } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import {
  dropFactor,
  inviteAgain,
  join,
  leave,
  officersQuery,
  type NewPerson,
  type Officer,
} from "../../api/people";
import { problemOf } from "../../api/problem";
import type { Invitation } from "../../api/session";
import { moment } from "../../say";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Fault, Skeleton } from "../../ui/faces";
import { useMay } from "../session";
import { useAct } from "./act";

export function Officers(): ReactNode {
  const { t } = useTranslation();
  const may = useMay("keep-accounts");
  const query = useQuery(officersQuery);
  const [joining, setJoining] = useState(false);
  const [invitation, setInvitation] = useState<Invitation>();
  const add = useAct(join, (made) => {
    setJoining(false);
    setInvitation(made);
  });
  const invite = useAct(inviteAgain, setInvitation);
  if (query.error !== null)
    return <Fault problem={problemOf(query.error)} again={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton />;
  return (
    <section className="sheet file-section figures-scroll">
      {may && (
        <div className="query">
          <Button kind="primary" onClick={() => setJoining(true)}>
            {t("people.join")}
          </Button>
        </div>
      )}
      <table className="plain stacks">
        <thead>
          <tr>
            <th>{t("people.name")}</th>
            <th>{t("people.login")}</th>
            <th>{t("people.code")}</th>
            <th>{t("people.holds")}</th>
            <th>{t("people.state")}</th>
            <th>
              <span className="out-of-sight">{t("table.acts")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {query.data.items.map((officer) => (
            <tr key={officer.id}>
              <td>{officer.name ?? t("people.erased")}</td>
              <td data-name={t("people.login")}>{officer.login}</td>
              <td className="note" data-name={t("people.code")}>
                {officer.code}
              </td>
              <td data-name={t("people.holds")}>
                {officer.terms.map(({ post, title, by, until }) => (
                  <div key={`${post}${by ?? ""}${until ?? ""}`}>
                    {title}
                    {by !== null && (
                      <span className="note">{t("aside", { what: t("people.delegatedBy") })}</span>
                    )}
                  </div>
                ))}
              </td>
              <td data-name={t("people.state")}>
                <State officer={officer} />
              </td>
              <td>
                {may && officer.left === null && officer.name !== null && (
                  <Acts officer={officer} name={officer.name} onInvite={invite.mutate} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Dialog
        open={joining}
        title={t("people.join")}
        footer={null}
        destroyOnHidden
        onCancel={() => setJoining(false)}
      >
        <Form<NewPerson>
          layout="vertical"
          requiredMark={false}
          onFinish={(person) => add.mutate(person)}
        >
          <Form.Item
            name="name"
            label={t("people.name")}
            rules={[{ required: true, message: t("people.need") }]}
          >
            <Input autoFocus />
          </Form.Item>
          <Form.Item
            name="login"
            label={t("people.login")}
            rules={[{ required: true, message: t("people.need") }]}
          >
            <Input autoCapitalize="off" />
          </Form.Item>
          <Form.Item name="phone" label={t("people.phone")}>
            <Input inputMode="tel" />
          </Form.Item>
          <Button kind="primary" type="submit" busy={add.isPending}>
            {t("people.join")}
          </Button>
        </Form>
      </Dialog>
      <Link invitation={invitation} onClose={() => setInvitation(undefined)} />
    </section>
  );
}

interface ActsProps {
  readonly officer: Officer;
  readonly name: string;
  readonly onInvite: (officer: Officer) => void;
}

/** What may be done to somebody who is there. */
function Acts({ officer, name, onInvite }: ActsProps): ReactNode {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const depart = useAct(leave);
  const drop = useAct(dropFactor);
  return (
    <div className="row">
      <Button small onClick={() => onInvite(officer)}>
        {t("people.invite")}
      </Button>
      {officer.factor && (
        <Button
          small
          onClick={() =>
            modal.confirm({
              title: t("people.dropFactor"),
              content: t("people.dropFactorHow", { name }),
              onOk: () => drop.mutate(officer),
            })
          }
        >
          {t("people.dropFactor")}
        </Button>
      )}
      <Button
        small
        onClick={() =>
          modal.confirm({
            title: t("people.leave"),
            content: t("people.leaveHow", { name }),
            onOk: () => depart.mutate(officer),
          })
        }
      >
        {t("people.leave")}
      </Button>
    </div>
  );
}

function State({ officer }: { readonly officer: Officer }): ReactNode {
  const { t } = useTranslation();
  if (officer.left !== null)
    return <span className="note">{t("people.left", { day: officer.left })}</span>;
  if (!officer.password) return <span className="tag tag-near">{t("people.invited")}</span>;
  return (
    <>
      {t("people.active")}
      {officer.factor && <span className="note"> · {t("people.factor")}</span>}
    </>
  );
}

interface LinkProps {
  readonly invitation: Invitation | undefined;
  readonly onClose: () => void;
}

function Link({ invitation, onClose }: LinkProps): ReactNode {
  const { t } = useTranslation();
  const text = invitation === undefined ? "" : `${location.origin}${invitation.link}`;
  return (
    <Dialog
      open={invitation !== undefined}
      title={t("people.invitation")}
      okText={t("do.copyLink")}
      cancelText={t("do.close")}
      onOk={() => void navigator.clipboard.writeText(text)}
      onCancel={onClose}
    >
      {invitation !== undefined && (
        <p>
          {invitation.until_at === null
            ? t("people.invitationHalf", { name: invitation.name })
            : t("people.invitationHow", {
                name: invitation.name,
                until: moment(invitation.until_at),
              })}
        </p>
      )}
      <p>
        <code className="rule">{text}</code>
      </p>
    </Dialog>
  );
}
