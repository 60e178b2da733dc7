//! Everything that the screens can ask the register for, as one list.
//!
//! Each host of the screens makes its own kind of command of every row: the shell one of Tauri,
//! the development host one of HTTP. A row names the command, its arguments, its answer and the
//! one use case that it calls.

/// What the rows of the list name.
pub mod prelude {
    pub use register::Register;
    pub use register::view::{
        AboutView, ApprovalInput, BackupStatusView, BackupView, CartView, ColumnMapping,
        CountInput, DenominationView, DiscountInput, DiscountPreview, DoneView, DrawerDifference,
        ImportPreview, ImportProgress, JoinInput, JoiningCodeView, MoneyView, OfferInput,
        PersonView, PrintJobView, PrinterInput, ProductDetail, ProductHit, ProductInput,
        ProductStatus, ProductsPage, RecoveryCodeView, RestoreInput, RestoreView, Role, ScanView,
        SettingsInput, SettingsView, SetupInput, SetupStatus, ShiftReportView, ShiftRowView,
        ShiftView, StatusView, SyncAttentionCode, SyncStatusView, TenderView, TransactionPage,
        TransactionQuery, TransactionView, UserInput,
    };
    pub use uuid::Uuid;
}

/// Gives the list to the macro `$host!`, in the order of the TypeScript bindings.
///
/// A row is `name(argument: Type, ...) -> Answer { call }`. The first line names the variable by
/// which the calls speak of the register. The types are those of [`prelude`].
#[macro_export]
macro_rules! for_each_command {
    ($host:ident) => {
        $host! {
            (register)

            /// Whether this computer has a shop. Fails with the reason when its ledger cannot be
            /// opened.
            setup_status() -> SetupStatus {
                register.setup_status()
            }

            /// Which program this is, and where its data is.
            about() -> AboutView {
                register.about()
            }

            /// Sets a shop up and leaves its owner unlocked.
            setup_create(input: SetupInput) -> StatusView {
                register.setup_create(&input)
            }

            /// Makes the shop from a backup and its recovery code.
            restore_backup(input: RestoreInput) -> RestoreView {
                register.restore_backup(&input)
            }

            /// Opens a ledger whose key is lost with its recovery code.
            ledger_reopen(recovery_code: String) -> StatusView {
                register.ledger_reopen(&recovery_code)
            }

            /// Makes a new recovery code and shows it once.
            recovery_code_new() -> RecoveryCodeView {
                register.recovery_code_new()
            }

            /// Writes a code that is shown to a text file.
            recovery_code_save(path: String, recovery_code: String) -> () {
                register.recovery_code_save(&path, &recovery_code)
            }

            /// How the backups of this register stand.
            backup_status() -> BackupStatusView {
                register.backup_status()
            }

            /// Chooses the folder of the daily backups, or none.
            backup_folder_set(command_id: Uuid, folder: Option<String>) -> BackupStatusView {
                register.backup_folder_set(command_id, folder.as_deref())
            }

            /// Writes a verified backup to a new file.
            backup_write(path: String) -> BackupView {
                register.backup_write(&path)
            }

            /// What every screen shows around its own content.
            app_status() -> StatusView {
                register.app_status()
            }

            /// The people who may unlock this register.
            people() -> Vec<PersonView> {
                register.people()
            }

            /// All people, also inactive ones, for the screen that manages them.
            users() -> Vec<PersonView> {
                register.users()
            }

            /// Unlocks the register for a person.
            session_unlock(user_id: Uuid, pin: String) -> StatusView {
                register.session_unlock(user_id, &pin)
            }

            /// Locks the register; the cart stays.
            session_lock() -> StatusView {
                register.session_lock()
            }

            user_add(command_id: Uuid, input: UserInput) -> Vec<PersonView> {
                register.user_add(command_id, &input)
            }

            /// Lets a person in again, or no longer.
            user_set_active(command_id: Uuid, user_id: Uuid, active: bool) -> Vec<PersonView> {
                register.user_set_active(command_id, user_id, active)
            }

            /// Gives a person another PIN.
            user_set_pin(command_id: Uuid, user_id: Uuid, pin: String) -> Vec<PersonView> {
                register.user_set_pin(command_id, user_id, &pin)
            }

            /// Gives a person another role.
            user_set_role(command_id: Uuid, user_id: Uuid, role: Role) -> Vec<PersonView> {
                register.user_set_role(command_id, user_id, role)
            }

            /// The notes and coins of the shop's currency.
            denominations() -> Vec<DenominationView> {
                register.denominations()
            }

            /// What a counted drawer comes to; changes nothing.
            count_preview(count: CountInput) -> MoneyView {
                register.count_preview(&count)
            }

            /// Opens a shift with a counted float.
            shift_open(command_id: Uuid, count: CountInput) -> ShiftView {
                register.shift_open(command_id, &count)
            }

            /// The report of the open shift so far.
            shift_report() -> ShiftReportView {
                register.shift_report()
            }

            /// A page of the shifts before a number, newest first.
            shift_list(before: Option<u32>, limit: u32) -> Vec<ShiftRowView> {
                register.shift_list(before.map(u64::from), limit)
            }

            /// The report of one shift.
            shift_show(shift_id: Uuid) -> ShiftReportView {
                register.shift_show(shift_id)
            }

            /// Prints the report of a closed shift again.
            shift_report_print(command_id: Uuid, shift_id: Uuid) -> () {
                register.shift_report_print(command_id, shift_id)
            }

            /// What a count differs by, for the one whose PIN approves it. Closes nothing.
            shift_difference(count: CountInput, approval: Option<ApprovalInput>) -> DrawerDifference {
                register.shift_difference(&count, approval.as_ref())
            }

            /// Closes the shift with the counted cash.
            shift_close(command_id: Uuid, count: CountInput, note: String, approval: Option<ApprovalInput>) -> ShiftReportView {
                register.shift_close(command_id, &count, &note, approval.as_ref())
            }

            /// Opens the drawer without a sale.
            drawer_open(command_id: Uuid, reason: String, approval: Option<ApprovalInput>) -> () {
                register.drawer_open(command_id, &reason, approval.as_ref())
            }

            /// The running sale as it is stored.
            cart_view() -> CartView {
                register.cart_view()
            }

            /// Adds what a scanned or typed code stands for.
            cart_scan(command_id: Uuid, code: String, quantity_text: Option<String>) -> ScanView {
                register.cart_scan(command_id, &code, quantity_text.as_deref())
            }

            /// Adds a product that was chosen on the screen.
            cart_add_product(command_id: Uuid, product_id: Uuid, quantity_text: Option<String>) -> ScanView {
                register.cart_add_product(command_id, product_id, quantity_text.as_deref())
            }

            /// Changes the quantity of a line.
            cart_set_quantity(command_id: Uuid, line_id: u32, quantity_text: String) -> CartView {
                register.cart_set_quantity(command_id, line_id, &quantity_text)
            }

            /// Removes a line.
            cart_remove(command_id: Uuid, line_id: u32) -> CartView {
                register.cart_remove(command_id, line_id)
            }

            /// Takes the last change of the cart back.
            cart_undo(command_id: Uuid) -> CartView {
                register.cart_undo(command_id)
            }

            /// Empties the cart.
            cart_clear(command_id: Uuid) -> CartView {
                register.cart_clear(command_id)
            }

            /// What a discount would make of a line, or of the whole cart.
            cart_discount_preview(line_id: Option<u32>, discount: DiscountInput) -> DiscountPreview {
                register.cart_discount_preview(line_id, &discount)
            }

            /// Sets or removes a discount on a line, or on the whole cart.
            cart_discount(command_id: Uuid, line_id: Option<u32>, discount: Option<DiscountInput>, approval: Option<ApprovalInput>) -> CartView {
                register.cart_discount(command_id, line_id, discount.as_ref(), approval.as_ref())
            }

            /// Products whose name, SKU or barcode match.
            product_search(text: String, limit: u32) -> Vec<ProductHit> {
                register.product_search(&text, limit)
            }

            /// The categories that hold products.
            product_categories() -> Vec<String> {
                register.product_categories()
            }

            /// The categories that have something to sell.
            sold_categories() -> Vec<String> {
                register.sold_categories()
            }

            /// A page of the products of a category that are sold.
            product_in_category(category: String, limit: u32, offset: u32) -> Vec<ProductHit> {
                register.product_in_category(&category, limit, offset)
            }

            /// A page of the catalog by name; with words, the best matches, which are one page.
            products_list(query: String, category: Option<String>, status: Option<ProductStatus>, after: Option<Uuid>, limit: u32) -> ProductsPage {
                register.products_list(&query, category.as_deref(), status, after, limit)
            }

            /// A product with everything that can be edited.
            product_show(product_id: Uuid) -> ProductDetail {
                register.product_show(product_id)
            }

            /// Creates or changes a product.
            product_save(command_id: Uuid, input: ProductInput) -> ProductDetail {
                register.product_save(command_id, &input)
            }

            /// Takes a product out of sale, or back into it.
            product_set_status(command_id: Uuid, product_id: Uuid, active: bool) -> ProductDetail {
                register.product_set_status(command_id, product_id, active)
            }

            /// What is due, rounded, received and given back for these payments.
            tender_preview(offers: Vec<OfferInput>) -> TenderView {
                register.tender_preview(&offers)
            }

            /// Keeps a payment that does not reach as a part, on disk before it answers.
            tender_take_part(command_id: Uuid, cart_revision: u32, offer: OfferInput) -> CartView {
                register.tender_take_part(command_id, cart_revision.into(), &offer)
            }

            /// Takes a part of the payment out again: its money went back to the customer.
            tender_remove_part(command_id: Uuid, cart_revision: u32, place: u32) -> CartView {
                register.tender_remove_part(command_id, cart_revision.into(), place)
            }

            /// Completes the sale: durable before it answers.
            tender_complete(command_id: Uuid, cart_revision: u32, offers: Vec<OfferInput>, approval: Option<ApprovalInput>) -> DoneView {
                register.tender_complete_approved(command_id, cart_revision.into(), &offers, approval.as_ref())
            }

            /// Leaves the done screen for the next sale.
            done_dismiss(command_id: Uuid) -> CartView {
                register.done_dismiss(command_id)
            }

            /// A page of past transactions, newest first.
            transaction_list(query: TransactionQuery) -> TransactionPage {
                register.transaction_list(&query)
            }

            /// One transaction with its receipt.
            transaction_show(transaction_id: Uuid) -> TransactionView {
                register.transaction_show(transaction_id)
            }

            /// Prints a receipt again, marked as a copy.
            receipt_reprint(command_id: Uuid, transaction_id: Uuid) -> PrintJobView {
                register.receipt_reprint(command_id, transaction_id)
            }

            /// The jobs in front of the printer.
            print_queue() -> Vec<PrintJobView> {
                register.print_queue()
            }

            /// Tries a failed job again.
            print_retry(job_id: u32) -> Vec<PrintJobView> {
                register.print_retry(job_id.into())
            }

            /// Gives a job up.
            print_discard(job_id: u32) -> Vec<PrintJobView> {
                register.print_discard(job_id.into())
            }

            /// Prints a test page with the settings as typed.
            printer_test(input: PrinterInput) -> () {
                register.printer_test(&input)
            }

            /// The settings in force.
            settings_read() -> SettingsView {
                register.settings_read()
            }

            /// Changes the settings.
            settings_write(command_id: Uuid, input: SettingsInput) -> SettingsView {
                register.settings_write(command_id, &input)
            }

            /// What a file would bring, with the columns as mapped.
            import_preview(path: String, mapping: Option<ColumnMapping>) -> ImportPreview {
                register.import_preview(&path, mapping.as_ref())
            }

            /// Starts the import in the background.
            import_start(command_id: Uuid, path: String, mapping: ColumnMapping) -> () {
                register.import_start(command_id, &path, &mapping)
            }

            /// How far the import is.
            import_progress() -> ImportProgress {
                register.import_progress()
            }

            /// Asks the import to stop.
            import_cancel() -> () {
                register.import_cancel()
            }

            sync_status() -> SyncStatusView {
                register.sync_status()
            }

            /// Tries at once, without waiting for the answer.
            sync_now() -> () {
                register.sync_now()
            }

            /// Dismisses a notice that an owner has read.
            sync_attention_dismiss(code: SyncAttentionCode) -> SyncStatusView {
                register.sync_attention_dismiss(code)
            }

            /// Dismisses a conflict that a person has read.
            conflict_dismiss(conflict_id: Uuid) -> SyncStatusView {
                register.conflict_dismiss(conflict_id)
            }

            /// Brings this shop, which began here, to a server.
            enrol_found(command_id: Uuid, server_url: String, code: String) -> SyncStatusView {
                register.enrol_found(command_id, &server_url, &code)
            }

            /// Joins a shop that a server has; its people unlock the register afterwards.
            enrol_join(command_id: Uuid, input: JoinInput) -> StatusView {
                register.enrol_join(command_id, &input)
            }

            /// A one-use code with which another register joins this shop.
            joining_code_create() -> JoiningCodeView {
                register.joining_code_create()
            }
        }
    };
}
