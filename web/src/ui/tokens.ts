// Every colour, size and duration; antd's theme, ECharts' theme and the CSS variables are made from them.

export type Mode = "light" | "dark";

/** Twelve steps from paper to ink, a little warm. Lines are the third. */
interface Ramp {
  readonly n1: string;
  readonly n2: string;
  readonly n3: string;
  readonly n4: string;
  readonly n5: string;
  readonly n6: string;
  readonly n7: string;
  readonly n8: string;
  readonly n9: string;
  readonly n10: string;
  readonly n11: string;
  readonly n12: string;
}

export interface Palette extends Ramp {
  readonly accent: string;
  readonly accentStrong: string;
  readonly accentSoft: string;
  /** On the accent as a ground. */
  readonly onAccent: string;
  /** 符合 */
  readonly yes: string;
  readonly yesSoft: string;
  /** 差距, 临期 */
  readonly near: string;
  readonly nearSoft: string;
  /** 不符合, 超期 */
  readonly no: string;
  readonly noSoft: string;
  /** 待补数据: looks unknown, never like zero. */
  readonly unknown: string;
  readonly unknownSoft: string;
  readonly shade: string;
  /** Colour-blind-safe, in the order in which series take them. */
  readonly series: readonly string[];
  /** From little to much. */
  readonly scale: readonly string[];
}

const light: Palette = {
  n1: "#fefdfb",
  n2: "#f6f4f0",
  n3: "#e4e0d8",
  n4: "#d9d4ca",
  n5: "#c8c2b6",
  n6: "#aea798",
  n7: "#8d8678",
  n8: "#6f685d",
  n9: "#5c564c",
  n10: "#474239",
  n11: "#312d27",
  n12: "#1d1a16",
  accent: "#1f4e8c",
  accentStrong: "#173c6e",
  accentSoft: "#e6edf6",
  onAccent: "#ffffff",
  yes: "#1f6b3a",
  yesSoft: "#e5f1e8",
  near: "#8a5300",
  nearSoft: "#faeed6",
  no: "#ac2a22",
  noSoft: "#fae7e4",
  unknown: "#645d7c",
  unknownSoft: "#edebf3",
  shade: "0 6px 24px rgba(29, 26, 22, 0.16), 0 1px 4px rgba(29, 26, 22, 0.12)",
  series: ["#1f4e8c", "#c2691a", "#2d8a70", "#a3446f", "#5f93cf", "#86701f", "#7a5ca6", "#5f5a52"],
  scale: ["#e6edf6", "#bfd2e8", "#90b1d6", "#5f8cbe", "#376aa3", "#1f4e8c"],
};

const dark: Palette = {
  n1: "#1b1917",
  n2: "#131210",
  n3: "#34302b",
  n4: "#3f3a34",
  n5: "#4e4841",
  n6: "#665f56",
  n7: "#857d72",
  n8: "#a49c90",
  n9: "#b9b1a5",
  n10: "#cec7bc",
  n11: "#e2dcd2",
  n12: "#f3efe8",
  accent: "#8fb4e4",
  accentStrong: "#b3cdee",
  accentSoft: "#21303f",
  onAccent: "#12202f",
  yes: "#7fc795",
  yesSoft: "#1d2f23",
  near: "#e2b263",
  nearSoft: "#36290f",
  no: "#f0958b",
  noSoft: "#3b211e",
  unknown: "#b3abcd",
  unknownSoft: "#292635",
  shade: "0 6px 24px rgba(0, 0, 0, 0.5), 0 1px 4px rgba(0, 0, 0, 0.4)",
  series: ["#8fb4e4", "#e39a54", "#62bda2", "#d987ad", "#5f8fcb", "#c4ab58", "#b39bdc", "#a49c90"],
  scale: ["#21303f", "#2c4764", "#3b6490", "#5484b8", "#729fd2", "#8fb4e4"],
};

export const palettes: Record<Mode, Palette> = { light, dark };

export const type = {
  sans: '"PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", system-ui, sans-serif',
  serif: '"Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", serif',
  body: 14,
  dense: 13,
  note: 12,
  heads: [16, 20, 26],
  strong: 600,
} as const;

export const space = {
  unit: 4,
  margin: 24,
  marginPhone: 12,
  row: 36,
  rowCompact: 28,
  radius: 4,
} as const;

export const motion = { quick: "120ms", slow: "180ms" } as const;

/** Widths at which the layout changes, in pixels. */
export const widths = { phone: 640, narrow: 1100 } as const;

/** The CSS variables of a mode, as text of a rule's body. */
export function variables(mode: Mode): string {
  const palette = palettes[mode];
  const lines: string[] = [`color-scheme:${mode}`];
  for (const [name, value] of Object.entries(palette)) {
    if (typeof value === "string") lines.push(`--${kebab(name)}:${value}`);
  }
  palette.series.forEach((colour, at) => lines.push(`--series-${at + 1}:${colour}`));
  palette.scale.forEach((colour, at) => lines.push(`--scale-${at + 1}:${colour}`));
  lines.push(
    `--sans:${type.sans}`,
    `--serif:${type.serif}`,
    `--margin:${space.margin}px`,
    `--row:${space.row}px`,
    `--radius:${space.radius}px`,
    `--quick:${motion.quick}`,
  );
  return lines.join(";");
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** How light a colour is to the eye, from 0 to 1 (WCAG 2.2, relative luminance). */
function luminance(hex: string): number {
  const channel = (from: number): number => {
    const part = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/** The contrast of two colours, from 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((high ?? 1) + 0.05) / ((low ?? 0) + 0.05);
}
