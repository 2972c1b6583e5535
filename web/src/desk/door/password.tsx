// The two fields of a fresh password.
import { Form, Input } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** As the server has it. */
const LEAST = 10;

export function Passwords(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="password"
        label={t("door.newPassword")}
        extra={t("door.passwordRule")}
        rules={[{ required: true, min: LEAST, message: t("door.tooShort") }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={t("door.repeat")}
        dependencies={["password"]}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value: unknown) =>
              value === getFieldValue("password")
                ? Promise.resolve()
                : Promise.reject(new Error(t("door.unlike"))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  );
}
