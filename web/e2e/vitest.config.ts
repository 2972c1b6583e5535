// End to end: what a person sees, in Debian's Chromium, against the real program.
import { defineConfig } from "vitest/config";

import { Longest } from "./order";

const config = defineConfig({
  test: {
    include: ["e2e/**/*.e2e.ts"],
    globalSetup: "e2e/shared.ts",
    // A test that hangs ends by what it waits for; a busy machine is no reason to end one.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    // What is polled for has as long as a busy machine may take, not vitest's one second.
    expect: { poll: { timeout: 60_000 } },
    // A file of each at a time, on two processors.
    maxWorkers: 2,
    maxConcurrency: 2,
    sequence: { concurrent: false, sequencer: Longest },
  },
});
export { config as default };
