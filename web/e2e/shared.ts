// The one invented zone of a run, made before the first file and ended after the last.
import type { TestProject } from "vitest/node";

import { demoZone, type Zone } from "./zone";

declare module "vitest" {
  interface ProvidedContext {
    zone: Zone;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { address, people, folder, end } = await demoZone();
  project.provide("zone", { address, people: [...people], folder });
  return end;
}
