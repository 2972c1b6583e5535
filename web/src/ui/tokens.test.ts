// That what is written can be read.
import { describe, expect, it } from "vitest";

import { contrast, palettes } from "./tokens";

describe.each(Object.entries(palettes))("in %s", (_, palette) => {
  const grounds = { paper: palette.n1, page: palette.n2 };
  const inks = {
    text: palette.n12,
    note: palette.n8,
    accent: palette.accent,
    yes: palette.yes,
    near: palette.near,
    no: palette.no,
    unknown: palette.unknown,
  };
  const pairs = Object.entries(grounds).flatMap(([ground, under]) =>
    Object.entries(inks).map(([ink, over]) => [ink, ground, over, under] as const),
  );

  it.each(pairs)("%s on %s meets AA", (_ink, _ground, over, under) => {
    expect(contrast(over, under)).toBeGreaterThanOrEqual(4.5);
  });

  it("a meaning can be read on its own ground", () => {
    for (const [over, under] of [
      [palette.yes, palette.yesSoft],
      [palette.near, palette.nearSoft],
      [palette.no, palette.noSoft],
      [palette.unknown, palette.unknownSoft],
      [palette.accent, palette.accentSoft],
      [palette.onAccent, palette.accent],
    ] as const) {
      expect(contrast(over, under)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("a series can be told from the paper", () => {
    for (const colour of palette.series) {
      expect(contrast(colour, palette.n1)).toBeGreaterThanOrEqual(3);
    }
  });
});
