// The one cache of what was read.
import { QueryClient } from "@tanstack/react-query";

import { problemOf } from "./problem";

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // What the browser holds of the line is not asked: a closed network is none to it, and who
      // waits for a line that is gone is told so.
      networkMode: "always",
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      // A refusal stays one however often it is asked for; a broken line may mend.
      retry: (failed, thrown) => problemOf(thrown).status === 0 && failed < 2,
    },
    mutations: { networkMode: "always", retry: false },
  },
});
