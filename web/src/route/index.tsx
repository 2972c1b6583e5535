// The tree of pages; each is read when it is first opened, and what it shows is asked for meanwhile.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";

import { answersQuery, fileQuery } from "../api/enterprise";
import { clausesQuery, factsQuery } from "../api/content";
import { policyQuery, populationQuery } from "../api/policy";
import { queries } from "../api/queries";
import { sessionQuery } from "../api/session";
import { questionOf, registerPages } from "../desk/enterprise/question";
import { Broken, Missing, Waiting } from "../desk/frame/faces";
import { Frame } from "../desk/frame/frame";
import { link } from "../link";
import { dressed } from "../ui/dressed";
import { pagesQuery } from "../ui/pages";
import { asOf, kept, text, whenOf, type Raw } from "../search";
import {
  changesSearch,
  disputesSearch,
  enterpriseSearch,
  enterprisesSearch,
  journalSearch,
  ladderSearch,
  listSearch,
  peopleSearch,
  policiesSearch,
  policySearch,
} from "./search";

/** What a page shows is as of the day in the bar. */
const dated = { dated: true };

const root = createRootRoute({ notFoundComponent: Missing });

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: (raw: Raw) =>
    kept<{ back?: string; problem?: string }>({
      back: text(raw, "back"),
      problem: text(raw, "problem"),
    }),
  component: lazyRouteComponent(() =>
    dressed(import("../desk/door/login").then(({ Login }) => Login)),
  ),
});

const first = createRoute({
  getParentRoute: () => root,
  path: "/first",
  component: lazyRouteComponent(() =>
    dressed(import("../desk/door/first").then(({ First }) => First)),
  ),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: lazyRouteComponent(() =>
    dressed(import("../desk/door/invitation").then(({ Invitation }) => Invitation)),
  ),
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
  component: lazyRouteComponent(() =>
    dressed(import("../desk/review/reviews").then(({ Reviews }) => Reviews)),
  ),
});

const disputes = createRoute({
  getParentRoute: () => desk,
  path: "/disputes",
  validateSearch: disputesSearch,
  component: lazyRouteComponent(() => import("../desk/review/disputes"), "Disputes"),
});

const objections = createRoute({
  getParentRoute: () => desk,
  path: "/objections",
  validateSearch: disputesSearch,
  component: lazyRouteComponent(() => import("../desk/review/objections"), "Objections"),
});

const changes = createRoute({
  getParentRoute: () => desk,
  path: "/changes",
  validateSearch: changesSearch,
  staticData: dated,
  component: lazyRouteComponent(() =>
    dressed(import("../desk/policy/changes").then(({ Changes }) => Changes)),
  ),
});

const account = createRoute({
  getParentRoute: () => desk,
  path: "/account",
  component: lazyRouteComponent(() =>
    dressed(import("../desk/door/account").then(({ Account }) => Account)),
  ),
});

const enterprises = createRoute({
  getParentRoute: () => desk,
  path: "/enterprises",
  validateSearch: enterprisesSearch,
  staticData: dated,
  beforeLoad: ({ search }) => {
    void queries.prefetchInfiniteQuery(pagesQuery(registerPages(questionOf(search))));
  },
  component: lazyRouteComponent(() => import("../desk/enterprise/enterprises"), "Enterprises"),
});

const enterprise = createRoute({
  getParentRoute: () => desk,
  path: "/enterprises/$id",
  validateSearch: enterpriseSearch,
  staticData: dated,
  beforeLoad: ({ params: { id }, search }) => {
    const when = whenOf(search);
    void queries.prefetchQuery(fileQuery(id, when));
    void queries.prefetchQuery(answersQuery(id, when));
    void queries.prefetchQuery(factsQuery);
    void queries.prefetchQuery(clausesQuery(when));
  },
  component: lazyRouteComponent(() =>
    dressed(import("../desk/enterprise/enterprise").then(({ Enterprise }) => Enterprise)),
  ),
});

