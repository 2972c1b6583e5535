// The one cache of what was read.
import { QueryClient } from "@tanstack/react-query";

import { problemOf } from "./problem";

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      // A refusal stays one however often it is asked for; a broken line may mend.
      retry: (failed, thrown) => problemOf(thrown).status === 0 && failed < 2,
    },
    mutations: { retry: false },
  },
});
