// What a page shows while it has nothing to show: loading, empty, fault.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { ProblemBody } from "../api/problem";
import "./faces.css";
import { Button } from "./button";

/** Grey lines where the text will stand, so that nothing jumps. */
export function Skeleton({ lines = 8 }: { readonly lines?: number }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="skeleton" role="status" aria-label={t("face.loading")}>
      {Array.from({ length: lines }, (_, at) => (
        <div key={at} className="skeleton-line" style={{ width: `${92 - ((at * 29) % 47)}%` }} />
      ))}
    </div>
  );
}

/** As high as the one line that comes. */
export function SkeletonLine(): ReactNode {
  const { t } = useTranslation();
  return (
    <p className="skeleton-word" role="status" aria-label={t("face.loading")}>
      <span className="skeleton-line" />
    </p>
  );
}

interface EmptyProps {
  /** What would be here. */
  readonly what: string;
  /** How to make it so. */
  readonly how?: ReactNode;
  readonly children?: ReactNode;
}

export function Empty({ what, how, children }: EmptyProps): ReactNode {
  return (
    <div className="face">
      <p className="face-what">{what}</p>
      {how !== undefined && <p className="face-how">{how}</p>}
      {children !== undefined && <div className="row face-do">{children}</div>}
    </div>
  );
}

interface FaultProps {
  readonly problem: ProblemBody;
  readonly again?: () => void;
  /** Where one goes on from what is not there, or not for oneself. */
  readonly onward?: ReactNode;
}

/** What happened, whether anything was lost, what to do. */
export function Fault({ problem, again, onward }: FaultProps): ReactNode {
  const { t } = useTranslation();
  const words = useFault()(problem);
  const closed = problem.status === 403 || problem.status === 404;
  // What leads on stands in place of the whole page, and has its heading.
  const What = onward === undefined ? "p" : "h1";
  return (
    <div className="face face-fault" role="alert">
      <What className="face-what">{words.what}</What>
      {words.how !== "" && <p className="face-how">{words.how}</p>}
      {again !== undefined && !closed && (
        <div className="row face-do">
          <Button onClick={again}>{t("face.again")}</Button>
        </div>
      )}
      {onward !== undefined && closed && <div className="row face-do">{onward}</div>}
      <p className="note">
        {[problem.code, problem.path].filter((part) => part !== undefined).join(" ")}
      </p>
    </div>
  );
}

/** The same in one line, beside what was tried, or in place of what was asked for. */
export function FaultLine({ problem, again }: Omit<FaultProps, "onward">): ReactNode {
  const { t } = useTranslation();
  const words = useFault()(problem);
  return (
    <p className="fault-line" role="alert">
      {words.what}
      {words.how !== "" && <span className="note"> {words.how}</span>}
      {again !== undefined && (
        <>
          {" "}
          <Button small onClick={again}>
            {t("face.again")}
          </Button>
        </>
      )}
    </p>
  );
}

/** A problem in words: what happened, and what to do. */
export function useFault(): (problem: ProblemBody) => { what: string; how: string } {
  const { t } = useTranslation();
  return ({ code, status, title, detail, hint }) => {
    if (code === "offline") return { what: t("face.offline"), how: t("face.offlineHow") };
    if (code === "page-fault") return { what: t("face.fault"), how: detail };
    return { what: detail || title || t("face.status", { status }), how: hint };
  };
}
