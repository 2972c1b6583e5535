// Where sheets come from, said by a person; then they are looked at again.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { feedsQuery } from "../../api/content";
import { draftQuery, draftsQuery, replan, type DraftShown } from "../../api/draft";
import { isBehind } from "../../api/problem";
import { each, Partly } from "./each";
import { LeftOver } from "./left";

/** The program asks on the command line for what is chosen here. */
export function asksWhence({ failed }: DraftShown): boolean {
  return failed?.includes("--feed") === true;
}

/** One file. */
export function Whence({ draft }: { readonly draft: DraftShown }): ReactNode {
  const said = useWhence([draft]);
  return (
    <>
      <Feeds said={said} />
      <LeftOver error={said.error} there={[draft]} />
    </>
  );
}

/** Several files by one word; with those that are asked for no more, it was done. */
export function Whences({ asking }: { readonly asking: readonly DraftShown[] }): ReactNode {
  const { t } = useTranslation();
  const said = useWhence(asking);
  return (
    <>
      {asking.length > 1 && (
        <label className="row query">
          {t("imports.whence", { count: asking.length })}
          <Feeds said={said} />
        </label>
      )}
      <LeftOver error={said.error} there={asking} />
    </>
  );
}

function useWhence(drafts: readonly DraftShown[]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (feed: string) =>
      each(drafts, async ({ id }) => {
        const draft = await replan(String(id), { feed });
        client.setQueryData(draftQuery(String(id)).queryKey, draft);
      }),
    onError: (thrown) => {
      const left = thrown instanceof Partly ? thrown.left : [];
      const behind = left.filter(({ problem }) => isBehind(problem));
      return Promise.all(
        behind.map(({ of }) => client.invalidateQueries(draftQuery(String(of.id)))),
      );
    },
    onSettled: () => client.invalidateQueries(draftsQuery),
  });
}

function Feeds({ said }: { readonly said: ReturnType<typeof useWhence> }): ReactNode {
  const { t } = useTranslation();
  const feeds = useQuery(feedsQuery).data?.items ?? [];
  return (
    <Select
      style={{ width: 240, maxWidth: "100%" }}
      aria-label={t("draft.feed")}
      placeholder={t("draft.feed")}
      loading={said.isPending}
      // What was chosen in vain can be chosen once more.
      value={said.isPending ? said.variables : null}
      options={feeds.map(({ id: value, title }) => ({ value, label: title }))}
      onChange={(feed: string) => said.mutate(feed)}
    />
  );
}
