// Who is signed in, for pages that are only shown to those who are.
import { useSuspenseQuery } from "@tanstack/react-query";

import { seesOwn, sessionQuery, type Session } from "../api/session";

export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery);
  if (data === null) throw new Error("a page of the desk without a session");
  return data;
}

/** Whether the post that is taken may do an act. */
export function useMay(act: string): boolean {
  return useSession().acts.includes(act);
}

/** Whether the post sees its own enterprise and nothing else. */
export function useOwn(): boolean {
  return seesOwn(useSession());
}
