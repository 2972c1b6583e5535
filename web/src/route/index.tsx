// The tree of pages; each is read when it is first opened.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";

import { queries } from "../api/queries";
import { sessionQuery } from "../api/session";
import { Broken, Missing, Waiting } from "../desk/frame/faces";
import { Frame } from "../desk/frame/frame";
import { link } from "../link";
import { asOf, kept, text, type Raw } from "../search";
import {
  changesSearch,
  enterpriseSearch,
  enterprisesSearch,
  listSearch,
  policySearch,
} from "./search";

const root = createRootRoute({ notFoundComponent: Missing });

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: (raw: Raw) => kept<{ back?: string }>({ back: text(raw, "back") }),
  component: lazyRouteComponent(() => import("../desk/door/login"), "Login"),
});

const first = createRoute({
  getParentRoute: () => root,
  path: "/first",
  component: lazyRouteComponent(() => import("../desk/door/first"), "First"),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: lazyRouteComponent(() => import("../desk/door/invitation"), "Invitation"),
});

const desk = createRoute({
  getParentRoute: () => root,
  id: "desk",
  validateSearch: asOf,
  component: Frame,
  beforeLoad: async ({ location }) => {
    const session = await queries.ensureQueryData(sessionQuery);
    if (session === null) throw redirect(link.login(location.href));
    return { session };
  },
});

const home = createRoute({
  getParentRoute: () => desk,
  path: "/",
  component: lazyRouteComponent(() => import("../desk/home/home"), "Home"),
});

const reviews = createRoute({
  getParentRoute: () => desk,
  path: "/reviews",
  component: lazyRouteComponent(() => import("../desk/review/reviews"), "Reviews"),
});

const changes = createRoute({
  getParentRoute: () => desk,
  path: "/changes",
  validateSearch: changesSearch,
  component: lazyRouteComponent(() => import("../desk/policy/changes"), "Changes"),
});

const account = createRoute({
  getParentRoute: () => desk,
  path: "/account",
  component: lazyRouteComponent(() => import("../desk/door/account"), "Account"),
});

const enterprises = createRoute({
  getParentRoute: () => desk,
  path: "/enterprises",
  validateSearch: enterprisesSearch,
  component: lazyRouteComponent(() => import("../desk/enterprise/enterprises"), "Enterprises"),
});

const enterprise = createRoute({
  getParentRoute: () => desk,
  path: "/enterprises/$id",
  validateSearch: enterpriseSearch,
  component: lazyRouteComponent(() => import("../desk/enterprise/enterprise"), "Enterprise"),
});

const brief = createRoute({
  getParentRoute: () => desk,
  path: "/enterprises/$id/brief",
  component: lazyRouteComponent(() => import("../desk/enterprise/brief"), "Brief"),
});

const policies = createRoute({
  getParentRoute: () => desk,
  path: "/policies",
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import("../desk/policy/policies"), "Policies"),
});

const policy = createRoute({
  getParentRoute: () => desk,
  path: "/policies/$shelf/$name",
  validateSearch: policySearch,
  component: lazyRouteComponent(() => import("../desk/policy/policy"), "Policy"),
});

const ladder = createRoute({
  getParentRoute: () => desk,
  path: "/ladder/$rung",
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import("../desk/ladder/ladder"), "Ladder"),
});

const imports = createRoute({
  getParentRoute: () => desk,
  path: "/imports",
  component: lazyRouteComponent(() => import("../desk/import/imports"), "Imports"),
});

const draft = createRoute({
  getParentRoute: () => desk,
  path: "/imports/$draft",
  component: lazyRouteComponent(() => import("../desk/import/draft"), "Draft"),
});

const fillList = createRoute({
  getParentRoute: () => desk,
  path: "/fill/list",
  component: lazyRouteComponent(() => import("../desk/fill/list"), "FillList"),
});

const fillForm = createRoute({
  getParentRoute: () => desk,
  path: "/fill/form",
  component: lazyRouteComponent(() => import("../desk/fill/form"), "FillForm"),
});

const people = createRoute({
  getParentRoute: () => desk,
  path: "/people",
  component: lazyRouteComponent(() => import("../desk/people/people"), "People"),
});

const facts = createRoute({
  getParentRoute: () => desk,
  path: "/facts",
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import("../desk/fact/facts"), "Facts"),
});

const journal = createRoute({
  getParentRoute: () => desk,
  path: "/journal",
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import("../desk/journal/journal"), "Journal"),
});

const about = createRoute({
  getParentRoute: () => desk,
  path: "/about",
  component: lazyRouteComponent(() => import("../desk/about/about"), "About"),
});

const pages = [
  home,
  reviews,
  changes,
  account,
  enterprises,
  enterprise,
  brief,
  policies,
  policy,
  ladder,
  imports,
  draft,
  fillList,
  fillForm,
  people,
  facts,
  journal,
  about,
] as const;

export const router = createRouter({
  routeTree: root.addChildren([login, first, welcome, desk.addChildren(pages)]),
  defaultPendingComponent: Waiting,
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: Missing,
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
