-- How an entry that met a conflict or was refused was settled, and by whom. The entry itself stays in
-- the log as it was, with what became of it at first.
create table settlements (
    client uuid not null,
    seq bigint not null,
    -- 'marked': of two marks one was chosen; 'adopted': what had been refused was carried out.
    how text collate "C" not null check (how in ('marked', 'adopted')),
    -- The mark chosen; none where no mark was.
    mark text collate "C" check (mark in ('present', 'absent', 'excused')),
    settled_by uuid not null references users,
    -- By our clock.
    settled_at bigint not null,
    -- By the clock of the device, where it was chosen on one.
    claimed_at bigint,
    primary key (client, seq),
    foreign key (client, seq) references command_log
);
