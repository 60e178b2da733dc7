//! The use cases that move money, in shops of currencies with 0, 2 and 3 decimals.
//!
//! Amounts are in the smallest unit that the currency shows: rupiah, euro cents, fils.

use domain::cart::TransactionKind;
use domain::currency::{Currency, Locale};
use domain::money::Cents;
use domain::quantity::Quantity;
use domain::user::Role;
use register::view::{
    ApprovalInput, CatalogChoice, DiscountInput, DiscountKind, PaymentMethod, ProductInput,
    ScanOutcome, SetupTax,
};
use register::{AppError, ErrorCode, Ticket, TicketItem};
use uuid::Uuid;

use crate::bench_shop::{BenchShop, SUPERVISOR_PIN, id, offer};

const CURRENCIES: [&str; 3] = ["IDR", "EUR", "KWD"];

struct Counter {
    shop: BenchShop,
    currency: Currency,
}

impl Counter {
    fn in_currency(code: &str, tax: SetupTax) -> Self {
        let shop = BenchShop::with(|input| {
            code.clone_into(&mut input.currency);
            input.catalog = CatalogChoice::Empty;
            input.tax = tax;
        });
        shop.open_shift();
        let currency = Currency::from_code(code).unwrap();
        Self { shop, currency }
    }

    fn cents(&self, steps: i64) -> i64 {
        steps * self.currency.step_cents()
    }

    fn typed(&self, steps: i64) -> String {
        let cents = Cents::new(self.cents(steps)).unwrap();
        self.currency.format_plain(cents, Locale::Id)
    }

    fn product(&self, sku: &str, unit: &str, weighed: bool, steps: i64) -> Uuid {
        let input = ProductInput {
            product_id: None,
            base_revision: 0,
            name: format!("Barang {sku}"),
            sku: sku.to_owned(),
            barcode: String::new(),
            category: String::new(),
            unit: unit.to_owned(),
            weighed,
            price_text: self.typed(steps),
            cost_text: String::new(),
            tax_exempt: false,
            low_stock_threshold_text: String::new(),
        };
        self.shop
            .register
            .product_save(id(), &input)
            .unwrap()
            .product_id
    }

    fn reprice(&self, product_id: Uuid, steps: i64) {
        let shown = self.shop.register.product_show(product_id).unwrap();
        let input = ProductInput {
            product_id: Some(product_id),
            base_revision: shown.revision,
            name: shown.name,
            sku: shown.sku,
            barcode: shown.barcode,
            category: shown.category,
            unit: shown.unit,
            weighed: shown.weighed,
            price_text: self.typed(steps),
            cost_text: shown.cost_text,
            tax_exempt: shown.tax_exempt,
            low_stock_threshold_text: shown.low_stock_threshold_text,
        };
        self.shop.register.product_save(id(), &input).unwrap();
    }

    fn masks(&self, masks: &[&str]) {
        let mut settings = self.shop.register.settings_read().unwrap().settings;
        settings.barcode_masks = masks.iter().map(|mask| (*mask).to_owned()).collect();
        self.shop.register.settings_write(id(), &settings).unwrap();
    }

    fn outcome(&self, code: &str) -> ScanOutcome {
        self.shop
            .register
            .cart_scan(id(), code, None)
            .unwrap()
            .outcome
    }

    fn total(&self) -> i64 {
        self.shop.register.cart_view().unwrap().total.cents
    }

    fn discount(
        &self,
        line_id: Option<u32>,
        kind: DiscountKind,
        text: &str,
        approval: Option<&ApprovalInput>,
    ) -> Result<(), ErrorCode> {
        let value_text = text.to_owned();
        let input = DiscountInput { kind, value_text };
        let given = self
            .shop
            .register
            .cart_discount(id(), line_id, Some(&input), approval);
        given.map(drop).map_err(|error| error.code())
    }

    fn give_back(&self, sale: Uuid, product_id: Uuid, pieces: i64) -> Result<i64, AppError> {
        let ticket = Ticket {
            kind: TransactionKind::Refund,
            items: vec![TicketItem {
                product_id,
                quantity: Quantity::whole(pieces).unwrap(),
                unit_price: None,
            }],
            offers: vec![offer(PaymentMethod::Cash, None)],
            original_transaction_id: Some(sale),
        };
        let done = self.shop.register.ring_up(id(), &ticket, None)?;
        Ok(-done.total.cents)
    }
}

#[test]
fn a_sale_is_paid_with_change_and_counted_in_the_day() {
    for code in CURRENCIES {
        let at = Counter::in_currency(code, SetupTax::None);
        at.product("TEH", "pcs", false, 3_500);
        assert_eq!(at.outcome("3*TEH"), ScanOutcome::Added);
        assert_eq!(at.total(), at.cents(10_500), "{code}");
        let preview = at.shop.register.tender_preview(&[]).unwrap();
        assert!(preview.quick_cash[0].exact, "{code}");
        for quick in &preview.quick_cash {
            let offers = [offer(PaymentMethod::Cash, Some(&quick.amount_text))];
            let paid = at.shop.register.tender_preview(&offers).unwrap();
            assert_eq!(
                (paid.complete, paid.received.cents),
                (true, quick.cents),
                "{code}"
            );
        }
        let done = at.shop.pay_cash(Some(&at.typed(20_000)));
        assert_eq!(done.change.cents, at.cents(9_500), "{code}");
        let report = at.shop.register.report_day(None).unwrap();
        assert_eq!(report.net.cents, at.cents(10_500), "{code}");
        assert!(at.shop.register.ledger_verify().unwrap().ok, "{code}");
    }
}

