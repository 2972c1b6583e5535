// The sheet that the pages before signing in stand on.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import "./door.css";

interface Props {
  readonly title: string;
  readonly children: ReactNode;
}

export function Door({ title, children }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <main className="door">
      <div className="door-sheet sheet">
        <div className="door-name">
          <img src="/mark.svg" alt="" width={28} height={28} />
          <span>{t("product")}</span>
        </div>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
