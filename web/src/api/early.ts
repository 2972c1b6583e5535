// What every page asks for, asked before anything else is set up; taken by who asks for it first.

/** Whether who was here last may read the register: a guess, so that nothing is refused in vain. */
const KEY = "yuanshu.reads";

type Early = Promise<Response>;

function early(path: string): readonly [string, Early] {
  const language = localStorage.getItem("yuanshu.language") === "en" ? "en" : "zh-CN";
  const response = fetch(path, {
    headers: { "accept-language": language },
    credentials: "same-origin",
  });
  // Whoever takes it is told; until then it is nobody's fault.
  response.catch(() => undefined);
  return [path, response];
}

/** The door has its own questions. */
function asked(path: string): readonly string[] {
  if (/^\/(login|first|welcome)/.test(path)) return [];
  const reads = localStorage.getItem(KEY) === "yes";
  return path === "/" && reads ? ["/api/session", "/api/home"] : ["/api/session"];
}

const answers = new Map(asked(location.pathname).map(early));

/** The answer that is on its way already, once. */
export function taken({ method, url }: Request): Early | undefined {
  if (method !== "GET") return undefined;
  const { pathname, search } = new URL(url);
  const answer = answers.get(pathname + search);
  answers.delete(pathname + search);
  return answer;
}

/** Answers to whoever was here before are nobody's once somebody else is. */
export function forgetEarly(): void {
  answers.clear();
}

export function rememberReads(reads: boolean): void {
  localStorage.setItem(KEY, reads ? "yes" : "no");
}
