-- How many copies of a receipt were printed, folded from the log: it was a preference.
create table receipt_copies (
    transaction_id blob    primary key,
    copies         integer not null check (copies >= 1)
) strict, without rowid;

insert into receipt_copies (transaction_id, copies)
select unhex(replace(json_extract(cast(body as text), '$.transaction_id'), '-', '')),
       max(1, max(json_extract(cast(body as text), '$.copy')))
  from entries
 where kind = 'receipt_reprinted'
 group by 1;

delete from preferences where name like 'copies:%';

-- The first count of a drawer that was refused for its difference. Closing this shift takes an
-- approval from then on, so that nobody finds the right sum by trying.
create table refused_counts (
    shift_id      blob    primary key,
    counted_cents integer not null
) strict, without rowid;

-- What was written at the close, and who approved its difference.
alter table shifts add column closing_note text;
alter table shifts add column close_approved_by blob;

update shifts
   set closing_note =
           (select json_extract(cast(body as text), '$.note')
              from entries where position = closed_position),
       close_approved_by =
           (select unhex(replace(json_extract(cast(body as text), '$.approval.user_id'), '-', ''))
              from entries where position = closed_position)
 where closed_position is not null;
