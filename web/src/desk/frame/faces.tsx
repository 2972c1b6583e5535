// The faces of a page that is on its way, is not there, or broke.
import { Link, type ErrorComponentProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { link } from "../../link";
import { Empty, Fault, Skeleton } from "../../ui/faces";

export function Waiting(): ReactNode {
  return <Skeleton />;
}

export function Missing(): ReactNode {
  const { t } = useTranslation();
  return (
    <Empty what={t("face.notFound")} how={t("face.notFoundHow")}>
      <Link {...link.home()}>{t("face.back")}</Link>
    </Empty>
  );
}

export function Broken({ error, reset }: ErrorComponentProps): ReactNode {
  return <Fault problem={problemOf(error)} again={reset} />;
}
