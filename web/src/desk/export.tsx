// The button that takes a list away as a workbook, for those who may.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Query } from "../api/client";
import { workbook } from "../link";
import { Button, ButtonLink } from "../ui/button";
import { useMay } from "./session";

interface Props {
  /** The list's own path, such as `/api/disputes`. */
  readonly path: string;
  /** What the list is asked by; the workbook is asked the same. */
  readonly query?: Query;
  /** What one must be let to do. */
  readonly act?: string;
  /** Says to who may not why, where they would look for it. */
  readonly orWhy?: true;
}

export function Export({ path, query, act = "export-facts", orWhy }: Props): ReactNode {
  const { t } = useTranslation();
  const may = useMay(act);
  if (!may && orWhy === undefined) return null;
  if (!may) return <Button closed={t("table.exportNot")}>{t("table.export")}</Button>;
  return <ButtonLink href={workbook(path, query)}>{t("table.export")}</ButtonLink>;
}
