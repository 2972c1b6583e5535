// 同比: by how much a sum is more or less than the year before.
import { fixed } from "../../say";

/** In per cent with one decimal and its sign; nothing where there was nothing, or a loss, before. */
export function growth(before: string, now: string): string | undefined {
  const [from, to] = [Number(before), Number(now)];
  if (!Number.isFinite(from) || !Number.isFinite(to) || from <= 0) return undefined;
  const rate = fixed(String(((to - from) / from) * 100), 1);
  if (rate === "0.0") return "0.0%";
  return rate.startsWith("-") ? `−${rate.slice(1)}%` : `+${rate}%`;
}
