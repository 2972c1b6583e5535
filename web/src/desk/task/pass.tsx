// A task is passed on to the department whose it is to do.
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { departmentsQuery, passTask, type Task } from "../../api/work";
import { Dialog } from "../../ui/dialog";
import { FaultLine } from "../../ui/faces";
import { useWrite } from "../write";

interface Props {
  readonly task: Task;
  readonly onDone: () => void;
}

export function PassTask({ task, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  const departments = useQuery(departmentsQuery).data?.items ?? [];
  const [department, setDepartment] = useState<string>();
  const pass = useWrite((to: string) => passTask(task, to), {
    says: () => t("task.passed"),
    touches: ["home"],
    onDone,
  });
  return (
    <Dialog
      open
      title={t("task.passFor", { name: task.name })}
      okText={t("task.pass")}
      okButtonProps={{ disabled: department === undefined, loading: pass.isPending }}
      onOk={() => department !== undefined && pass.mutate(department)}
      onCancel={onDone}
    >
      <div className="stack">
        <p>{task.reason}</p>
        <Select
          autoFocus
          showSearch={{ optionFilterProp: "label" }}
          aria-label={t("task.department")}
          placeholder={t("task.department")}
          value={department}
          onChange={setDepartment}
          options={departments
            .filter((name) => name !== task.department)
            .map((name) => ({ value: name, label: name }))}
        />
        {pass.error !== null && <FaultLine problem={problemOf(pass.error)} />}
      </div>
    </Dialog>
  );
}
