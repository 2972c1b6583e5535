// The languages of the pages: Chinese first, English read when it is asked for.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

import { told } from "../say";
import { zh } from "./zh";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof zh };
  }
}

const KEY = "yuanshu.language";
export type Language = "zh" | "en";

export async function loadWords(): Promise<void> {
  const language: Language = localStorage.getItem(KEY) === "en" ? "en" : "zh";
  await i18next.use(initReactI18next).init({
    lng: "zh",
    fallbackLng: "zh",
    resources: { zh: { translation: zh } },
    interpolation: {
      escapeValue: false,
      alwaysFormat: true,
      format: told,
    },
    showSupportNotice: false,
  });
  await speak(language);
}

export async function speak(language: Language): Promise<void> {
  if (language === "en" && !i18next.hasResourceBundle("en", "translation")) {
    const { en } = await import("./en");
    i18next.addResourceBundle("en", "translation", en);
  }
  localStorage.setItem(KEY, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}
