// What is done to people and posts: sent, said, and everything about them read again.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useTranslation } from "react-i18next";

import { isBehind, problemOf } from "../../api/problem";
import { useFault } from "../../ui/faces";
import { notice } from "../../ui/notice";
import { stay } from "../../ui/stay";

/** Whether an administrator of another kind must agree first. */
function waits(done: unknown): boolean {
  return typeof done === "object" && done !== null && "motion" in done && done.motion !== null;
}

/** An act that shows its own fault where it has no form to show it in. */
export function useAct<G, T>(act: (given: G) => Promise<T>, onDone?: (done: T) => void) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { modal } = App.useApp();
  const fault = useFault();
  return useMutation({
    mutationFn: act,
    onSuccess: async (done) => {
      if (waits(done)) notice.told(t("people.asked"));
      else notice.done(t("people.done"));
      onDone?.(done);
      await client.invalidateQueries({ queryKey: ["people"] });
      stay();
    },
    onError: (thrown) => {
      const problem = problemOf(thrown);
      const { what, how } = fault(problem);
      // Somebody else was first: what they did is read.
      if (isBehind(problem)) void client.invalidateQueries({ queryKey: ["people"] });
      modal.error({ title: what, content: how });
    },
  });
}
