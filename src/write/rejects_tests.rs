use super::*;
use crate::read::Reason;

#[test]
fn a_reject_that_looks_like_a_formula_is_inert() {
    let row =
        Reject { file: "=cmd.csv".into(), row: 7, reason: Reason::OutsidePeriod, text: "-117.79,\"a\nb\"".into() };
    let mut bytes = Vec::new();
    rejects(&[row], &mut bytes).unwrap();
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        format!("file,row,reason,text\n'=cmd.csv,7,{},\"'-117.79,\"\"a\\nb\"\"\"\n", Reason::OutsidePeriod.as_str())
    );
}
