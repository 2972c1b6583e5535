//! What kinds of remarks on sheets are called.

/// The kinds that the reader knows, with their names; in the order of the alphabet.
const NAMES: &[(&str, &str)] = &[
    ("ambiguous-header", "表头有歧义"),
    ("ambiguous-list", "清单有歧义"),
    ("bad-check-character", "代码校验位不对"),
    ("bad-code", "代码写法不对"),
    ("blank-word", "写着“空”"),
    ("changed-code", "已经变更的代码"),
    ("conflicting-row", "两行不一致"),
    ("conflicting-source", "两处不一致"),
    ("contradicted", "和表里的说明对不上"),
    ("damaged-file", "文件损坏"),
    ("damaged-sheet", "表损坏"),
    ("dash", "横线"),
    ("day-for-year", "日期当年度"),
    ("day-in-number", "数值列里是日期"),
    ("derived-fact", "算出的指标"),
    ("duplicate-row", "重复的行"),
    ("empty-file", "空文件"),
    ("empty-record", "空记录"),
    ("far-cell", "远离表格的单元格"),
    ("firms-across", "一列一家的横表"),
    ("formula-error", "公式出错"),
    ("formula-uncounted", "公式没有算过"),
    ("full-width", "全角字符"),
    ("future-day", "以后的日期"),
    ("headless-column", "没有表头的列"),
    ("hidden-sheet", "隐藏的表"),
    ("implausible", "数值不合常理"),
    ("kind-titled", "按标题当作的资质"),
    ("left-out", "按方案没有读"),
    ("list-in-cell", "一格写了几条"),
    ("list-twice", "清单重复"),
    ("long-table", "一行一个指标的表"),
    ("merged-cell", "合并单元格"),
    ("misshapen-code", "代码位数不对"),
    ("mixed-encoding", "两种编码"),
    ("name-ambiguous", "同名企业"),
    ("name-differs", "名称不一致"),
    ("name-unknown", "名称对不上"),
    ("names-alone", "只有企业"),
    ("names-only", "只有名称没有代码"),
    ("no-header", "没有认识的表头"),
    ("no-identity", "没有企业列"),
    ("no-kind", "不知是哪种资质"),
    ("no-row-year", "没写年度"),
    ("no-rows", "没有数据行"),
    ("no-subject", "不知是哪家企业"),
    ("no-such-sheet", "没有这张表"),
    ("no-year", "不知是哪一年"),
    ("none-word", "写着“无”"),
    ("not-a-day", "不是日期"),
    ("not-a-stage", "不是数据阶段"),
    ("not-a-value", "不在允许的取值里"),
    ("not-a-workbook", "不是工作簿"),
    ("not-a-year", "不是年度"),
    ("not-allowed", "不在允许的取值里"),
    ("not-conferred", "不是已认定的名单"),
    ("not-whole", "应为整数"),
    ("not-whole-fen", "不到一分"),
    ("not-yes-or-no", "不是“是”或“否”"),
    ("number-code", "代码变成了数字"),
    ("older-value", "各年不同取最近"),
    ("open-quote", "引号没有配对"),
    ("other-file", "不是表格文件"),
    ("other-header", "又一个不同的表头"),
    ("other-stage", "另一个阶段的数"),
    ("other-unit", "单位与上次不同"),
    ("out-of-range", "超出评分范围"),
    ("own-answers", "本程序写的结果"),
    ("part-exceeds-whole", "部分大于整体"),
    ("part-of-year", "不是全年的数"),
    ("password", "有密码"),
    ("remark-row", "说明行"),
    ("renames", "改名"),
    ("repeated-header", "重复的表头"),
    ("same-file", "同一个文件"),
    ("serial-day", "日期序号"),
    ("short-value", "简称"),
    ("side-by-side", "一行写了两家企业"),
    ("small-ratio", "比例疑似未乘一百"),
    ("split-cell", "被逗号拆开的数"),
    ("stray-plan", "方案里没有用上的"),
    ("text-in-number", "数值列里是文字"),
    ("titles-listed", "资质名单"),
    ("too-large", "文件太大"),
    ("too-large-number", "数太大"),
    ("too-many-cells", "单元格太多"),
    ("total-row", "合计行"),
    ("unclear-value", "说不清的取值"),
    ("unfinished-year", "没有过完的年度"),
    ("unit-assumed", "没有写单位"),
    ("unit-in-cell", "单元格里带单位"),
    ("unit-mismatch", "单位不对"),
    ("unit-slip", "疑似单位填错"),
    ("unknown-header", "不认识的表头"),
    ("unknown-judgement", "不认识的评审项目"),
    ("unlisted-code", "代码表里没有的代码"),
    ("unreadable-encoding", "编码读不出"),
    ("unreadable-file", "文件读不出"),
    ("year-differs", "年度不一致"),
    ("year-suffix", "年度带文字"),
    ("zip-bomb", "压缩包异常"),
];

/// The name of a kind of remark; the kind itself where it has none.
pub fn remark(kind: &'static str) -> &'static str {
    let at = NAMES.binary_search_by_key(&kind, |(known, _)| known);
    at.ok().and_then(|at| NAMES.get(at)).map_or(kind, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// Words in quotation marks with a hyphen are kinds, in the rooms that read and import sheets.
    fn kinds(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                kinds(&path, found);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("mod tests {").next().unwrap();
            for word in text.split('"').skip(1).step_by(2) {
                let plain = |letter: char| letter.is_ascii_lowercase() || letter == '-';
                if word.contains('-') && word.len() > 3 && word.chars().all(plain) {
                    found.push(word.to_owned());
                }
            }
        }
    }

    #[test]
    fn every_kind_of_remark_has_a_name_that_officials_read() {
        let mut found = Vec::new();
        for room in ["src/read", "src/import"] {
            kinds(&Path::new(env!("CARGO_MANIFEST_DIR")).join(room), &mut found);
        }
        found.retain(|kind| kind != "kebab-case");
        assert!(found.len() > 60, "{found:?}");
        let named = |kind: &String| NAMES.iter().any(|(known, _)| known == kind);
        let unnamed: Vec<&String> = found.iter().filter(|kind| !named(kind)).collect();
        assert_eq!(unnamed, Vec::<&String>::new());
        assert!(NAMES.is_sorted());
    }
}
