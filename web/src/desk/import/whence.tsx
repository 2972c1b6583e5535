// Where sheets come from, said by a person; then they are looked at again.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { feedsQuery } from "../../api/content";
import { draftQuery, draftsQuery, replan, type DraftShown } from "../../api/draft";
import { problemOf } from "../../api/problem";
import { FaultLine } from "../../ui/faces";

/** The program asks on the command line for what is chosen here. */
export function asksWhence({ failed }: DraftShown): boolean {
  return failed?.includes("--feed") === true;
}

export function Whence({ ids }: { readonly ids: readonly number[] }): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const feeds = useQuery(feedsQuery).data?.items ?? [];
  const again = useMutation({
    mutationFn: (feed: string) => Promise.all(ids.map((id) => replan(String(id), { feed }))),
    onSuccess: (drafts) => {
      for (const draft of drafts) client.setQueryData(draftQuery(String(draft.id)).queryKey, draft);
      return client.invalidateQueries(draftsQuery);
    },
  });
  return (
    <>
      <Select
        style={{ width: 240, maxWidth: "100%" }}
        aria-label={t("draft.feed")}
        placeholder={t("draft.feed")}
        loading={again.isPending}
        options={feeds.map(({ id: value, title }) => ({ value, label: title }))}
        onChange={(feed: string) => again.mutate(feed)}
      />
      {again.error !== null && <FaultLine problem={problemOf(again.error)} />}
    </>
  );
}
