// A button, and a link that looks like one.
import type { ComponentProps, ReactNode } from "react";

import "./button.css";

interface Looks {
  /** What the page is for, or what recedes. */
  readonly kind?: "primary" | "text";
  readonly small?: boolean;
}

interface Props extends Looks, Omit<ComponentProps<"button">, "disabled"> {
  /** Why it cannot be pressed now, where it cannot. */
  readonly closed?: string | undefined;
  /** Sent, and not answered yet: pressing again would send it twice. */
  readonly busy?: boolean;
}

function looks(kind = "", small = false, more = ""): string {
  const own = kind === "" ? "" : ` button-${kind}`;
  return `button${own}${small ? " button-small" : ""} ${more}`.trimEnd();
}

export function Button(props: Props): ReactNode {
  const { kind, small, busy = false, closed, className, onClick, ...rest } = props;
  return (
    <button
      type="button"
      {...rest}
      className={looks(kind, small, className)}
      title={closed ?? rest.title}
      disabled={closed !== undefined}
      // One that is disabled loses the focus, and who works by keys their place.
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}

/** A file to take away, or a page that is opened beside. */
export function ButtonLink({
  kind,
  small,
  className,
  ...rest
}: Looks & ComponentProps<"a">): ReactNode {
  return <a {...rest} className={looks(kind, small, className)} />;
}
