// Where the web starts: words, colours, routes.
import "./api/early";

import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { queries } from "./api/queries";
import { readPage, router } from "./route";
import "./ui/base.css";
import { layVariables } from "./ui/mode";
import { Notices } from "./ui/notice";
import { loadWords } from "./words";

layVariables();
readPage();
const root = document.getElementById("root");
if (root !== null) {
  void loadWords().then(() => {
    createRoot(root).render(
      <StrictMode>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
          <Notices />
        </QueryClientProvider>
      </StrictMode>,
    );
  });
}
