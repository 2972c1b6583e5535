// A file that there is not, or not for oneself, and where one goes on from there.
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { link } from "../../link";
import { Fault } from "../../ui/faces";
import { useOwn } from "../session";

interface Props {
  /** As it stands in the link: a code that was typed there may still be found. */
  readonly id: string;
  readonly error: Error;
  readonly again: () => void;
}

export function Gone({ id, error, again }: Props): ReactNode {
  const { t } = useTranslation();
  const own = useOwn();
  const problem = problemOf(error);
  const sought =
    problem.status === 404 ? (
      <Link {...link.enterprises({ q: id })}>{t("enterprise.file.seek", { what: id })}</Link>
    ) : (
      <Link {...link.enterprises()}>{t("enterprise.list.title")}</Link>
    );
  return (
    <Fault
      problem={problem}
      again={again}
      onward={own ? <Link {...link.home()}>{t("face.back")}</Link> : sought}
    />
  );
}
