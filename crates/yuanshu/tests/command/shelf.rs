//! A small shelf of invented policies, and sheets to go with it.

use crate::desk::Desk;

pub(crate) const SOURCE: &str = r#"
id = "zone/notice"
number = "示高新〔2026〕7号"
title = "示范办法"
issuer = ["示范高新区管委会"]
status = "demo"
"#;

const FACTS: &str = r#"
from = 2020-01-01
status = "demo"

[[fact]]
id = "registered_on"
name = "成立日期"
kind = "date"
period = "point"
role = "born"

[[fact]]
id = "sales"
name = "销售收入"
kind = "money"
unit = "万元"
period = "year"
move = "up"
by = "time"

[[fact]]
id = "revenue"
name = "营业收入"
kind = "money"
unit = "万元"
period = "year"

[[fact]]
id = "research"
name = "研发费用"
kind = "money"
unit = "万元"
period = "year"
move = "up"
by = "money"

[[fact]]
id = "inside"
name = "实际经营在区内"
kind = "bool"
period = "point"
move = "up"
by = "paper"

[[fact]]
id = "staff"
name = "职工总数"
kind = "count"
unit = "人"
period = "year"

[[fact]]
id = "titles"
name = "资质称号"
kind = "list"
period = "point"
role = "titles"
[[fact.field]]
id = "kind"
role = "kind"
name = "种类"
kind = "text"
[[fact.field]]
id = "conferred_on"
role = "from"
name = "认定日"
kind = "date"
[[fact.field]]
id = "expires_on"
role = "until"
name = "到期日"
kind = "date"

[[judge]]
name = "管理水平"
max = 20
"#;

const RESEARCH: &str = r#"
id = "zone/research"
title = "示范研发企业"
from = 2026-01-01
checked = 2026-03-01
status = "secondary"
kind = "title"
confers = "示范研发企业"

[[window]]
from = 2026-06-01
until = 2026-08-31
cite = "zone/notice#第九条"

[[clause]]
id = "inside"
cite = "zone/notice#第一条"
summary = "企业在区内实际经营。"
when = "实际经营在区内"
scope = true

[[clause]]
id = "ratio"
cite = "zone/notice#第二条"
text = "上一年度研发费用占销售收入的比例不低于5%。"
when = "研发费用[-1] / 销售收入[-1] >= 5%"

[[case]]
name = "正好5%"
on = 2026-05-01
given = { "实际经营在区内" = true, "研发费用" = ["5 万元"], "销售收入" = ["100 万元"] }
want = { answer = "yes" }

[[case]]
name = "不在区内"
on = 2026-05-01
given = { "实际经营在区内" = false, "研发费用" = ["5 万元"], "销售收入" = ["100 万元"] }
want = { answer = "outside" }
"#;

const SIZE: &str = r#"
id = "zone/size"
title = "示范划型"
from = 2020-01-01
status = "demo"
kind = "class"

[[indicator]]
id = "size"
name = "规模"
cite = "zone/notice#第三条"
of = "职工总数[-1]"
[[indicator.band]]
test = ">= 300"
class = "大型"
[[indicator.band]]
test = "-"
class = "中小"

[[case]]
name = "正好三百人"
on = 2026-05-01
given = { "职工总数" = ["300 人"] }
want = { value = "大型" }
"#;

const GRANT: &str = r#"
id = "zone/grant"
title = "示范补助"
from = 2026-01-01
status = "demo"
kind = "grant"

[[clause]]
id = "base"
cite = "zone/notice#第四条"
summary = "按研发费用的5%补助。"
when = "研发费用[-1] > 0"
give = "5% * 研发费用[-1]"

[[case]]
name = "一百万"
on = 2026-05-01
given = { "研发费用" = ["100 万元"] }
want = { give = "5 万元" }
"#;

const SCORE: &str = r#"
id = "zone/score"
title = "示范评分"
from = 2026-01-01
status = "demo"
kind = "title"

[[clause]]
id = "points"
cite = "zone/notice#第五条"
summary = "总分60分以上（含60分）。"
when = "总分 >= 60"

[[indicator]]
id = "staff"
name = "规模得分"
cite = "zone/notice#第五条"
of = "职工总数[-1]"
[[indicator.band]]
test = ">= 100"
points = 50
[[indicator.band]]
test = "-"
points = 30

[[indicator]]
id = "manage"
name = "管理得分"
cite = "zone/notice#第五条"
judge = "管理水平"
points = [0, 20]

[[indicator]]
id = "total"
name = "总分"
cite = "zone/notice#第五条"
sum = ["staff", "manage"]

[[case]]
name = "要看管理"
on = 2026-05-01
given = { "职工总数" = ["100 人"] }
want = { answer = "person", range = [50, 70] }

[[case]]
name = "管理再好也不够"
on = 2026-05-01
given = { "职工总数" = ["99 人"] }
want = { answer = "no" }
"#;

const OLD: &str = r#"
id = "zone/old"
title = "示范旧办法"
from = 2020-01-01
until = 2025-12-31
status = "demo"
kind = "title"

[[clause]]
id = "inside"
cite = "zone/notice#第六条"
summary = "企业在区内实际经营。"
when = "实际经营在区内"

[[case]]
name = "在区内"
on = 2025-05-01
given = { "实际经营在区内" = true }
want = { answer = "yes" }
"#;

/// Codes that cannot belong to anyone (region 000000), with right check characters.
pub(crate) const A: &str = "91000000MAM53JJL20";
pub(crate) const B: &str = "91000000MARHCCCC4X";
pub(crate) const C: &str = "91000000MAHDQAEJ3Y";

/// Puts the shelf `packs/zone` and the sheets `sheets/*.csv` on the desk.
pub(crate) fn put(desk: &Desk) {
    desk.put("packs/zone/source/notice.toml", SOURCE);
    desk.put("packs/zone/fact/facts.toml", FACTS);
    for (name, policy) in
        [("research", RESEARCH), ("size", SIZE), ("grant", GRANT), ("score", SCORE), ("old", OLD)]
    {
        desk.put(&format!("packs/zone/policy/{name}.toml"), policy);
    }
    desk.put(
        "sheets/企业.csv",
        format!(
            "统一社会信用代码,企业名称,成立日期,实际经营在区内\n\
             {A},甲公司,2015-03-02,是\n{B},乙公司,2019-07-01,否\n{C},丙公司,2020-01-01,是\n"
        ),
    );
    desk.put(
        "sheets/2025年度.csv",
        format!(
            "统一社会信用代码,企业名称,销售收入(万元),营业收入(万元),研发费用(万元),职工总数\n\
             {A},甲公司,4800,4900,192,120\n{B},乙公司,1000,1000,80,99\n{C},丙公司,,2000,100,-\n"
        ),
    );
    desk.put(
        "sheets/资质称号.csv",
        format!(
            "统一社会信用代码,企业名称,种类,认定日,到期日\n\
             {A},甲公司,示范研发企业,2024-05-01,2027-04-30\n{C},丙公司,无,,\n"
        ),
    );
}
