// A box that is ticked, with its word.
import type { ReactNode } from "react";

interface Props {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** Some of what it stands for is ticked. */
  readonly partly?: boolean;
  /** What it is, where no word stands beside it. */
  readonly label?: string;
  /** Why it cannot be ticked now, where it cannot. */
  readonly closed?: string | undefined;
  /** Whether the tab key stops at it, as it does where nothing is said. */
  readonly stop?: 0 | -1;
  readonly children?: ReactNode;
}

export function Check(props: Props): ReactNode {
  const { checked, onChange, partly = false, label, closed, stop, children } = props;
  const input = (
    <input
      ref={partly ? halve : whole}
      type="checkbox"
      aria-label={label}
      tabIndex={stop}
      checked={checked}
      disabled={closed !== undefined}
      onChange={({ target }) => onChange(target.checked)}
    />
  );
  if (children === undefined) return input;
  return (
    <label className="check" title={closed}>
      {input}
      {children}
    </label>
  );
}

/** HTML has no attribute for it. */
function halve(box: HTMLInputElement | null): void {
  if (box !== null) box.indeterminate = true;
}

function whole(box: HTMLInputElement | null): void {
  if (box !== null) box.indeterminate = false;
}
