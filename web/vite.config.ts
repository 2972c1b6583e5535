// How the web is built, and where `npm run dev` finds the server.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The server that pages under development ask.
const proxy = { "/api": process.env["YUANSHU"] ?? "http://127.0.0.1:8642" };

export default defineConfig({
  plugins: [react()],
  build: {
    // Browsers of 奇安信, 360, 麒麟 and 统信 are built on Chromium 109.
    target: "chrome109",
    cssTarget: "chrome109",
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy },
  preview: { proxy },
});
