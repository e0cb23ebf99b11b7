-- What of their directorate supervisors' accounts are for.

-- Limited to departments or centres, an account is for those listed below; with none of them, for
-- nothing.
alter table users add column scope text collate "C" not null default 'directorate'
    check (scope in ('directorate', 'departments', 'centres', 'organisation'));
alter table users add column organisation uuid references organisations
    check ((organisation is not null) = (scope = 'organisation'));

create table account_departments (
    "user" uuid not null references users on delete cascade,
    department text collate "C" not null references departments,
    primary key ("user", department)
);

create table account_centres (
    "user" uuid not null references users on delete cascade,
    centre uuid not null references centres,
    primary key ("user", centre)
);

-- The centres that an account limited to departments or centres sees, of its own directorate only.
create view sighted_centres as
select a."user", c.id as centre
from account_centres a join users u on u.id = a."user"
    join centres c on c.id = a.centre and c.directorate = u.directorate
where u.scope = 'centres'
union all
select a."user", c.id as centre
from account_departments a join users u on u.id = a."user"
    join centres c on c.directorate = u.directorate
    join communes t on t.code = c.commune and t.department = a.department
where u.scope = 'departments';
