// antd's theme of a mode, from the tokens.
import { theme, type ThemeConfig } from "antd";

import { palettes, space, type, type Mode } from "./tokens";

export function antdTheme(mode: Mode, calm: boolean): ThemeConfig {
  const colour = palettes[mode];
  return {
    algorithm: mode === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: colour.accent,
      colorLink: colour.accent,
      colorLinkHover: colour.accentStrong,
      colorSuccess: colour.yes,
      colorWarning: colour.near,
      colorError: colour.no,
      colorInfo: colour.accent,
      colorTextBase: colour.n12,
      colorBgBase: colour.n1,
      colorBgLayout: colour.n2,
      colorBgContainer: colour.n1,
      colorBgElevated: colour.n1,
      colorText: colour.n12,
      colorTextSecondary: colour.n9,
      colorTextTertiary: colour.n8,
      colorTextDescription: colour.n8,
      colorTextPlaceholder: colour.n8,
      colorBorder: colour.n6,
      colorBorderSecondary: colour.n3,
      colorSplit: colour.n3,
      colorTextLightSolid: colour.onAccent,
      controlItemBgActive: colour.accentSoft,
      controlItemBgActiveHover: colour.accentSoft,
      fontFamily: type.sans,
      fontSize: type.body,
      fontSizeSM: type.note,
      lineHeight: 22 / 14,
      fontWeightStrong: type.strong,
      borderRadius: space.radius,
      borderRadiusLG: space.radius,
      borderRadiusSM: space.radius,
      controlHeight: 32,
      boxShadow: colour.shade,
      boxShadowSecondary: colour.shade,
      boxShadowTertiary: "none",
      motionDurationFast: "0.12s",
      motionDurationMid: "0.15s",
      motionDurationSlow: "0.18s",
      motion: !calm,
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
      Tabs: { horizontalMargin: "0 0 12px" },
    },
  };
}
