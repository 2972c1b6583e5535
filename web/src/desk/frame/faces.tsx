// The faces of a page that is on its way, is not there, or broke.
import { Link, type ErrorComponentProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { link } from "../../link";
import { Fault, Skeleton } from "../../ui/faces";
import { Title } from "../../ui/title";

export function Waiting(): ReactNode {
  return <Skeleton />;
}

export function Missing(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Title title={t("face.notFound")} />
      <p>{t("face.notFoundHow")}</p>
      <p>
        <Link {...link.home()}>{t("face.back")}</Link>
      </p>
    </>
  );
}

export function Broken({ error, reset }: ErrorComponentProps): ReactNode {
  return <Fault problem={problemOf(error)} again={reset} />;
}
