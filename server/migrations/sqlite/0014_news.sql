-- Counts what changes in a directorate without a number in its feed (assignments, refused commands,
-- messages, offered times): pages that are open hear that something changed, and nothing else.
create table news (
    directorate blob not null primary key references directorates,
    number integer not null
) strict;
