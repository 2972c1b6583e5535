// What went wrong, as the server says it (RFC 9457) or as the browser met it.

export interface ProblemBody {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly hint: string;
  readonly path: string | undefined;
}

/** An answer that is none, with what happened and what to do. */
export class Problem extends Error {
  readonly body: ProblemBody;

  constructor(body: ProblemBody) {
    super(body.detail);
    this.name = "Problem";
    this.body = body;
  }
}

/** Whatever was thrown, as a problem. */
export function problemOf(thrown: unknown): ProblemBody {
  if (thrown instanceof Problem) return thrown.body;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  const code = thrown instanceof TypeError ? "offline" : "page-fault";
  return { status: 0, code, title: "", detail, hint: "", path: undefined };
}

/** Whether what is shown is not so any more: it is gone, or somebody else did something with it. */
export function isBehind({ status }: Pick<ProblemBody, "status">): boolean {
  return status === 404 || status === 409 || status === 412;
}

/** The body of an answer that is not `ok`. */
export async function problemIn(response: Response): Promise<ProblemBody> {
  const text = await response.text();
  const { status } = response;
  const body = parsed(text);
  return {
    status,
    code: field(body, "code") ?? `status-${status}`,
    title: field(body, "title") ?? "",
    detail: field(body, "detail") ?? "",
    hint: field(body, "hint") ?? "",
    path: field(body, "path"),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page of HTML, or nothing: the status alone says what is known.
    return undefined;
  }
}

function field(body: unknown, name: string): string | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const value: unknown = Reflect.get(body, name);
  return typeof value === "string" ? value : undefined;
}
