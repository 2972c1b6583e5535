// The invented zone of a run, made before the first file; each file has a copy of its own.
import type { TestProject } from "vitest/node";

import { makeZone, throwAway } from "./zone";

declare module "vitest" {
  interface ProvidedContext {
    /** Where it lies. */
    zone: string;
  }
}

export function setup(project: TestProject): () => void {
  const folder = makeZone();
  project.provide("zone", folder);
  return () => throwAway(folder);
}
