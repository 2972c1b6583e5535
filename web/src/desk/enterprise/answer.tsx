// What one policy says of a firm, in a line that opens its grounds.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { PolicyAnswer } from "../../api/enterprise";
import { Amounts } from "../../ui/amounts";
import { answerOf, Mark, type Shape } from "../../ui/mark";
import { worth } from "../../value";
import { standingOf } from "./standing";
import "./answer.css";

interface Props {
  readonly answer: PolicyAnswer;
  readonly onOpen: (policy: string) => void;
}

export function AnswerRow({ answer, onOpen }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <button className="bare answer-row" onClick={() => onOpen(answer.policy)}>
      <Mark answer={shapeOf(answer)} />
      <span className="answer-title">
        {answer.title} {answer.status !== null && <span className="note">{answer.status}</span>}
      </span>
      <span className="answer-why">
        <Amounts says={answer.sentence} />
      </span>
      <span className="answer-value num">
        {answer.conferred && <span className="tag tag-solid">{t("answer.held")}</span>}{" "}
        {answer.value !== null && <Worth value={answer.value} />}
      </span>
    </button>
  );
}

/** The mark of how a firm stands: wherever an answer is told, it has the same. */
export function shapeOf(answer: PolicyAnswer): Shape {
  const standing = standingOf(answer);
  return standing === "near" || standing === "outside" ? standing : answerOf(answer.reply);
}

export function Worth({ value }: { readonly value: string }): ReactNode {
  const { t } = useTranslation();
  const { text, unit } = worth(value, t("enterprise.file.points"));
  return (
    <strong>
      <Amounts says={text} />
      {unit !== "" && <span className="unit">{unit}</span>}
    </strong>
  );
}