#[test]
fn labels_with_a_price_or_a_weight_sell_what_they_say() {
    for code in CURRENCIES {
        let at = Counter::in_currency(code, SetupTax::None);
        at.masks(&["22PPPPPAAAAAC", "2#PPPPPWWWWWC"]);
        at.product("10101", "kg", true, 1_000);
        at.product("22", "pcs", false, 500);
        assert_eq!(at.outcome("2210101002393"), ScanOutcome::Added);
        assert_eq!(at.total(), at.cents(239), "{code}");
        assert_eq!(at.outcome("]E02210101002393"), ScanOutcome::Added);
        assert_eq!(at.total(), at.cents(478), "{code}");
        let foreign = "2000022012348";
        assert_eq!(at.outcome(foreign), ScanOutcome::UnknownCode, "{code}");
        assert_eq!(at.outcome("10101"), ScanOutcome::WeightNeeded, "{code}");
        let asked = at.shop.register.cart_scan(id(), "10101", None).unwrap();
        assert_eq!(asked.to_weigh.unwrap().unit.as_deref(), Some("kg"));
        assert_eq!(at.outcome("0,5*10101"), ScanOutcome::Added);
        assert_eq!(at.total(), at.cents(978), "{code}");
        let half = at.shop.register.cart_scan(id(), "0,5*22", None);
        assert_eq!(
            half.unwrap_err().code(),
            ErrorCode::QuantityInvalid,
            "{code}"
        );
        assert_eq!(at.total(), at.cents(978), "{code}");
    }
}

#[test]
fn what_comes_back_one_by_one_is_what_was_paid() {
    for code in CURRENCIES {
        let at = Counter::in_currency(code, SetupTax::PpnExclusive);
        let tea = at.product("TEH", "pcs", false, 405);
        assert_eq!(at.outcome("3*TEH"), ScanOutcome::Added);
        assert_eq!(at.total(), at.cents(1_349), "{code}");
        let sale = at.shop.pay_cash(None).transaction_id;
        at.reprice(tea, 999);
        let parts: Vec<i64> = (0..3)
            .map(|_| at.give_back(sale, tea, 1).unwrap())
            .collect();
        assert_eq!(
            parts,
            [450, 449, 450].map(|steps| at.cents(steps)),
            "{code}"
        );
        let more = at.give_back(sale, tea, 1).unwrap_err();
        assert_eq!(more.code(), ErrorCode::QuantityInvalid);

        at.reprice(tea, 3_500);
        assert_eq!(at.outcome("2*TEH"), ScanOutcome::Added);
        let off = at.typed(700);
        at.discount(None, DiscountKind::Amount, &off, None).unwrap();
        let done = at.shop.pay_cash(None);
        let parts = [1, 1].map(|pieces| at.give_back(done.transaction_id, tea, pieces).unwrap());
        assert_eq!(parts.iter().sum::<i64>(), done.total.cents, "{code}");
        assert!(at.shop.register.ledger_verify().unwrap().ok, "{code}");
    }
}

#[test]
fn a_discount_is_given_on_the_goods_that_were_approved_and_on_no_others() {
    for code in CURRENCIES {
        let at = Counter::in_currency(code, SetupTax::None);
        at.product("TEH", "pcs", false, 5_000);
        at.product("TV", "pcs", false, 99_999);
        let supervisor = at.shop.add("dewi", Role::Supervisor, SUPERVISOR_PIN);
        at.shop.as_cashier();
        let approval = ApprovalInput {
            user_id: supervisor,
            pin: SUPERVISOR_PIN.to_owned(),
        };
        let half = |approval| at.discount(None, DiscountKind::Percent, "50", approval);
        let pay = || {
            let revision = at.shop.register.cart_view().unwrap().revision;
            let offers = [offer(PaymentMethod::Cash, None)];
            let paid = at.shop.register.tender_complete(id(), revision, &offers);
            paid.map(|done| done.total.cents)
                .map_err(|error| error.code())
        };
        assert_eq!(at.outcome("TEH"), ScanOutcome::Added);
        assert_eq!(half(None), Err(ErrorCode::ApprovalRequired));
        half(Some(&approval)).unwrap();
        // The last line goes, and the discount with it.
        at.shop.register.cart_remove(id(), 1).unwrap();
        assert_eq!(at.outcome("TV"), ScanOutcome::Added);
        assert_eq!(at.total(), at.cents(99_999), "{code}");
        assert_eq!(half(None), Err(ErrorCode::ApprovalRequired), "{code}");
        at.shop.register.cart_clear(id()).unwrap();

        assert_eq!(at.outcome("TEH"), ScanOutcome::Added);
        half(Some(&approval)).unwrap();
        assert_eq!(at.outcome("TV"), ScanOutcome::Added);
        assert_eq!(pay(), Err(ErrorCode::ApprovalRequired), "{code}");
        let wrong = ApprovalInput {
            user_id: supervisor,
            pin: "0000".to_owned(),
        };
        let revision = at.shop.register.cart_view().unwrap().revision;
        let cash = [offer(PaymentMethod::Cash, None)];
        let refused = at
            .shop
            .register
            .tender_complete_approved(id(), revision, &cash, Some(&wrong))
            .unwrap_err();
        assert_eq!(refused.code(), ErrorCode::WrongPin, "{code}");
        let at = Counter {
            shop: at.shop.restart(),
            currency: at.currency,
        };
        let cashier = at.shop.person("budi");
        let register = &at.shop.register;
        register
            .session_unlock(cashier, crate::bench_shop::CASHIER_PIN)
            .unwrap();
        let line = register.cart_view().unwrap().last_line_id.unwrap();
        register.cart_remove(id(), line).unwrap();
        let revision = register.cart_view().unwrap().revision;
        let offers = [offer(PaymentMethod::Cash, None)];
        let done = register.tender_complete(id(), revision, &offers).unwrap();
        assert_eq!(done.total.cents, at.cents(2_500), "{code}");
    }
}

