// 数据来源与口径 of one figure: what counts and why, what else was said, and what one can do about it.
import { useQuery } from "@tanstack/react-query";
import { useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { factsQuery, type Fact } from "../../api/content";
import type { FileFigure, SourceSaid, TaggedFile } from "../../api/enterprise";
import { Button } from "../../ui/button";
import { Drawer } from "../../ui/drawer";
import { Skeleton } from "../../ui/faces";
import { Hidden, Unknown } from "../../ui/figure";
import { useLearnt } from "../learnt";
import { useMay } from "../session";
import { useStage } from "../stage";
import { GiveButton } from "../task/button";
import type { About } from "../task/give";
import { Correct, Object as Objection, Settle } from "./amend";
import { Around } from "./around";
import { ByYear, Records } from "./drawn";
import { Meaning } from "./meaning";
import { figureKey } from "./standing";
import { Versions } from "./versions";

interface Props {
  readonly file: TaggedFile;
  readonly figure: string | undefined;
  readonly onClose: () => void;
}

export function FigureDrawer({ file, figure, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const known = useQuery(factsQuery);
  const facts = known.data?.items ?? [];
  const found = file.figures.find((one) => figureKey(one) === figure) ?? blank(figure, facts);
  return (
    <Drawer
      open={found !== undefined}
      width={560}
      title={t("enterprise.figure.title")}
      onClose={onClose}
    >
      {/* What it means comes with the dictionary, and stands above what there is to see. */}
      {!known.isFetched && <Skeleton lines={14} />}
      {found !== undefined && known.isFetched && (
        <Passport key={figure} file={file} figure={found} />
      )}
    </Drawer>
  );
}

/** A figure of which nobody said anything yet: it can be stated, and asked for. */
function blank(key: string | undefined, facts: readonly Fact[]): FileFigure | undefined {
  const [id, year] = (key ?? "").split(":");
  const fact = facts.find((one) => one.id === id);
  if (fact === undefined || fact.yearly !== /^\d{4}$/.test(year ?? "")) return undefined;
  const { name, unit, kind, department } = fact;
  return {
    fact: fact.id,
    name,
    year: fact.yearly ? Number(year) : null,
    unit,
    kind,
    department,
    ground: "nothing",
    stands: null,
    open: false,
    others: [],
    held: [],
    barred: 0,
    doubt: null,
    hidden: false,
  };
}

/** What one writes about a figure, and the figure as it was when one began. */
interface Doing {
  readonly what: "correct" | "object" | "settle" | "keep";
  /** What is settled on. */
  readonly said?: SourceSaid;
  readonly before: FileFigure;
}

function Passport({
  file,
  figure,
}: {
  readonly file: TaggedFile;
  readonly figure: FileFigure;
}): ReactNode {
  const { t } = useTranslation();
  const [doing, setDoing] = useState<Doing>();
  const mayCorrect = useMay("correct-fact");
  const maySettle = useMay("settle-fact");
  const mayObject = useMay("object-to-fact");
  const { name, year, stands, others, held, ground, department, barred, doubt, hidden } = figure;
  const [last, setLast] = useState<Doing["what"]>();
  const [told, setTold] = useState<string>();
  const done = (says?: string): void => {
    setLast(doing?.what);
    setDoing(undefined);
    setTold(says);
  };
  const asked = useRef<Element | null>(null);
  const begin = (what: Doing["what"], said?: SourceSaid): void => {
    asked.current = document.activeElement;
    setDoing({ what, before: figure, ...(said === undefined ? {} : { said }) });
  };
  const cancel = (): void => {
    done();
    if (asked.current instanceof HTMLElement) asked.current.focus();
  };
  const says = doing !== undefined && { of: file, figure, before: doing.before, onDone: done };
  const settling = says !== false && doing?.said !== undefined && (
    <Settle
      {...says}
      said={doing.said}
      onSay={(said) => setDoing({ ...doing, said })}
      onCancel={cancel}
    />
  );
  return (
    <div className="stack">
      <div>
        <h2>
          {name}
          {year !== null && (
            <span className="unit">{t("enterprise.figure.ofYear", { year: String(year) })}</span>
          )}
        </h2>
        <p className="figure-big num">
          {figure.open && !hidden && stands !== null && `${t("enterprise.figure.atLeast")} `}
          {hidden ? <Hidden /> : stands === null ? <Unknown /> : stands.shown}
        </p>
        <p className="note">
          {hidden ? t("enterprise.figure.hiddenHow") : t(`enterprise.groundSays.${ground}`)}
          {department !== null && ` · ${t("enterprise.figure.owner")} ${department}`}
        </p>
        {doubt !== null && (
          <p className="note">
            <span className="mark-near">{t("enterprise.figure.doubted")}</span> {doubt}
          </p>
        )}
        {told !== undefined && <p role="status">{told}</p>}
        {figure.open && <p className="note">{t("enterprise.figure.open")}</p>}
        {barred > 0 && <p className="note">{t("enterprise.figure.barred", { count: barred })}</p>}
      </div>
      <Objections
        file={file}
        figure={figure}
        onSettle={maySettle && stands !== null ? () => begin("keep", stands) : undefined}
      />
      {doing?.what === "keep" && settling}
      {stands !== null && <Source said={stands} />}
      <Meaning figure={figure} />
      {stands !== null && <Around file={file} figure={figure} said={stands} />}
      {figure.kind === "list" && <Records figure={figure} />}
      {!hidden && <ByYear file={file} figure={figure} />}
      {held.length > 0 && <Others title={t("enterprise.ground.held")} said={held} />}
      {others.length > 0 && (
        <Others
          title={t(stands === null ? "disputes.said" : "enterprise.figure.others")}
          said={others}
          onSettle={maySettle ? (one) => begin("settle", one) : undefined}
        />
      )}
      {!hidden && <Versions id={file.id} figure={figure} />}
      {doing === undefined && !hidden && (
        <div className="row">
          {/* Records are brought in by sheets. */}
          {mayCorrect && figure.kind !== "list" && (
            <Button autoFocus={last === "correct"} onClick={() => begin("correct")}>
              {t(stands === null ? "enterprise.amend.state" : "enterprise.amend.correct")}
            </Button>
          )}
          {mayObject && stands !== null && (
            <Button autoFocus={last === "object"} onClick={() => begin("object")}>
              {t("enterprise.amend.object")}
            </Button>
          )}
          <GiveButton about={aboutOf(file, figure, t(`enterprise.groundSays.${ground}`))} />
        </div>
      )}
      {says !== false && doing?.what === "correct" && <Correct {...says} onCancel={() => done()} />}
      {says !== false && doing?.what === "object" && (
        <Objection {...says} onCancel={() => done()} />
      )}
      {doing?.what === "settle" && settling}
    </div>
  );
}

interface ObjectionsProps {
  readonly file: TaggedFile;
  readonly figure: FileFigure;
  /** Says that what counts stays as it is. */
  readonly onSettle: (() => void) | undefined;
}

/** Who holds it to be wrong, and the word that settles it. */
function Objections({ file, figure, onSettle }: ObjectionsProps): ReactNode {
  const { t } = useTranslation();
  const learnt = useLearnt();
  const raised = file.objections.filter((one) => figureKey(one) === figureKey(figure));
  if (raised.length === 0) return null;
  return (
    <div>
      <h3>{t("enterprise.file.objection")}</h3>
      {raised.map(({ line, at, reason }) => (
        <p key={line}>
          {reason === "" ? <Hidden /> : reason}{" "}
          <span className="note day">{learnt({ line, at })}</span>
        </p>
      ))}
      {onSettle !== undefined && (
        <p className="row">
          <Button small onClick={onSettle}>
            {t("enterprise.amend.keep")}
          </Button>
          <span className="note">{t("enterprise.amend.keepHelp")}</span>
        </p>
      )}
    </div>
  );
}

/** A task about a figure is one for the department that owns it. */
function aboutOf(file: TaggedFile, figure: FileFigure, why: string): About {
  const { fact, name, year, department } = figure;
  return {
    enterprise: file.id,
    name: file.name,
    fact,
    reason: `${name}${year === null ? "" : ` ${year}`}：${why}`,
    ...(department === null ? {} : { department }),
  };
}

function Source({ said }: { readonly said: SourceSaid }): ReactNode {
  const { t } = useTranslation();
  const stage = useStage();
  const learnt = useLearnt();
  const { source } = said;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [t("enterprise.figure.feed"), source.feed],
    [t("enterprise.figure.file"), source.file === "" ? t("enterprise.figure.byHand") : source.file],
    [
      t("enterprise.figure.cell"),
      source.cell === "" ? undefined : `${source.sheet} · ${source.cell}`,
    ],
    [t("enterprise.figure.stage"), source.stage === undefined ? undefined : stage(source.stage)],
    [t("enterprise.figure.basis"), source.basis],
    [t("enterprise.figure.learnt"), learnt(said)],
  ];
  return (
    <dl className="passport">
      {rows.map(([name, value]) =>
        value === undefined || value === "" ? null : (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

interface OthersProps {
  readonly title: string;
  readonly said: readonly SourceSaid[];
  readonly onSettle?: ((said: SourceSaid) => void) | undefined;
}

function Others({ title, said, onSettle }: OthersProps): ReactNode {
  const { t } = useTranslation();
  const learnt = useLearnt();
  const stage = useStage();
  return (
    <div>
      <h3>{title}</h3>
      <table className="plain">
        <tbody>
          {said.map((one) => (
            <tr key={`${one.origin}:${one.line}:${one.row}`}>
              <td className="num">{one.shown}</td>
              <td>
                {one.source.feed ?? t("enterprise.figure.byHand")}
                <div className="note">
                  {[one.source.file, one.source.sheet, one.source.cell]
                    .filter((part) => part !== "")
                    .join(" · ")}
                </div>
                <div className="note">{learnt(one)}</div>
              </td>
              <td className="note">
                {one.source.stage !== undefined && (
                  <div className="day">{stage(one.source.stage)}</div>
                )}
                {one.source.basis}
              </td>
              {onSettle !== undefined && (
                <td>
                  <Button small onClick={() => onSettle(one)}>
                    {t("enterprise.amend.settle")}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
