// What happened to a firm: its names, where it was, what was said of it and by whom.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { EnterpriseFile } from "../../api/enterprise";

interface Props {
  readonly id: string;
  readonly file: EnterpriseFile;
}

export function History({ file }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <section id="history" className="sheet file-section">
      <h2>{t("enterprise.file.history")}</h2>
      <table className="plain">
        <tbody>
          {file.names.map(({ name, since }) => (
            <tr key={`${name}${since ?? ""}`}>
              <td className="num">{since ?? t("enterprise.file.noDay")}</td>
              <td>{t("enterprise.file.named", { name })}</td>
            </tr>
          ))}
          {file.stays.map(({ on, here }) => (
            <tr key={on}>
              <td className="num">{on}</td>
              <td>{t(here ? "enterprise.file.came" : "enterprise.file.went")}</td>
            </tr>
          ))}
          {file.parts.map(({ id, name }) => (
            <tr key={id}>
              <td />
              <td>{t("enterprise.file.merged", { name })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
