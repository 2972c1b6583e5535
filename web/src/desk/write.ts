// A change: sent, said, and what hangs on it read again.
import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";

import { isBehind, problemOf } from "../api/problem";
import { notice } from "../ui/notice";
import { stay } from "../ui/stay";

interface After<T> {
  readonly says: (done: T) => string;
  /** What hangs on it; everything where nothing is named. */
  readonly touches?: QueryKey;
  readonly onDone?: (done: T) => unknown;
}

export function useWrite<G = void, T = unknown>(
  act: (given: G) => Promise<T>,
  { says, touches, onDone }: After<T>,
) {
  const client = useQueryClient();
  const again = (): Promise<void> =>
    client.invalidateQueries(touches === undefined ? {} : { queryKey: touches });
  return useMutation({
    mutationFn: act,
    onSuccess: async (done) => {
      notice.done(says(done));
      await onDone?.(done);
      await again();
      stay();
    },
    onError: (thrown) => (isBehind(problemOf(thrown)) ? again() : undefined),
  });
}
