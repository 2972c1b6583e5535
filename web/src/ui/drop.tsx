// Where a file is dropped or chosen.
import { useRef, useState, type ReactNode } from "react";

import "./drop.css";

interface Props {
  readonly title: string;
  readonly help: string;
  readonly accept: string;
  readonly busy?: string | undefined;
  readonly onFile: (file: File) => void;
}

export function Drop({ title, help, accept, busy, onFile }: Props): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file !== undefined && busy === undefined) onFile(file);
  };
  return (
    <button
      type="button"
      className={`drop${over ? " drop-over" : ""}`}
      aria-busy={busy !== undefined}
      onClick={() => input.current?.click()}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <span className="drop-title">{busy ?? title}</span>
      <span className="note">{help}</span>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        onClick={(event) => event.stopPropagation()}
        onChange={({ target }) => {
          take(target.files);
          target.value = "";
        }}
      />
    </button>
  );
}
