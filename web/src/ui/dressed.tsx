// Parts drawn with antd, read together with its theme: pages without such parts do without both.
import type { ComponentType } from "react";

/** For `lazy`: a part and what it is dressed in. */
export async function dressed<P extends object>(
  part: Promise<ComponentType<P>>,
): Promise<{ default: ComponentType<P> }> {
  const [{ Themed }, Part] = await Promise.all([import("./themed"), part]);
  return {
    default: (props: P) => (
      <Themed>
        <Part {...props} />
      </Themed>
    ),
  };
}
