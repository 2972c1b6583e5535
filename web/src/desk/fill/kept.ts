// What was sent and what came of it, kept while one looks elsewhere and comes back.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

interface Kept<G, T> {
  readonly given: G;
  readonly got: T;
}

/** A mutation, and what came of the last one before the page was opened. */
export function useKept<G, T>(name: string, act: (given: G) => Promise<T>) {
  const client = useQueryClient();
  const key = ["kept", name];
  const [before] = useState(() => client.getQueryData<Kept<G, T>>(key));
  const sent = useMutation({
    mutationFn: act,
    onSuccess: (got, given) => {
      client.setQueryDefaults(key, { gcTime: Infinity });
      client.setQueryData<Kept<G, T>>(key, { given, got });
    },
  });
  return { sent, before };
}
