//! Every command may be repeated: the same id changes nothing and gives the same answer.

use std::fmt::Debug;

use domain::cart::TransactionKind;
use domain::quantity::Quantity;
use domain::user::Role;
use register::view::{DiscountInput, DiscountKind, PaymentMethod, ProductInput, Theme, UserInput};
use register::{NewProduct, Register, Ticket, TicketItem};
use uuid::Uuid;

use crate::bench_shop::{BenchShop, CASHIER_PIN, CUP, WATER, amount, file_printer, id, offer};

/// A shop in which every command has something to do: an open shift, a sale that was paid, two
/// bottles of water in the cart, a cashier.
struct Prepared {
    shop: BenchShop,
    cashier: Uuid,
    sale: Uuid,
    line: u32,
}

impl Prepared {
    fn new() -> Self {
        let shop = BenchShop::open();
        let cashier = shop.add("budi", Role::Cashier, CASHIER_PIN);
        shop.scan(WATER);
        let sale = shop.pay_cash(None).transaction_id;
        shop.scan(WATER);
        shop.scan(WATER);
        let cart = shop.register.cart_view().unwrap();
        Self {
            line: cart.items[0].line_id,
            shop,
            cashier,
            sale,
        }
    }

    fn register(&self) -> &Register {
        &self.shop.register
    }

    fn product(&self, code: &str) -> Uuid {
        self.register().product_by_code(code).unwrap().product_id
    }

    fn ticket(&self, kind: TransactionKind) -> Ticket {
        Ticket {
            kind,
            items: self.items(),
            offers: vec![offer(PaymentMethod::Cash, None)],
            original_transaction_id: None,
        }
    }

    fn items(&self) -> Vec<TicketItem> {
        vec![TicketItem {
            product_id: self.product(WATER),
            quantity: Quantity::ONE,
            unit_price: None,
        }]
    }

    /// Everything that a command could change.
    fn state(&self) -> String {
        let register = self.register();
        let status = register.app_status().unwrap();
        shown(&(
            register.ledger_verify().unwrap().entries,
            register.cart_view().unwrap(),
            register.users().unwrap(),
            register.settings_read().unwrap().settings,
            register.print_queue().unwrap().len(),
            status.product_count,
            register.product_by_code(WATER).unwrap().status,
        ))
    }
}

fn shown(value: &impl Debug) -> String {
    format!("{value:?}")
}

fn product_input(product_id: Option<Uuid>, name: &str) -> ProductInput {
    ProductInput {
        product_id,
        base_revision: 0,
        name: name.to_owned(),
        sku: String::new(),
        barcode: String::new(),
        category: String::new(),
        unit: String::new(),
        weighed: false,
        price_text: "1500".to_owned(),
        cost_text: String::new(),
        tax_exempt: false,
        low_stock_threshold_text: String::new(),
    }
}

