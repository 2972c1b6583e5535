// Where the web starts: words, colours, routes.
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { queries } from "./api/queries";
import { router } from "./route";
import "./ui/base.css";
import { layVariables } from "./ui/mode";
import { Themed } from "./ui/themed";
import { loadWords } from "./words";

layVariables();
const root = document.getElementById("root");
if (root !== null) {
  void loadWords().then(() => {
    createRoot(root).render(
      <StrictMode>
        <QueryClientProvider client={queries}>
          <Themed>
            <RouterProvider router={router} />
          </Themed>
        </QueryClientProvider>
      </StrictMode>,
    );
  });
}
