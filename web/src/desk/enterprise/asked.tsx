// The form that asks the register by what a policy says: a title, or where a firm stands.
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Select } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { policiesQuery } from "../../api/policy";
import { GROUPS, type Group } from "../../route/search";
import { whenOf } from "../../search";
import { Button } from "../../ui/button";

export function AnswerSetter({ onSet }: { readonly onSet: (answer: string) => void }): ReactNode {
  const { t } = useTranslation();
  const when = whenOf(useSearch({ from: "/desk" }));
  const policies = useQuery(policiesQuery(when)).data?.items ?? [];
  const [policy, setPolicy] = useState<string>();
  const [group, setGroup] = useState<Group>("yes");
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (policy !== undefined) onSet(`${policy}:${group}`);
      }}
    >
      <Select
        showSearch={{ optionFilterProp: "label" }}
        autoFocus
        aria-label={t("ladder.policy")}
        placeholder={t("ladder.policy")}
        value={policy}
        onChange={setPolicy}
        options={policies
          .filter(({ in_force }) => in_force)
          .map(({ id, title }) => ({ value: id, label: title }))}
      />
      <Select
        aria-label={t("enterprise.list.answer")}
        value={group}
        onChange={setGroup}
        options={GROUPS.map((one) => ({ value: one, label: t(`policy.group.${one}`) }))}
      />
      <Button
        kind="primary"
        type="submit"
        closed={policy === undefined ? t("enterprise.filter.needPolicy") : undefined}
      >
        {t("enterprise.filter.apply")}
      </Button>
    </form>
  );
}
