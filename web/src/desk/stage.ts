// How final a figure is, in words.
import { useTranslation } from "react-i18next";

const STAGES = ["forecast", "flash", "annual", "audited", "settled"] as const;

/** 预计, 快报, 年报, 审计, 汇缴; a word of a pack's own is shown as it is. */
export function useStage(): (stage: string) => string {
  const { t } = useTranslation();
  return (stage) => {
    const known = STAGES.find((one) => one === stage);
    return known === undefined ? stage : t(`enterprise.stage.${known}`);
  };
}
