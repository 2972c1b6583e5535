// The icons of the rail and the bar, drawn as bare paths.
import apartment from "@ant-design/icons-svg/es/asn/ApartmentOutlined";
import audit from "@ant-design/icons-svg/es/asn/AuditOutlined";
import bank from "@ant-design/icons-svg/es/asn/BankOutlined";
import book from "@ant-design/icons-svg/es/asn/BookOutlined";
import calendar from "@ant-design/icons-svg/es/asn/CalendarOutlined";
import close from "@ant-design/icons-svg/es/asn/CloseOutlined";
import diff from "@ant-design/icons-svg/es/asn/DiffOutlined";
import done from "@ant-design/icons-svg/es/asn/FileDoneOutlined";
import home from "@ant-design/icons-svg/es/asn/HomeOutlined";
import about from "@ant-design/icons-svg/es/asn/InfoCircleOutlined";
import fold from "@ant-design/icons-svg/es/asn/MenuFoldOutlined";
import menu from "@ant-design/icons-svg/es/asn/MenuOutlined";
import unfold from "@ant-design/icons-svg/es/asn/MenuUnfoldOutlined";
import question from "@ant-design/icons-svg/es/asn/QuestionCircleOutlined";
import read from "@ant-design/icons-svg/es/asn/ReadOutlined";
import rise from "@ant-design/icons-svg/es/asn/RiseOutlined";
import table from "@ant-design/icons-svg/es/asn/TableOutlined";
import upload from "@ant-design/icons-svg/es/asn/UploadOutlined";
import type { ReactNode } from "react";

const ICONS = {
  about,
  apartment,
  audit,
  bank,
  book,
  calendar,
  close,
  diff,
  done,
  fold,
  home,
  menu,
  question,
  read,
  rise,
  table,
  unfold,
  upload,
};
export type IconName = keyof typeof ICONS;

/** Decoration beside a word: screen readers are told nothing. */
export function Icon({ name }: { readonly name: IconName }): ReactNode {
  const { icon } = ICONS[name];
  const paths = typeof icon === "function" ? [] : (icon.children ?? []);
  return (
    <svg viewBox="64 64 896 896" width="1em" height="1em" fill="currentColor" aria-hidden="true">
      {paths.map(({ attrs: { d } }) => (
        <path key={d} d={d} />
      ))}
    </svg>
  );
}
