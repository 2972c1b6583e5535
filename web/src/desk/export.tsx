// The button that takes a list away as a workbook, for those who may.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Query } from "../api/client";
import { workbook } from "../link";
import { ButtonLink } from "../ui/button";
import { useMay } from "./session";

interface Props {
  /** The list's own path, such as `/api/disputes`. */
  readonly path: string;
  /** What the list is asked by; the workbook is asked the same. */
  readonly query?: Query;
  /** What one must be let to do. */
  readonly act?: string;
}

export function Export({ path, query, act = "export-facts" }: Props): ReactNode {
  const { t } = useTranslation();
  if (!useMay(act)) return null;
  return <ButtonLink href={workbook(path, query)}>{t("table.export")}</ButtonLink>;
}
