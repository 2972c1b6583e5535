// Views of the register that somebody gave a name, to come back to and to send on.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { Button, Input, Popover } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { forgetView, saveView, viewsQuery } from "../../api/work";
import { FaultLine } from "../../ui/faces";

export function Views(): ReactNode {
  const { t } = useTranslation();
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      title={t("views.title")}
      content={<Saved />}
    >
      <Button>{t("views.title")}</Button>
    </Popover>
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
  const forget = useMutation({ mutationFn: forgetView, onSuccess: again });
  const items = views.data?.items ?? [];
  return (
    <div className="stack" style={{ width: 280 }}>
      {views.data !== undefined && items.length === 0 && <p className="note">{t("views.none")}</p>}
      {items.map((view) => (
        <div key={view.id} className="row">
          <button
            className="bare figure-link grow"
            onClick={() => router.history.push(`/enterprises?${view.query}`)}
          >
            {view.name}
          </button>
          <Button size="small" type="text" onClick={() => forget.mutate(view.id)}>
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
        <Input
          className="grow"
          maxLength={60}
          aria-label={t("views.name")}
          placeholder={t("views.name")}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <Button htmlType="submit" loading={save.isPending} disabled={name.trim() === ""}>
          {t("views.save")}
        </Button>
      </form>
      {save.error !== null && <FaultLine problem={problemOf(save.error)} />}
    </div>
  );
}
