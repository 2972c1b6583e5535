// 上级报表回填: a blank form sent, seen filled, what lacks by owning department, downloaded.
import type { UseMutationResult } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Input, InputNumber } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { filledAt, fillForm, type Filled } from "../../api/fill";
import { problemOf } from "../../api/problem";
import { Button, ButtonLink } from "../../ui/button";
import { Drop } from "../../ui/drop";
import { FaultLine } from "../../ui/faces";
import { useMay } from "../session";
import { Looks, Missing } from "./cells";
import { firmsIn } from "./names";
import { useKept } from "./kept";
import { SendMissing } from "./send";
import { Title } from "../../ui/title";
import "./fill.css";

export function FillForm(): ReactNode {
  const { t } = useTranslation();
  const { on } = useSearch({ from: "/desk" });
  const [firms, setFirms] = useState("");
  const [year, setYear] = useState<number | null>(null);
  const { sent: fill, before } = useKept("form", (file: File) =>
    fillForm({
      file,
      on,
      firms: firmsIn(firms),
      year: year ?? undefined,
    }),
  );
  const filled = fill.data ?? (fill.isIdle ? before?.got : undefined);
  return (
    <>
      <Title title={t("fillForm.title")} says={t("fillForm.says")} />
      <div className="stack" style={{ flex: 1 }}>
        <div className="fill-asks">
          <label className="stack">
            {t("fillForm.firms")}
            <Input.TextArea
              autoSize={{ minRows: 1, maxRows: 6 }}
              value={firms}
              onChange={({ target }) => setFirms(target.value)}
            />
            <span className="note">{t("fillForm.firmsHelp")}</span>
          </label>
          <label className="stack">
            {t("fillForm.year")}
            <InputNumber min={2000} max={2100} value={year} onChange={setYear} />
            <span className="note">{t("fillForm.yearHelp")}</span>
          </label>
        </div>
        <div>
          <Drop
            title={t("fillForm.drop")}
            help={t("fillForm.dropHelp")}
            accept=".xlsx,.xlsm"
            busy={fill.isPending ? t("fillForm.busy") : undefined}
            onFiles={([file]) => file !== undefined && fill.mutate(file)}
          />
          {fill.error !== null && <FaultLine problem={problemOf(fill.error)} />}
          <Again sent={fill} />
        </div>
        {filled !== undefined && <Result filled={filled} />}
      </div>
    </>
  );
}

/** The same form once more: for other firms, or another year. */
function Again({ sent }: { readonly sent: UseMutationResult<Filled, Error, File> }): ReactNode {
  const { t } = useTranslation();
  const file = sent.variables;
  if (file === undefined || sent.isPending) return null;
  return (
    <p className="fill-again">
      <Button small onClick={() => sent.mutate(file)}>
        {t("fillForm.again", { name: file.name })}
      </Button>
    </p>
  );
}

function Result({ filled }: { readonly filled: Filled }): ReactNode {
  const { t } = useTranslation();
  const maySend = useMay("make-task");
  const [sending, setSending] = useState(false);
  return (
    <section className="sheet file-section stack">
      <div className="row">
        <h2 className="grow">{filled.name}</h2>
        {maySend && filled.missing.length > 0 && (
          <Button onClick={() => setSending(true)}>{t("fillForm.send")}</Button>
        )}
        <ButtonLink kind="primary" href={filledAt(filled.id)}>
          {t("fillForm.download")}
        </ButtonLink>
      </div>
      {filled.told.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p className="note">{t("fillForm.colours")}</p>
      {sending && <SendMissing filled={filled} onDone={() => setSending(false)} />}
      <Looks cells={filled.looks} />
      <Missing cells={filled.missing}>
        {filled.departments.map((line) => (
          <p key={line} className="note">
            {line}
          </p>
        ))}
      </Missing>
    </section>
  );
}
