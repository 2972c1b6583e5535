// What happened to a firm: its names, where it was, files merged into it, verdicts issued about it.
import { App } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { EnterpriseFile, PolicyAnswer } from "../../api/enterprise";
import { problemOf } from "../../api/problem";
import { part } from "../../api/work";
import { Button } from "../../ui/button";
import { FaultLine } from "../../ui/faces";
import { useMay } from "../session";
import { DoneTasks } from "../task/firm";
import { useWrite } from "../write";
import { Verdicts } from "./verdicts";

interface Props {
  readonly file: EnterpriseFile;
  readonly answers: readonly PolicyAnswer[];
}

export function History({ file, answers }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <section id="history" className="sheet file-section">
      <h2>{t("enterprise.file.history")}</h2>
      <table className="plain stacks">
        <tbody>
          {file.names.map(({ name, since }) => (
            <tr key={`${name}${since ?? ""}`}>
              <td className="day">{since ?? t("enterprise.file.noDay")}</td>
              <td>{t("enterprise.file.named", { name })}</td>
              <td />
            </tr>
          ))}
          {file.stays.map(({ on, here }) => (
            <tr key={on}>
              <td className="day">{on}</td>
              <td>{t(here ? "enterprise.file.came" : "enterprise.file.went")}</td>
              <td />
            </tr>
          ))}
          {file.parts.map((merged) => (
            <Part key={merged.id} merged={merged} />
          ))}
        </tbody>
      </table>
      <DoneTasks id={file.id} />
      <Verdicts id={file.id} answers={answers} />
    </section>
  );
}

function Part({ merged }: { readonly merged: EnterpriseFile["parts"][number] }): ReactNode {
  const { t } = useTranslation();
  const may = useMay("merge-enterprises");
  const { modal } = App.useApp();
  const undo = useWrite(part, { says: () => t("reviews.parted") });
  return (
    <tr>
      <td />
      <td>
        {t("enterprise.file.merged", { name: merged.name })}
        {undo.error !== null && <FaultLine problem={problemOf(undo.error)} />}
      </td>
      <td>
        {may && (
          <Button
            small
            busy={undo.isPending}
            onClick={() =>
              void modal.confirm({
                title: t("reviews.partSays", { name: merged.name }),
                onOk: () => undo.mutate(merged.id),
              })
            }
          >
            {t("reviews.part")}
          </Button>
        )}
      </td>
    </tr>
  );
}
