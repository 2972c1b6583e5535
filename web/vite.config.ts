// How the web is built, and where `npm run dev` finds the server.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The server that pages under development ask.
const proxy = { "/api": process.env["YUANSHU"] ?? "http://127.0.0.1:8642" };

/** What every page stands on, in two files: each file more is a wait more before the first paint. */
const groups = [
  {
    name: "base",
    test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|i18next|react-i18next|html-parse-stringify|void-elements|@tanstack\/(query-core|react-query|history|store|react-store|router-core|react-router))\//,
  },
  {
    name: "frame",
    test: /src\/(api|desk\/frame\/(?!lost)|desk\/session|desk\/enterprise\/(question|filter)\.ts|link|say|search|route|ui\/(base|pages|button|check|day|drawer|dressed|faces|figure|icon|mode|notice|pop|title|tokens)|value|words\/(index|zh))|icons-svg|rolldown|vite\/preload/,
  },
];

export default defineConfig({
  plugins: [react()],
  build: {
    // Browsers of 奇安信, 360, 麒麟 and 统信 are built on Chromium 109.
    target: "chrome109",
    cssTarget: "chrome109",
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: { codeSplitting: { groups, includeDependenciesRecursively: false } },
    },
  },
  server: { proxy },
  preview: { proxy },
});
