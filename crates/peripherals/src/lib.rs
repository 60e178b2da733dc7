//! Receipts on paper: ESC/POS, printers, the drawer.
