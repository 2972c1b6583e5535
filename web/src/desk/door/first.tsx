// The first start: one of three administrators, by the link that the program printed for that post.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { Form, Input } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { firstQuery, found, postOf, type First as Shown, type FirstPost } from "../../api/session";
import { link } from "../../link";
import { Button } from "../../ui/button";
import { Fault, FaultLine, Skeleton } from "../../ui/faces";
import { stay } from "../../ui/stay";
import { Door } from "./door";
import { Passwords } from "./password";
import { Posts } from "./posts";

interface Given {
  readonly name: string;
  readonly login: string;
  readonly phone?: string;
  readonly password: string;
}

export function First(): ReactNode {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(firstQuery);
  return (
    <Door title={t("door.first.title")}>
      {data !== undefined ? (
        <Start first={data} />
      ) : error === null ? (
        <Skeleton lines={5} />
      ) : (
        <Fault problem={problemOf(error)} again={() => void refetch()} />
      )}
    </Door>
  );
}

function Start({ first }: { readonly first: Shown }): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  // After the mark, where no server and no log sees it.
  const token = useLocation({ select: ({ hash }) => hash });
  const make = useMutation({
    mutationFn: ({ name, login, phone, password }: Given) =>
      found({ token, person: { name, login, phone }, password }),
    onSuccess: (now) => {
      client.setQueryData(firstQuery.queryKey, now);
      stay();
    },
  });
  const own = postOf(token, first);
  const role = own === undefined ? "" : t(`people.role.${own.role}`);
  const waits = first.posts.filter(({ taken }) => !taken);
  const rest = t(waits.length === 0 ? "door.first.all" : "door.first.rest");
  if (own === undefined || own.taken) {
    const done = make.data !== undefined;
    const what = done
      ? "door.first.made"
      : own === undefined
        ? "door.first.link"
        : "door.first.used";
    return (
      <>
        <p className="door-says">{t(what, { role })}</p>
        <Posts posts={first.posts} />
        <p className="door-says">{rest}</p>
        {waits.length < first.posts.length && (
          <Link {...link.login()}>{t("door.first.toLogin")}</Link>
        )}
      </>
    );
  }
  return (
    <>
      <p className="door-says">{t("door.first.how", { role })}</p>
      <Posts posts={first.posts} own={own.role} />
      <Founding own={own} busy={make.isPending} onDone={make.mutate}>
        {make.error !== null && <FaultLine problem={problemOf(make.error)} />}
      </Founding>
    </>
  );
}

interface FoundingProps {
  readonly own: FirstPost;
  readonly busy: boolean;
  readonly onDone: (given: Given) => void;
  readonly children: ReactNode;
}

function Founding({ own, busy, onDone, children }: FoundingProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Form<Given> layout="vertical" requiredMark={false} onFinish={onDone}>
      <Form.Item
        name="name"
        label={t("door.first.name")}
        rules={[{ required: true, message: t("people.need") }]}
      >
        <Input autoComplete="name" autoFocus />
      </Form.Item>
      <Form.Item
        name="login"
        label={t("door.login")}
        rules={[{ required: true, message: t("door.needLogin") }]}
      >
        <Input autoComplete="username" autoCapitalize="off" />
      </Form.Item>
      <Form.Item name="phone" label={t("door.first.phone")}>
        <Input autoComplete="tel" inputMode="tel" />
      </Form.Item>
      <Passwords />
      {children}
      <Button kind="primary" type="submit" className="button-block" busy={busy}>
        {t("door.first.done", { role: t(`people.role.${own.role}`) })}
      </Button>
    </Form>
  );
}
