-- A logo of 48 px need not weigh what the picture weighs that it was made of. Older pictures have none.
alter table file add column small bytea check (length(small) between 1 and 65536);
