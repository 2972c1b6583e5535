// The filters that are set, and where one more is set.
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { policiesQuery } from "../../api/policy";
import { GROUPS, STAYS, type Stay } from "../../route/search";
import { grouped } from "../../say";
import { whenOf } from "../../search";
import { Button } from "../../ui/button";
import { dressed } from "../../ui/dressed";
import { Skeleton } from "../../ui/faces";
import { Icon } from "../../ui/icon";
import { Pop } from "../../ui/pop";
import type { Filter } from "./filter";

const AnswerSetter = lazy(() => dressed(import("./asked").then(({ AnswerSetter: it }) => it)));
const Setter = lazy(() => dressed(import("./setter").then(({ Setter: it }) => it)));

interface Props {
  readonly filters: readonly Filter[];
  readonly onChange: (filters: readonly Filter[]) => void;
  readonly onAnswer: (answer: string) => void;
  readonly onStay: (stay: Stay) => void;
}

export function Filters({ filters, onChange, onAnswer, onStay }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Pop
        word={`+ ${t("enterprise.list.addFilter")}`}
        label={t("enterprise.filter.title")}
        titled
        width={344}
      >
        {(close) => (
          <Setting
            onSet={(filter) => {
              close();
              onChange([...filters, filter]);
            }}
            onAnswer={(answer) => {
              close();
              onAnswer(answer);
            }}
            onStay={(stay) => {
              close();
              onStay(stay);
            }}
          />
        )}
      </Pop>
      {filters.map((filter, at) => (
        <span key={`${filter.fact}${at}`} className="tag tag-plain tag-set">
          {filter.fact}
          {filter.year !== undefined &&
            t("aside", { what: yearWord(filter.year, t("enterprise.list.lastYear")) })}{" "}
          {t(`enterprise.filter.${filter.op}`)} {valueSaid(filter)}
          <button
            className="bare"
            aria-label={`${t("do.remove")} ${filter.fact}`}
            onClick={() => onChange(filters.filter((_, other) => other !== at))}
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
    </>
  );
}

const KINDS = {
  fact: "enterprise.filter.fact",
  answer: "enterprise.list.answer",
  stay: "enterprise.list.stay.title",
} as const;
type Kind = keyof typeof KINDS;
const EACH: readonly Kind[] = ["fact", "answer", "stay"];

interface SettingProps {
  readonly onSet: (filter: Filter) => void;
  readonly onAnswer: (answer: string) => void;
  readonly onStay: (stay: Stay) => void;
}

/** By a fact, by what a policy says, or by whether it is in the zone. */
function Setting({ onSet, onAnswer, onStay }: SettingProps): ReactNode {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Kind>("fact");
  return (
    <div className="stack">
      <div className="row" role="radiogroup" aria-label={t("enterprise.filter.title")}>
        {EACH.map((one) => (
          <label key={one} className="check">
            <input type="radio" name="kind" checked={kind === one} onChange={() => setKind(one)} />
            {t(KINDS[one])}
          </label>
        ))}
      </div>
      <Suspense fallback={<Skeleton lines={3} />}>
        {kind === "fact" && <Setter onSet={onSet} />}
        {kind === "answer" && <AnswerSetter onSet={onAnswer} />}
        {kind === "stay" &&
          STAYS.map((stay) => (
            <Button key={stay} onClick={() => onStay(stay)}>
              {t(`enterprise.list.stay.${stay}`)}
            </Button>
          ))}
      </Suspense>
    </div>
  );
}

interface AnswerProps {
  /** Such as `cn/high-tech:near`. */
  readonly answer: string;
  readonly onDrop: () => void;
}

/** The answer that the list is asked by. */
export function AskedAnswer({ answer, onDrop }: AnswerProps): ReactNode {
  const { t } = useTranslation();
  const when = whenOf(useSearch({ from: "/desk" }));
  const [policy = "", word] = answer.split(":");
  const policies = useQuery(policiesQuery(when)).data?.items ?? [];
  const group = GROUPS.find((one) => one === word);
  const title = policies.find(({ id }) => id === policy)?.title ?? policy;
  const says = group === undefined ? "" : ` · ${t(`policy.group.${group}`)}`;
  return (
    <Asked
      what={`${t("enterprise.list.answer")}${t("colon")}${title}${says}`}
      drop={t("enterprise.list.answer")}
      onDrop={onDrop}
    />
  );
}

interface AskedProps {
  /** What is asked, in words. */
  readonly what: string;
  /** What is no longer asked once it is dropped. */
  readonly drop: string;
  readonly onDrop: () => void;
}

/** Something that the list is asked by, with a button that drops it. */
export function Asked({ what, drop, onDrop }: AskedProps): ReactNode {
  const { t } = useTranslation();
  return (
    <span className="tag tag-plain tag-set">
      {what}
      <button className="bare" aria-label={`${t("do.remove")} ${drop}`} onClick={onDrop}>
        <Icon name="close" />
      </button>
    </span>
  );
}

const COMPARED: ReadonlySet<string> = new Set(["ge", "le", "gt", "lt", "eq"]);

/** 2000 万元 is read as 2,000 万元; days and words as they are. */
function valueSaid({ op, value = "" }: Filter): string {
  return COMPARED.has(op) ? value.replace(/^[-−]?\d+(\.\d+)?(?![-\d])/, grouped) : value;
}

function yearWord(year: number, last: string): string {
  return year === -1 ? last : String(year);
}
