// A unified social credit code that nobody has, with both of its check characters (GB 32100, GB 11714).

const SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const ORG = [3, 7, 9, 10, 5, 8, 4, 2];
const ALL = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

export function inventedCode(number: number): string {
  const org = `MAX${String(number).padStart(5, "0")}`;
  const orgSum = ORG.reduce(
    (sum, weight, at) => sum + weight * Number.parseInt(org[at] ?? "0", 36),
    0,
  );
  const orgCheck = { 10: "X", 11: "0" }[11 - (orgSum % 11)] ?? String(11 - (orgSum % 11));
  const code = `91000000${org}${orgCheck}`;
  const sum = ALL.reduce((total, weight, at) => total + weight * SIGNS.indexOf(code[at] ?? "0"), 0);
  return `${code}${SIGNS[(31 - (sum % 31)) % 31] ?? ""}`;
}
