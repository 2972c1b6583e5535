// The names that somebody pasted or picked, kept while the window is open.

const KEY = "yuanshu.names";

export function keptNames(): string {
  return sessionStorage.getItem(KEY) ?? "";
}

export function keepNames(text: string): void {
  sessionStorage.setItem(KEY, text);
}
