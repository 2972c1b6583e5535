// How fast it feels: not part of the tests, since a time is no pass or fail. `npm run feel`.
import { defineConfig } from "vitest/config";

const config = defineConfig({
  test: {
    include: ["e2e/feel.ts"],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    disableConsoleIntercept: true,
  },
});
export { config as default };
