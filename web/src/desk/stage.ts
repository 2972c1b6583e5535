// How final a figure is, in words.
import { useTranslation } from "react-i18next";

import { zh } from "../words/zh";

const STAGES = ["forecast", "flash", "annual", "audited", "settled"] as const;

/** As plans of imports write them. */
export const STAGE_WORDS: readonly string[] = STAGES.map((one) => zh.enterprise.stage[one]);

/** 预计, 快报, 年报, 审计, 汇缴, by id or by word; a word of a pack's own is shown as it is. */
export function useStage(): (stage: string) => string {
  const { t } = useTranslation();
  return (stage) => {
    const known = STAGES.find((one) => one === stage || zh.enterprise.stage[one] === stage);
    return known === undefined ? stage : t(`enterprise.stage.${known}`);
  };
}
