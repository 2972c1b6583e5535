// Views of the register that somebody gave a name, to come back to and to send on.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { forgetView, saveView, viewsQuery } from "../../api/work";
import { Button } from "../../ui/button";
import { FaultLine, Skeleton } from "../../ui/faces";
import { Pop } from "../../ui/pop";

export function Views(): ReactNode {
  const { t } = useTranslation();
  return (
    <Pop word={t("views.title")} label={t("views.title")} titled width={304}>
      {() => <Saved />}
    </Pop>
  );
}

function Saved(): ReactNode {
  const { t } = useTranslation();
  const router = useRouter();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const views = useQuery(viewsQuery);
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: viewsQuery.queryKey });
  const save = useMutation({
    mutationFn: () => saveView(name.trim(), location.search.replace(/^\?/, "")),
    onSuccess: async () => {
      setName("");
      await again();
    },
  });
  const forget = useMutation({ mutationFn: forgetView, onSettled: again });
  const items = views.data?.items ?? [];
  return (
    <div className="stack">
      {views.isPending && <Skeleton lines={2} />}
      {views.error !== null && (
        <FaultLine problem={problemOf(views.error)} again={() => void views.refetch()} />
      )}
      {views.data !== undefined && items.length === 0 && <p className="note">{t("views.none")}</p>}
      {items.map((view) => (
        <div key={view.id} className="row">
          <button
            className="bare figure-link grow"
            onClick={() => router.history.push(`/enterprises?${view.query}`)}
          >
            {view.name}
          </button>
          <Button small kind="text" onClick={() => forget.mutate(view.id)}>
            {t("do.remove")}
          </Button>
        </div>
      ))}
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") save.mutate();
        }}
      >
        <input
          className="field grow"
          maxLength={60}
          aria-label={t("views.name")}
          placeholder={t("views.name")}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <Button
          type="submit"
          busy={save.isPending}
          closed={name.trim() === "" ? t("views.need") : undefined}
        >
          {t("views.save")}
        </Button>
      </form>
      {forget.error !== null && <FaultLine problem={problemOf(forget.error)} />}
      {save.error !== null && <FaultLine problem={problemOf(save.error)} />}
    </div>
  );
}
