// What happened to a firm: its names, where it was, files merged into it, verdicts issued about it.
import { App } from "antd";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { EnterpriseFile, PolicyAnswer, TaggedFile } from "../../api/enterprise";
import { problemOf } from "../../api/problem";
import { part } from "../../api/work";
import { Button } from "../../ui/button";
import { dressed } from "../../ui/dressed";
import { FaultLine } from "../../ui/faces";
import { useMay } from "../session";
import { DoneTasks } from "../task/firm";
import { useWrite } from "../write";
import { Verdicts } from "./verdicts";

const Alter = lazy(() => dressed(import("./alter").then(({ Alter: it }) => it)));

interface Props {
  readonly file: TaggedFile;
  readonly answers: readonly PolicyAnswer[];
}

export function History({ file, answers }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <section id="history" className="sheet file-section">
      <div className="row">
        <h2 className="grow">{t("enterprise.file.history")}</h2>
        <AlterButton file={file} />
      </div>
      <table className="plain stacks">
        <tbody>
          {file.names.map(({ name, since }) => (
            <tr key={`${name}${since ?? ""}`}>
              <td className="day">{since ?? t("enterprise.file.noDay")}</td>
              <td>{t("enterprise.file.named", { name })}</td>
              <td />
            </tr>
          ))}
          {file.stays.map(({ on, here, reason, line }, at) => (
            <tr key={at}>
              <td className="day">{on}</td>
              <td>
                {t(here ? "enterprise.file.came" : "enterprise.file.went")}
                {reason !== null && t("enterprise.file.because", { reason })}{" "}
                <span className="note">{t("enterprise.file.line", { line })}</span>
              </td>
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

function AlterButton({ file }: { readonly file: TaggedFile }): ReactNode {
  const { t } = useTranslation();
  const may = useMay("change-enterprise");
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button small onClick={() => setOpen(true)}>
        {t("enterprise.alter.do")}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <Alter file={file} onDone={() => setOpen(false)} />
        </Suspense>
      )}
    </>
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
