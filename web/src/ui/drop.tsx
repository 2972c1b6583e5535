// Where files are dropped or chosen.
import { useRef, useState, type ReactNode } from "react";

import "./drop.css";

interface Props {
  readonly title: string;
  readonly help: string;
  readonly accept: string;
  readonly busy?: string | undefined;
  /** How much of it is done while it is busy, of one; its words say so too. */
  readonly share?: number;
  /** Why nothing more is taken. */
  readonly closed?: string | undefined;
  /** Several at once, too. */
  readonly many?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

export function Drop(props: Props): ReactNode {
  const { title, help, accept, busy, share, closed, many = false, onFiles } = props;
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (list: FileList | null): void => {
    const files = [...(list ?? [])].slice(0, many ? undefined : 1);
    if (files.length > 0 && busy === undefined && closed === undefined) onFiles(files);
  };
  return (
    <>
      <button
        type="button"
        className={`drop${over ? " drop-over" : ""}`}
        aria-busy={busy !== undefined}
        disabled={closed !== undefined}
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
        <span className="drop-title">{busy ?? closed ?? title}</span>
        {busy !== undefined && share !== undefined && (
          <progress className="drop-share" value={share} aria-hidden="true" />
        )}
        <span className="note">{help}</span>
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple={many}
        accept={accept}
        onChange={({ target }) => {
          take(target.files);
          target.value = "";
        }}
      />
    </>
  );
}
