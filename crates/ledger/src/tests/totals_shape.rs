//! The shape of stored totals has a version. A change of the one needs a change of the other.

use domain::shift_totals::ShiftTotals;

use crate::table::stored_totals::SHAPE;

/// Totals of shape 1, with every field.
const SHAPE_1: &str = r#"{"balances":{"drawer_cash":20350000,"safe_cash":-20000000,"sales":-350000},"report":{"sales_count":1,"refund_count":0,"item_count":1,"quantity_thousandths":1000,"gross_amount_cents":350000,"discount_cents":0,"tax_lines":[{"tax_id":"ppn","name":"PPN","base_cents":315315,"tax_cents":34685,"inclusive":true}],"tax_cents":0,"net_amount_cents":350000,"rounding_cents":0,"refund_amount_cents":0,"payments":[{"method":"cash","count":1,"amount_cents":350000}],"float_cents":20000000,"paid_in_cents":0,"paid_out_cents":0,"drawer_opened_count":0}}"#;

#[test]
fn a_change_of_the_shape_of_totals_raises_its_version() {
    let hint = "raise SHAPE in table/stored_totals.rs, and put the new shape here";
    let totals: ShiftTotals = serde_json::from_str(SHAPE_1).expect(hint);
    assert_eq!(serde_json::to_string(&totals).unwrap(), SHAPE_1, "{hint}");
    assert_eq!(SHAPE, 1, "put the new shape here");
}