const brief = createRoute({
  getParentRoute: () => desk,
  path: "/enterprises/$id/brief",
  staticData: dated,
  component: lazyRouteComponent(() => import("../desk/enterprise/brief"), "Brief"),
});

const policies = createRoute({
  getParentRoute: () => desk,
  path: "/policies",
  validateSearch: policiesSearch,
  staticData: dated,
  component: lazyRouteComponent(() =>
    dressed(import("../desk/policy/policies").then(({ Policies }) => Policies)),
  ),
});

const policy = createRoute({
  getParentRoute: () => desk,
  path: "/policies/$shelf/$name",
  validateSearch: policySearch,
  staticData: dated,
  beforeLoad: ({ params: { shelf, name }, search }) => {
    void queries.prefetchQuery(policyQuery(`${shelf}/${name}`, search));
    void queries.prefetchQuery(populationQuery(`${shelf}/${name}`, search));
  },
  component: lazyRouteComponent(() => import("../desk/policy/policy"), "Policy"),
});

const ladder = createRoute({
  getParentRoute: () => desk,
  path: "/ladder/$rung",
  validateSearch: ladderSearch,
  staticData: dated,
  component: lazyRouteComponent(() =>
    dressed(import("../desk/ladder/ladder").then(({ Ladder }) => Ladder)),
  ),
});

const imports = createRoute({
  getParentRoute: () => desk,
  path: "/imports",
  component: lazyRouteComponent(() =>
    dressed(import("../desk/import/imports").then(({ Imports }) => Imports)),
  ),
});

const draft = createRoute({
  getParentRoute: () => desk,
  path: "/imports/$draft",
  component: lazyRouteComponent(() =>
    dressed(import("../desk/import/draft").then(({ Draft }) => Draft)),
  ),
});

const fillList = createRoute({
  getParentRoute: () => desk,
  path: "/fill/list",
  staticData: dated,
  component: lazyRouteComponent(() =>
    dressed(import("../desk/fill/list").then(({ FillList }) => FillList)),
  ),
});

const fillForm = createRoute({
  getParentRoute: () => desk,
  path: "/fill/form",
  staticData: dated,
  component: lazyRouteComponent(() =>
    dressed(import("../desk/fill/form").then(({ FillForm }) => FillForm)),
  ),
});

const people = createRoute({
  getParentRoute: () => desk,
  path: "/people",
  validateSearch: peopleSearch,
  component: lazyRouteComponent(() =>
    dressed(import("../desk/people/people").then(({ People }) => People)),
  ),
});

const facts = createRoute({
  getParentRoute: () => desk,
  path: "/facts",
  validateSearch: listSearch,
  component: lazyRouteComponent(() =>
    dressed(import("../desk/fact/facts").then(({ Facts }) => Facts)),
  ),
});

const journal = createRoute({
  getParentRoute: () => desk,
  path: "/journal",
  validateSearch: journalSearch,
  component: lazyRouteComponent(() =>
    dressed(import("../desk/journal/journal").then(({ Journal }) => Journal)),
  ),
});

const about = createRoute({
  getParentRoute: () => desk,
  path: "/about",
  component: lazyRouteComponent(() => import("../desk/about/about"), "About"),
});

/** An address that is none, with everything around it from which one goes on. */
const nowhere = createRoute({ getParentRoute: () => desk, path: "$", component: Missing });

const pages = [
  home,
  reviews,
  disputes,
  objections,
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
  nowhere,
] as const;

export const router = createRouter({
  routeTree: root.addChildren([login, first, welcome, desk.addChildren(pages)]),
  defaultPendingComponent: Waiting,
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: Missing,
  defaultPreload: "intent",
  scrollRestoration: true,
});

/** Reads the page of this address while who asks for it is still being found out. */
export function readPage(): void {
  const [routes] = router.getMatchedRoutes(location.pathname);
  for (const { options } of routes) {
    const { component } = options;
    if (component !== undefined && "preload" in component) void component.preload?.();
  }
}

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    dated?: boolean;
  }
}
