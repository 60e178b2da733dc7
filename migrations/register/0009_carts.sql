-- Carts: several may be kept, one is on the screen. What was hidden elsewhere becomes columns.
create table carts_with_state (
    cart_row                 integer primary key,
    -- Whether this is the cart on the screen.
    is_current               integer not null check (is_current in (0, 1)),
    revision                 integer not null,
    -- The last 32 commands that changed it, 16 bytes each, the newest last.
    commands                 blob    not null check (length(commands) % 16 = 0),
    cart                     text    not null,
    -- Who approved what in this cart, as JSON, until it is part of the sale's entry.
    approvals                text    not null default '[]',
    -- Room for the parts of a split payment that were taken already, as JSON. Nothing fills it yet.
    payments_taken           text    not null default '[]',
    -- The transaction that left this cart empty, until somebody changes or dismisses the cart.
    completed_transaction_id blob
) strict;

-- An empty cart without history, whose id is that of the command that wrote a transaction, was
-- left behind by that transaction. Approvals were a preference that named its cart.
insert into carts_with_state (cart_row, is_current, revision, commands, cart, approvals,
                              completed_transaction_id)
select 1, 1, old.revision, old.commands, old.cart,
       coalesce(
           (select json_extract(kept.value, '$.approvals')
              from preferences as kept
             where kept.name = 'cart_approvals'
               and json_extract(kept.value, '$.cart_id') = json_extract(old.cart, '$.id')),
           '[]'),
       (select paid.transaction_id
          from entries as entry
          join transactions as paid on paid.position = entry.position
         where entry.entry_id = unhex(replace(json_extract(old.cart, '$.id'), '-', ''))
           and json_array_length(old.cart, '$.items') = 0
           and json_type(old.cart, '$.history') is null
         limit 1)
  from carts as old;

delete from preferences where name = 'cart_approvals';
drop table carts;
alter table carts_with_state rename to carts;

-- No column of this index changes with the cart, so a change still touches one page.
create unique index carts_current on carts (is_current) where is_current = 1;

-- The last commands that left neither an entry nor a change of the cart. A repeat is known by them.
create table recent_commands (
    number     integer primary key,
    command_id blob    not null unique
) strict;