/// A command by name: what has to be so before it, and the call with its answer as text.
type Case = (&'static str, fn(&Prepared), fn(&Prepared, Uuid) -> String);

fn nothing(_: &Prepared) {}

fn close_the_shift(at: &Prepared) {
    at.register().cart_clear(id()).unwrap();
    at.register()
        .shift_close(id(), &amount("503500"), "", None)
        .unwrap();
}

fn empty_the_cart(at: &Prepared) {
    at.register().cart_clear(id()).unwrap();
}

fn set_a_printer_up(at: &Prepared) {
    let mut settings = at.register().settings_read().unwrap().settings;
    settings.printer = file_printer(&at.shop.paper());
    at.register().settings_write(id(), &settings).unwrap();
}

fn print_past_shifts(at: &Prepared) {
    close_the_shift(at);
    at.shop.open_shift();
    set_a_printer_up(at);
}

fn take_a_part(at: &Prepared) {
    let revision = at.register().cart_view().unwrap().revision;
    let part = offer(PaymentMethod::Qris, Some("1000"));
    let taken = at.register().tender_take_part(id(), revision, &part);
    assert!(taken.unwrap().taken.is_some());
}

fn pay_the_cart(at: &Prepared) {
    at.shop.pay_cash(None);
}

const CART: &[Case] = &[
    ("cart_scan", nothing, |at, command| {
        shown(&at.register().cart_scan(command, CUP, None).unwrap())
    }),
    ("cart_add_product", nothing, |at, command| {
        let product = at.product(CUP);
        let added = at.register().cart_add_product(command, product, Some("2"));
        shown(&added.unwrap())
    }),
    ("cart_set_quantity", nothing, |at, command| {
        let changed = at.register().cart_set_quantity(command, at.line, "5");
        shown(&changed.unwrap())
    }),
    ("cart_remove", nothing, |at, command| {
        shown(&at.register().cart_remove(command, at.line).unwrap())
    }),
    ("cart_undo", nothing, |at, command| {
        shown(&at.register().cart_undo(command).unwrap())
    }),
    ("cart_clear", nothing, |at, command| {
        shown(&at.register().cart_clear(command).unwrap())
    }),
    ("cart_discount", nothing, |at, command| {
        let discount = DiscountInput {
            kind: DiscountKind::Percent,
            value_text: "5".to_owned(),
        };
        let given = at
            .register()
            .cart_discount(command, Some(at.line), Some(&discount), None);
        shown(&given.unwrap())
    }),
];

const MONEY: &[Case] = &[
    ("tender_take_part", nothing, |at, command| {
        let part = offer(PaymentMethod::Qris, Some("1000"));
        let revision = at.register().cart_view().unwrap().revision;
        let taken = at.register().tender_take_part(command, revision, &part);
        shown(&taken.unwrap())
    }),
    ("tender_remove_part", take_a_part, |at, command| {
        let revision = at.register().cart_view().unwrap().revision;
        let left = at.register().tender_remove_part(command, revision, 0);
        shown(&left.unwrap())
    }),
    ("tender_complete", nothing, |at, command| {
        let offers = [offer(PaymentMethod::Cash, None)];
        let revision = at.register().cart_view().unwrap().revision;
        let paid = at.register().tender_complete(command, revision, &offers);
        shown(&paid.unwrap())
    }),
    ("ring_up", nothing, |at, command| {
        let ticket = at.ticket(TransactionKind::Sale);
        shown(&at.register().ring_up(command, &ticket, None).unwrap())
    }),
    ("refund_complete", nothing, |at, command| {
        let offers = vec![offer(PaymentMethod::Cash, None)];
        let paid = at
            .register()
            .refund_complete(command, at.items(), offers, None);
        shown(&paid.unwrap())
    }),
    ("receipt_reprint", set_a_printer_up, |at, command| {
        // The printer's thread changes the state of the job meanwhile.
        let job = at.register().receipt_reprint(command, at.sale).unwrap();
        shown(&(job.job_id, job.label))
    }),
    ("shift_report_print", print_past_shifts, |at, command| {
        let shifts = at.register().shift_list(None, 5).unwrap();
        let closed = shifts[1].shift_id;
        at.register().shift_report_print(command, closed).unwrap();
        shown(&at.register().print_queue().unwrap().len())
    }),
    ("drawer_open", set_a_printer_up, |at, command| {
        shown(
            &at.register()
                .drawer_open(command, "tukar uang", None)
                .unwrap(),
        )
    }),
    ("shift_open", close_the_shift, |at, command| {
        shown(
            &at.register()
                .shift_open(command, &amount("100000"))
                .unwrap(),
        )
    }),
    ("shift_close", empty_the_cart, |at, command| {
        let counted = amount("503500");
        let closed = at.register().shift_close(command, &counted, "", None);
        shown(&closed.unwrap())
    }),
    ("done_dismiss", pay_the_cart, |at, command| {
        shown(&at.register().done_dismiss(command).unwrap())
    }),
];

const OFFICE: &[Case] = &[
    ("settings_write of the store", nothing, |at, command| {
        let mut settings = at.register().settings_read().unwrap().settings;
        settings.store_name = "Warung Anggrek".into();
        shown(&at.register().settings_write(command, &settings).unwrap())
    }),
    ("settings_write of the register", nothing, |at, command| {
        let mut settings = at.register().settings_read().unwrap().settings;
        settings.theme = Theme::Dark;
        shown(&at.register().settings_write(command, &settings).unwrap())
    }),
    ("user_add", nothing, |at, command| {
        let input = UserInput {
            username: "rini".to_owned(),
            full_name: "Rini".to_owned(),
            role: Role::Supervisor,
            pin: "9182".to_owned(),
        };
        shown(&at.register().user_add(command, &input).unwrap())
    }),
    ("user_set_active", nothing, |at, command| {
        let people = at.register().user_set_active(command, at.cashier, false);
        shown(&people.unwrap())
    }),
    ("user_set_role", nothing, |at, command| {
        let people = at
            .register()
            .user_set_role(command, at.cashier, Role::Supervisor);
        shown(&people.unwrap())
    }),
    ("user_set_role as it is", nothing, |at, command| {
        let people = at
            .register()
            .user_set_role(command, at.cashier, Role::Cashier);
        shown(&people.unwrap())
    }),
    ("user_set_pin", nothing, |at, command| {
        let people = at.register().user_set_pin(command, at.cashier, "7777");
        shown(&people.unwrap())
    }),
    ("product_save", nothing, |at, command| {
        let input = product_input(None, "Teh Botol");
        shown(&at.register().product_save(command, &input).unwrap())
    }),
    ("product_set_status", nothing, |at, command| {
        let product = at.product(WATER);
        let saved = at.register().product_set_status(command, product, false);
        shown(&saved.unwrap())
    }),
    ("product_set_status as it is", nothing, |at, command| {
        let product = at.product(WATER);
        let saved = at.register().product_set_status(command, product, true);
        shown(&saved.unwrap())
    }),
    ("products_create", nothing, |at, command| {
        let product = NewProduct {
            sku: "INV-1".to_owned(),
            name: "Barang".to_owned(),
            price: domain::money::Cents::new(100_000).unwrap(),
        };
        shown(&at.register().products_create(command, &[product]).unwrap())
    }),
    ("import_start", nothing, |at, command| {
        let file = at.shop.folder.path().join("new.csv");
        std::fs::write(&file, "barcode;name;price\n4006381333931;Pena;7500\n").unwrap();
        let path = file.display().to_string();
        let mapping = at.register().import_preview(&path, None).unwrap().mapping;
        let events = at.shop.events();
        let started = at.register().import_start(command, &path, &mapping);
        at.shop.wait_for_import(&events);
        shown(&started.unwrap())
    }),
];

#[test]
fn the_same_command_id_twice_does_it_once_and_answers_the_same() {
    for (name, prepare, run) in [CART, MONEY, OFFICE].concat() {
        let at = Prepared::new();
        prepare(&at);
        let before = at.state();
        let command = id();
        let first = run(&at, command);
        let after = at.state();
        let second = run(&at, command);
        assert_eq!(first, second, "{name}");
        assert_eq!(after, at.state(), "{name}");
        let changes_nothing = name.ends_with("as it is") || name == "user_set_pin";
        assert_eq!(before == after, changes_nothing, "{name}");
    }
}

#[test]
fn a_late_repeat_leaves_the_next_paid_sale_on_the_screen() {
    let at = Prepared::new();
    pay_the_cart(&at);
    let command = id();
    at.register().done_dismiss(command).unwrap();
    at.shop.scan(WATER);
    let next = at.shop.pay_cash(None);
    let cart = at.register().done_dismiss(command).unwrap();
    assert_eq!(cart.done, Some(next));
}

#[test]
fn a_late_repeat_does_not_undo_what_came_after_it() {
    let at = Prepared::new();
    let register = at.register();
    let (pin, theme, status) = (id(), id(), id());
    let mut settings = register.settings_read().unwrap().settings;
    let product = at.product(WATER);
    settings.theme = Theme::Dark;
    register.user_set_pin(pin, at.cashier, "7777").unwrap();
    register.settings_write(theme, &settings).unwrap();
    register.product_set_status(status, product, true).unwrap();
    let newer = register::view::SettingsInput {
        theme: Theme::Light,
        ..settings.clone()
    };
    register.user_set_pin(id(), at.cashier, "8888").unwrap();
    register.settings_write(id(), &newer).unwrap();
    register.product_set_status(id(), product, false).unwrap();
    let after = at.state();
    register.user_set_pin(pin, at.cashier, "7777").unwrap();
    register.settings_write(theme, &settings).unwrap();
    register.product_set_status(status, product, true).unwrap();
    assert_eq!(after, at.state());
    register.session_unlock(at.cashier, "8888").unwrap();
}
