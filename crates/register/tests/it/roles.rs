//! Who may do what, use case by use case.

use domain::cart::TransactionKind;
use domain::quantity::Quantity;
use domain::user::Role;
use register::view::{
    ColumnMapping, DiscountInput, DiscountKind, PaymentMethod, PrinterInput, SyncAttentionCode,
    TransactionQuery, UserInput,
};
use register::{AppError, ErrorCode, Register, Ticket, TicketItem, TicketPrice};
use uuid::Uuid;

use crate::bench_shop::{
    BenchShop, CASHIER_PIN, OWNER_PIN, SUPERVISOR_PIN, WATER, amount, id, offer,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum May {
    Yes,
    WithApproval,
    No,
}
use May::{No, WithApproval, Yes};

type Attempt = fn(&Register, &Scene) -> Result<(), AppError>;

/// What the attempts refer to. They are made so that nothing they do hinders the next one: what
/// would end the shift or add a person is refused for another reason, after the role was asked.
struct Scene {
    transaction_id: Uuid,
    product_id: Uuid,
}

/// Use case, then what cashier, supervisor and owner may.
const TABLE: &[(&str, [May; 3], Attempt)] = &[
    ("cart_view", [Yes, Yes, Yes], |register, _| {
        register.cart_view().map(drop)
    }),
    ("cart_scan", [Yes, Yes, Yes], |register, _| {
        register.cart_scan(id(), WATER, None).map(drop)
    }),
    ("cart_add_product", [Yes, Yes, Yes], |register, scene| {
        register
            .cart_add_product(id(), scene.product_id, None)
            .map(drop)
    }),
    ("cart_set_quantity", [Yes, Yes, Yes], |register, _| {
        register.cart_set_quantity(id(), 99, "2").map(drop)
    }),
    ("cart_remove", [Yes, Yes, Yes], |register, _| {
        register.cart_remove(id(), 99).map(drop)
    }),
    ("cart_undo", [Yes, Yes, Yes], |register, _| {
        register.cart_undo(id()).map(drop)
    }),
    ("cart_discount_preview", [Yes, Yes, Yes], |register, _| {
        register
            .cart_discount_preview(None, &percent("5"))
            .map(drop)
    }),
    ("cart_discount small", [Yes, Yes, Yes], |register, _| {
        register
            .cart_discount(id(), None, Some(&percent("5")), None)
            .map(drop)
    }),
    (
        "cart_discount large",
        [WithApproval, Yes, Yes],
        |register, _| {
            register
                .cart_discount(id(), None, Some(&percent("40")), None)
                .map(drop)
        },
    ),
    ("tender_preview", [Yes, Yes, Yes], |register, _| {
        register.tender_preview(&[]).map(drop)
    }),
    ("tender_take_part", [Yes, Yes, Yes], |register, _| {
        register
            .tender_take_part(id(), -1, &offer(PaymentMethod::Cash, Some("1000")))
            .map(drop)
    }),
    ("tender_remove_part", [Yes, Yes, Yes], |register, _| {
        register.tender_remove_part(id(), -1, 0).map(drop)
    }),
    ("tender_complete", [Yes, Yes, Yes], |register, _| {
        register
            .tender_complete(id(), -1, &[offer(PaymentMethod::Cash, None)])
            .map(drop)
    }),
    ("done_dismiss", [Yes, Yes, Yes], |register, _| {
        register.done_dismiss(id()).map(drop)
    }),
    ("ring_up a sale", [Yes, Yes, Yes], |register, _| {
        register
            .ring_up(id(), &ticket(TransactionKind::Sale, Vec::new()), None)
            .map(drop)
    }),
    (
        "ring_up at another price",
        [WithApproval, Yes, Yes],
        |register, scene| {
            let item = TicketItem {
                product_id: scene.product_id,
                quantity: Quantity::ZERO,
                unit_price: Some(TicketPrice::Changed(domain::money::Cents::ZERO)),
            };
            register
                .ring_up(id(), &ticket(TransactionKind::Sale, vec![item]), None)
                .map(drop)
        },
    ),
    (
        "refund_complete",
        [WithApproval, Yes, Yes],
        |register, _| {
            register
                .refund_complete(id(), Vec::new(), Vec::new(), None)
                .map(drop)
        },
    ),
    ("transaction_list", [Yes, Yes, Yes], |register, _| {
        register
            .transaction_list(&TransactionQuery::default())
            .map(drop)
    }),
    ("transaction_show", [Yes, Yes, Yes], |register, scene| {
        register.transaction_show(scene.transaction_id).map(drop)
    }),
    ("receipt_reprint", [Yes, Yes, Yes], |register, scene| {
        register
            .receipt_reprint(id(), scene.transaction_id)
            .map(drop)
    }),
    ("print_queue", [Yes, Yes, Yes], |register, _| {
        register.print_queue().map(drop)
    }),
    ("print_retry", [Yes, Yes, Yes], |register, _| {
        register.print_retry(-1).map(drop)
    }),
    ("print_discard", [Yes, Yes, Yes], |register, _| {
        register.print_discard(-1).map(drop)
    }),
    ("printer_test", [No, No, Yes], |register, _| {
        register.printer_test(&PrinterInput::default())
    }),
    ("drawer_open", [WithApproval, Yes, Yes], |register, _| {
        register.drawer_open(id(), "", None)
    }),
    ("shift_open", [Yes, Yes, Yes], |register, _| {
        register.shift_open(id(), &amount("0")).map(drop)
    }),
    ("shift_list", [No, Yes, Yes], |register, _| {
        register.shift_list(None, 5).map(drop)
    }),
    ("shift_show", [No, Yes, Yes], |register, _| {
        register.shift_show(id()).map(drop)
    }),
    ("shift_report_print", [No, Yes, Yes], |register, _| {
        register.shift_report_print(id(), id())
    }),
    ("shift_report", [Yes, Yes, Yes], |register, _| {
        register.shift_report().map(drop)
    }),
    ("shift_close", [Yes, Yes, Yes], |register, _| {
        register.shift_close(id(), &amount("x"), "", None).map(drop)
    }),
    (
        "shift_difference",
        [WithApproval, Yes, Yes],
        |register, _| register.shift_difference(&amount("x"), None).map(drop),
    ),
    ("report_day", [No, Yes, Yes], |register, _| {
        register.report_day(None).map(drop)
    }),
    ("product_search", [Yes, Yes, Yes], |register, _| {
        register.product_search("a", 5).map(drop)
    }),
    ("product_categories", [Yes, Yes, Yes], |register, _| {
        register.product_categories().map(drop)
    }),
    ("sold_categories", [Yes, Yes, Yes], |register, _| {
        register.sold_categories().map(drop)
    }),
    ("products_create", [No, Yes, Yes], |register, _| {
        register.products_create(id(), &[])
    }),
    ("products_list", [Yes, Yes, Yes], |register, _| {
        register.products_list("", None, None, None, 5).map(drop)
    }),
    ("product_show", [Yes, Yes, Yes], |register, scene| {
        register.product_show(scene.product_id).map(drop)
    }),
    ("product_set_status", [No, Yes, Yes], |register, scene| {
        register
            .product_set_status(id(), scene.product_id, true)
            .map(drop)
    }),
    ("sync_now", [Yes, Yes, Yes], |register, _| {
        register.sync_now()
    }),
    ("conflict_dismiss", [No, Yes, Yes], |register, _| {
        register.conflict_dismiss(id()).map(drop)
    }),
    ("sync_attention_dismiss", [No, No, Yes], |register, _| {
        let code = SyncAttentionCode::RegisterCopied;
        register.sync_attention_dismiss(code).map(drop)
    }),
    ("enrol_found", [No, No, Yes], |register, _| {
        register.enrol_found(id(), "no address", "").map(drop)
    }),
    ("joining_code_create", [No, No, Yes], |register, _| {
        register.joining_code_create().map(drop)
    }),
    ("import_preview", [No, No, Yes], |register, _| {
        register.import_preview("/nowhere.csv", None).map(drop)
    }),
    ("import_start", [No, No, Yes], |register, _| {
        register.import_start(id(), "/nowhere.csv", &ColumnMapping::default())
    }),
    ("import_cancel", [No, No, Yes], |register, _| {
        register.import_cancel()
    }),
    ("settings_read", [Yes, Yes, Yes], |register, _| {
        register.settings_read().map(drop)
    }),
    ("settings_write", [No, No, Yes], |register, _| {
        let mut settings = register.settings_read()?.settings;
        settings.text_scale = 1;
        register.settings_write(id(), &settings).map(drop)
    }),
    ("user_add", [No, No, Yes], |register, _| {
        let (username, full_name, pin) = ("x".to_owned(), "X".to_owned(), String::new());
        let input = UserInput {
            username,
            full_name,
            role: Role::Owner,
            pin,
        };
        register.user_add(id(), &input).map(drop)
    }),
    ("user_set_active", [No, No, Yes], |register, _| {
        register.user_set_active(id(), id(), false).map(drop)
    }),
    ("user_set_pin", [No, No, Yes], |register, _| {
        register.user_set_pin(id(), id(), "9").map(drop)
    }),
    ("user_set_role", [No, No, Yes], |register, _| {
        register.user_set_role(id(), id(), Role::Owner).map(drop)
    }),
    ("cart_clear", [Yes, Yes, Yes], |register, _| {
        register.cart_clear(id()).map(drop)
    }),
];

fn percent(value_text: &str) -> DiscountInput {
    DiscountInput {
        kind: DiscountKind::Percent,
        value_text: value_text.to_owned(),
    }
}

fn ticket(kind: TransactionKind, items: Vec<TicketItem>) -> Ticket {
    Ticket {
        kind,
        items,
        offers: Vec::new(),
        original_transaction_id: None,
    }
}

fn answer(result: Result<(), AppError>) -> May {
    match result.map_err(|error| error.code()) {
        Err(ErrorCode::PermissionDenied) => No,
        Err(ErrorCode::ApprovalRequired) => WithApproval,
        Err(ErrorCode::Locked) => panic!("locked while somebody is unlocked"),
        Ok(()) | Err(_) => Yes,
    }
}

#[test]
fn every_use_case_asks_for_the_role() {
    let shop = BenchShop::open();
    shop.scan(WATER);
    let scene = Scene {
        transaction_id: shop.pay_cash(None).transaction_id,
        product_id: shop.register.product_by_code(WATER).unwrap().product_id,
    };
    let cashier = shop.add("budi", Role::Cashier, CASHIER_PIN);
    let supervisor = shop.add("dewi", Role::Supervisor, SUPERVISOR_PIN);
    let owner = shop.person("owner");
    let people = [
        (cashier, CASHIER_PIN),
        (supervisor, SUPERVISOR_PIN),
        (owner, OWNER_PIN),
    ];
    for (column, (user_id, pin)) in people.into_iter().enumerate() {
        shop.register.session_unlock(user_id, pin).unwrap();
        for (name, expected, attempt) in TABLE {
            shop.scan(WATER);
            let found = answer(attempt(&shop.register, &scene));
            assert_eq!(found, expected[column], "{name}, column {column}");
        }
    }
}

#[test]
fn a_locked_register_answers_nothing_but_who_is_there() {
    let shop = BenchShop::open();
    shop.scan(WATER);
    let scene = Scene {
        transaction_id: shop.pay_cash(None).transaction_id,
        product_id: shop.register.product_by_code(WATER).unwrap().product_id,
    };
    shop.register.session_lock().unwrap();
    for (name, _, attempt) in TABLE {
        let error = attempt(&shop.register, &scene).expect_err(name);
        // What was typed may be refused before anybody is asked for.
        let refused = [
            ErrorCode::Locked,
            ErrorCode::SettingsInvalid,
            ErrorCode::AmountInvalid,
        ];
        assert!(
            refused.contains(&error.code()),
            "{name}: {:?}",
            error.code()
        );
    }
    assert_eq!(shop.register.people().unwrap().len(), 1);
    shop.register.app_status().unwrap();
}
