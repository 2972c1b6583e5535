// antd in our colours and the reader's language.
import { App, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useMode } from "./mode";
import { antdTheme } from "./theme";

export function Themed({ children }: { readonly children: ReactNode }): ReactNode {
  const { mode, calm } = useMode();
  const { i18n } = useTranslation();
  return (
    <ConfigProvider
      theme={antdTheme(mode, calm)}
      locale={i18n.language === "en" ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <App component={false}>{children}</App>
    </ConfigProvider>
  );
}
