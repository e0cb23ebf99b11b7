-- Counts what changes in a directorate without a number in its feed (assignments, refused commands,
-- messages, offered times): pages that are open hear that something changed, and nothing else.
create table news (
    directorate uuid not null primary key references directorates,
    number bigint not null
);
