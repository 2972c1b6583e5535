// The mark of an answer: a shape, a word and a colour, any one of which is enough.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import "./mark.css";

export const ANSWERS = ["yes", "no", "unknown", "person"] as const;
export type Answer = (typeof ANSWERS)[number];

/** Beside the answers: one step away (差一项达标), and not addressed at all (不适用). */
export type Shape = Answer | "near" | "outside";

const SHAPES: Record<Shape, string> = {
  yes: "✓",
  no: "✗",
  unknown: "?",
  person: "人",
  near: "±",
  outside: "–",
};

export function answerOf(word: string): Answer {
  return ANSWERS.find((answer) => answer === word) ?? "unknown";
}

interface Props {
  readonly answer: Shape;
  /** Shape only; the word goes to screen readers. */
  readonly small?: boolean;
}

export function Mark({ answer, small = false }: Props): ReactNode {
  const { t } = useTranslation();
  const word = t(`answer.${answer}`);
  return (
    <span className={`mark mark-${answer}`} title={small ? word : undefined}>
      <span className="mark-shape" aria-hidden="true">
        {SHAPES[answer]}
      </span>
      <span className={small ? "out-of-sight" : "mark-word"}>{word}</span>
    </span>
  );
}

interface TitleProps {
  readonly name: string;
  readonly conferred: boolean;
  /** Its last day, as it is said. */
  readonly until?: string | undefined;
}

/** A title on a firm's name: 已认定 solid, 测算符合 outlined. */
export function TitleTag({ name, conferred, until }: TitleProps): ReactNode {
  const { t } = useTranslation();
  return (
    <span
      className={conferred ? "tag tag-solid" : "tag"}
      title={t(conferred ? "answer.held" : "answer.yes")}
    >
      {name}
      {until !== undefined && <small className="num">{until}</small>}
      <span className="out-of-sight">{t(conferred ? "answer.held" : "answer.yes")}</span>
    </span>
  );
}
