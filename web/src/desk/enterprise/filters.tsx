// The filters that are set, and where one more is set.
import { lazy, Suspense, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { dressed } from "../../ui/dressed";
import { Skeleton } from "../../ui/faces";
import { Icon } from "../../ui/icon";
import { Pop } from "../../ui/pop";
import type { Filter } from "./filter";

const Setter = lazy(() => dressed(import("./setter").then(({ Setter: it }) => it)));

interface Props {
  readonly filters: readonly Filter[];
  readonly onChange: (filters: readonly Filter[]) => void;
}

export function Filters({ filters, onChange }: Props): ReactNode {
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
          <Suspense fallback={<Skeleton lines={3} />}>
            <Setter
              onSet={(filter) => {
                close();
                onChange([...filters, filter]);
              }}
            />
          </Suspense>
        )}
      </Pop>
      {filters.map((filter, at) => (
        <span key={`${filter.fact}${at}`} className="tag tag-plain tag-set">
          {filter.fact}
          {filter.year !== undefined &&
            `（${yearWord(filter.year, t("enterprise.list.lastYear"))}）`}{" "}
          {t(`enterprise.filter.${filter.op}`)} {filter.value ?? ""}
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

function yearWord(year: number, last: string): string {
  return year === -1 ? last : String(year);
}
