// The cross of a field that empties it, with its name in the reader's language.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "./icon";

interface Clear {
  /** Of a select. */
  readonly label: string;
  readonly clearIcon: ReactNode;
}

/** For `allowClear` of antd, whose own names are English; fields of text take it from the icon. */
export function useClear(): (what: string) => Clear {
  const { t } = useTranslation();
  return (what) => {
    const label = t("do.clear", { what });
    return {
      label,
      clearIcon: (
        <span role="img" aria-label={label}>
          <Icon name="close" />
        </span>
      ),
    };
  };
}
