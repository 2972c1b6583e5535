// An ended session: whoever asks waits here until the person has signed in again, then asks again.

type Listener = () => void;

let waiting: (() => void)[] = [];
let csrf = "";
const listeners = new Set<Listener>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** The token that goes with every change. */
export function token(): string {
  return csrf;
}

export function setToken(next: string): void {
  csrf = next;
}

/** Resolves once somebody has signed in again. */
export function signedInAgain(): Promise<void> {
  return new Promise((resolve) => {
    waiting = [...waiting, resolve];
    tell();
  });
}

/** Lets those who wait ask again. */
export function resume(): void {
  const ready = waiting;
  waiting = [];
  tell();
  for (const go of ready) go();
}

export function isLost(): boolean {
  return waiting.length > 0;
}

export function listen(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