#[test]
fn a_discount_that_grew_with_the_cart_is_approved_again_when_it_is_paid() {
    let at = Counter::in_currency("EUR", SetupTax::None);
    at.product("TEH", "pcs", false, 5_000);
    at.product("TV", "pcs", false, 100_000);
    let supervisor = at.shop.add("dewi", Role::Supervisor, SUPERVISOR_PIN);
    at.shop.as_cashier();
    let approval = ApprovalInput {
        user_id: supervisor,
        pin: SUPERVISOR_PIN.to_owned(),
    };
    assert_eq!(at.outcome("TEH"), ScanOutcome::Added);
    at.discount(None, DiscountKind::Percent, "50", Some(&approval))
        .unwrap();
    assert_eq!(at.outcome("TV"), ScanOutcome::Added);
    let register = &at.shop.register;
    let revision = register.cart_view().unwrap().revision;
    let cash = [offer(PaymentMethod::Cash, None)];
    let pay = |approval| register.tender_complete_approved(id(), revision, &cash, approval);
    let refused = pay(None).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ApprovalRequired);
    let done = pay(Some(&approval)).unwrap();
    assert_eq!(done.total.cents, 52_500);
    at.shop.unlock_owner();
    let mut log = Vec::new();
    register.ledger_export(&mut log).unwrap();
    let log = String::from_utf8(log).unwrap();
    let sale = log.lines().last().unwrap();
    assert_eq!(sale.matches("discount_above_limit").count(), 1, "{sale}");
}

#[test]
fn what_cannot_be_summed_is_refused_when_it_is_added() {
    for code in CURRENCIES {
        let at = Counter::in_currency(code, SetupTax::PpnExclusive);
        let most = 99_999_999_900 / at.currency.step_cents();
        at.product("EMAS", "pcs", false, most);
        assert_eq!(at.outcome("80000*EMAS"), ScanOutcome::Added, "{code}");
        let refused = at
            .shop
            .register
            .cart_scan(id(), "19999*EMAS", None)
            .unwrap_err();
        assert_eq!(refused.code(), ErrorCode::AmountInvalid, "{code}");
        assert!(at.shop.register.cart_view().is_ok(), "{code}");
    }
}

#[test]
fn names_and_codes_that_show_nothing_are_cleaned_or_refused() {
    let at = Counter::in_currency("IDR", SetupTax::None);
    let blank = ProductInput {
        product_id: None,
        base_revision: 0,
        name: "\u{200b}\u{2800}\u{202e}".to_owned(),
        sku: String::new(),
        barcode: String::new(),
        category: String::new(),
        unit: String::new(),
        weighed: false,
        price_text: at.typed(100),
        cost_text: String::new(),
        tax_exempt: false,
        low_stock_threshold_text: String::new(),
    };
    let refused = at.shop.register.product_save(id(), &blank).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ProductInvalid);
    let pasted = ProductInput {
        name: "\u{feff}Teh\u{a0}Botol\u{200e}".to_owned(),
        barcode: "\u{200b}8991234567892\u{2060}".to_owned(),
        low_stock_threshold_text: "1,5".to_owned(),
        ..blank
    };
    let saved = at.shop.register.product_save(id(), &pasted).unwrap();
    assert_eq!(
        (saved.name.as_str(), saved.barcode.as_str()),
        ("Teh Botol", "8991234567892")
    );
    assert_eq!(at.outcome("8991234567892"), ScanOutcome::Added);
    let doubtful = ProductInput {
        barcode: String::new(),
        low_stock_threshold_text: "1.800".to_owned(),
        ..pasted
    };
    let refused = at.shop.register.product_save(id(), &doubtful).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::QuantityInvalid);
}
