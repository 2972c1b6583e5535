// A notice when others change what is on the page; a page on which somebody types stays as it is until they say so.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { both, concerns, listenToNews, readAnew, type News as Told } from "../../api/news";
import { useMay } from "../session";
import { Button } from "../../ui/button";
import { notice } from "../../ui/notice";

/** One's own changes come back as news too; those are on the page already. */
const QUIET = 1500;

/** Whether something is typed that a page read anew could take away. */
function isTyping(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    "main form :is(input, textarea), [role=dialog] :is(form input, textarea)",
  );
  return [...fields].some(({ value, type }) => type !== "search" && value !== "");
}

export function News(): ReactNode {
  const { t } = useTranslation();
  const may = useMay("read-register");
  const client = useQueryClient();
  const [held, setHeld] = useState<Told>();
  useEffect(() => {
    if (!may) return undefined;
    let wait: number | undefined;
    const take = (news: Told): void => {
      if (client.isMutating() > 0 || !concerns(client, news)) return;
      if (isTyping()) {
        setHeld((before) => both(before, news));
        return;
      }
      void readAnew(client, news);
      // Many changes in a row are one notice.
      window.clearTimeout(wait);
      wait = window.setTimeout(() => notice.told(t("face.changed")), 300);
    };
    let own = 0;
    const stopOwn = client.getMutationCache().subscribe(({ type }) => {
      if (type === "updated") own = performance.now();
    });
    const stop = listenToNews((news) => {
      if (performance.now() - own > QUIET) take(news);
    });
    return () => {
      window.clearTimeout(wait);
      stopOwn();
      stop();
    };
  }, [may, client, t]);
  if (held === undefined) return null;
  return (
    <div className="news" role="status">
      {t("face.changedHeld")}
      <Button
        small
        onClick={() => {
          setHeld(undefined);
          void readAnew(client, held);
        }}
      >
        {t("face.refresh")}
      </Button>
    </div>
  );
}
