// 数据截至: the day that everything on the page is as of, in the bar and in the link.
import { useMatches, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { isDay } from "../../say";
import { whenOf, type AsOf } from "../../search";
import { DaySlider } from "../../ui/day";
import { Pop } from "../../ui/pop";
import { useSession } from "../session";

/** The as-of of the page, and how to move it. */
export function useAsOf(): AsOf & { move: (on: string | undefined, known: boolean) => void } {
  const when = whenOf(useSearch({ from: "/desk" }));
  const { today } = useSession();
  const navigate = useNavigate();
  const move = (day: string | undefined, asKnown: boolean): void => {
    void navigate({
      to: ".",
      search: ({ on: _on, known: _known, ...rest }) => ({
        ...rest,
        ...(day === undefined ? {} : { on: day }),
        ...(asKnown ? { known: day ?? today } : {}),
      }),
    });
  };
  return { ...when, move };
}

export function AsOfButton(): ReactNode {
  const { t } = useTranslation();
  const { today } = useSession();
  const { on, known, move } = useAsOf();
  const dated = useMatches({
    select: (matches) => matches.some(({ staticData }) => staticData.dated === true),
  });
  // A page that does not follow the day does not say that it does.
  if (!dated)
    return (
      <span className="as-of-now">
        {t("asOf.on")} {today}
      </span>
    );
  const past = on !== undefined || known !== undefined;
  const day = on ?? today;
  const says = t(known === undefined ? "asOf.past" : "asOf.pastKnown", { day });
  // A phone has room for the day, and for what one looks for beside it.
  const short = <span className="as-of-short num">{day}</span>;
  const word = past ? (
    <>
      <span className="as-of-says">{says}</span>
      {short}
    </>
  ) : (
    `${t("asOf.on")} ${day}`
  );
  return (
    <Pop
      word={word}
      className={`bare ${past ? "as-of-past" : "as-of-now"}`}
      label={t("asOf.title")}
      width={440}
    >
      {() => (
        <div className="stack">
          <DaySlider
            first={`${Number(today.slice(0, 4)) - 4}-01-01`}
            today={today}
            on={on}
            known={known !== undefined && isDay(known)}
            ticks={[]}
            onChange={move}
          />
          <p className="note">{t("asOf.hint")}</p>
        </div>
      )}
    </Pop>
  );
}
