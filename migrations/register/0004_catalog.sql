-- Folded in the commit of `products_changed` entries.

create table products (
    product_no    integer primary key,
    product_id    blob    not null unique,
    sku           text,
    barcode       text,
    -- What a scan and a typed SKU are compared with.
    barcode_key   text,
    sku_key       text,
    name          text    not null,
    -- The name folded for search: case and diacritics gone.
    name_key      text    not null,
    category      text,
    unit          text,
    weighed       integer not null,
    price_cents   integer,
    cost_cents    integer,
    low_stock_threshold_thousandths integer,
    tax_exempt    integer not null,
    status        text    not null check (status in ('active', 'inactive')),
    -- How often the product was changed; an edit names the revision it saw.
    revision      integer not null
) strict;

create index products_by_barcode on products (barcode_key) where barcode_key is not null;
create index products_by_sku on products (sku_key) where sku_key is not null;
create index products_by_name on products (name_key);
create index products_by_category on products (category, name_key) where category is not null;

-- Words of name, SKU, barcode and category. Contentless: the words are stored once, in `products`.
-- Prefix indexes answer what is typed so far without merging every word that begins so: six letters
-- cost 3 % more file, and no time that can be measured.
create virtual table product_words using fts5 (
    words,
    content = '',
    contentless_delete = 1,
    detail = none,
    prefix = '1 2 3 4 5 6',
    tokenize = 'unicode61 remove_diacritics 2'
);
