// Whether a firm is outside the zone on the day: since when, and what whoever noted it wrote.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { EnterpriseFile } from "../../api/enterprise";

type Stays = Pick<EnterpriseFile, "here" | "stays" | "as_of">;

/** The stay by which it is outside: the last that ended by the day, else the first that is to come. */
export function awayBy({ here, stays, as_of }: Stays): EnterpriseFile["stays"][number] | undefined {
  if (here !== false) return undefined;
  const begun = stays.filter(({ on }) => on <= as_of.on);
  const later = [...stays].sort((one, other) => (one.on < other.on ? -1 : 1));
  // Of two on one day the later written counts.
  return (
    begun.reduce<EnterpriseFile["stays"][number] | undefined>(
      (last, stay) => (last === undefined || stay.on >= last.on ? stay : last),
      undefined,
    ) ?? later[0]
  );
}

/** Nothing where it is in the zone, or nobody said. */
export function Away({ file }: { readonly file: Stays }): ReactNode {
  const { t } = useTranslation();
  const by = awayBy(file);
  if (file.here !== false) return null;
  const word = by?.here === true ? "enterprise.file.notYet" : "enterprise.file.left";
  return (
    <>
      <span className="tag tag-no">{t(word)}</span>
      {by !== undefined && (
        <span className="note">
          {t(by.here ? "enterprise.file.comesOn" : "enterprise.file.leftOn", { day: by.on })}
          {by.reason !== null && t("enterprise.file.because", { reason: by.reason })}
        </span>
      )}
    </>
  );
}
