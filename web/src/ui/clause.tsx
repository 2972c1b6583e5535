// A clause as it was written, what it says of one firm, and the sum behind that.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Amounts } from "./amounts";
import { Mark, type Answer } from "./mark";
import "./clause.css";

interface Props {
  readonly answer: Answer;
  /** Where the clause stands, such as 国科发火〔2016〕32号 第十一条. */
  readonly cite: string;
  readonly url?: string | undefined;
  /** The wording, where it was seen. */
  readonly text?: string | undefined;
  /** In our words, where the wording was not seen. */
  readonly summary?: string | undefined;
  /** Its number is only remembered. */
  readonly memory?: boolean;
  readonly children?: ReactNode;
}

export function Clause(props: Props): ReactNode {
  const { t } = useTranslation();
  const { answer, cite, url, text, summary, memory = false, children } = props;
  return (
    <section className={`clause clause-${answer}`}>
      <div className="clause-mark">
        <Mark answer={answer} small />
      </div>
      <div className="clause-body">
        {text !== undefined ? (
          <blockquote className="clause-text">{text}</blockquote>
        ) : (
          <p className="clause-summary">
            {summary}
            <span className="note"> {t("clause.summary")}</span>
          </p>
        )}
        <p className="note clause-cite">
          {url === undefined ? (
            cite
          ) : (
            <a href={url} target="_blank" rel="noreferrer">
              {cite}
            </a>
          )}
          {memory && <span className="tag tag-unknown clause-memory">{t("clause.memory")}</span>}
        </p>
        {children}
      </div>
    </section>
  );
}

/** The figures compared, as a tiny sum. */
export function Sum({
  says,
  answer,
}: {
  readonly says: string;
  readonly answer: Answer;
}): ReactNode {
  return (
    <p className={`sum sum-${answer} num`}>
      <Mark answer={answer} small />{" "}
      <span>
        <Amounts says={says} />
      </span>
    </p>
  );
}
