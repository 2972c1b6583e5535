// The names that somebody pasted or picked, kept while the window is open.

const KEY = "yuanshu.names";

export function keptNames(): string {
  return sessionStorage.getItem(KEY) ?? "";
}

export function keepNames(text: string): void {
  sessionStorage.setItem(KEY, text);
}

/** As the register takes them, parted by commas; from a column of a sheet or a sentence. */
export function firmsIn(text: string): string | undefined {
  const names = text
    .split(/[,，、;；\t\r\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return names.length === 0 ? undefined : names.join(",");
}
