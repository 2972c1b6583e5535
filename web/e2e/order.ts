// The order of the files: what takes longest begins first, so that nothing is waited for at the end.
import { BaseSequencer, type TestSpecification } from "vitest/node";

const FIRST = ["pages", "faces", "desk", "sheets", "turned"];

function place({ moduleId }: TestSpecification): number {
  const at = FIRST.findIndex((name) => moduleId.endsWith(`/${name}.e2e.ts`));
  return at === -1 ? FIRST.length : at;
}

/** The same each time, whatever the last run left behind. */
export class Longest extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve([...files].sort((one, other) => place(one) - place(other)));
  }
}
