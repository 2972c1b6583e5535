// Tasks sent one after the other: what was given stays given when a later one fails, and is not given twice.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";

import { once } from "../../api/ask";
import { giveTask, type NewTask } from "../../api/work";

export function useSend(onDone: (count: number, due: string) => void) {
  const client = useQueryClient();
  const [done, setDone] = useState(0);
  const keys = useRef(new Map<string, Record<string, string>>());
  const key = (task: NewTask): Record<string, string> => {
    const name = JSON.stringify(task);
    const known = keys.current.get(name) ?? once();
    keys.current.set(name, known);
    return known;
  };
  const send = useMutation({
    mutationFn: async (tasks: readonly NewTask[]) => {
      let due = "";
      setDone(0);
      for (const task of tasks) {
        due = (await giveTask(task, key(task))).due;
        setDone((before) => before + 1);
      }
      return { count: tasks.length, due };
    },
    onSuccess: ({ count, due }) => onDone(count, due),
    onSettled: () => client.invalidateQueries({ queryKey: ["home"] }),
  });
  return { send, done };
}
