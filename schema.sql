-- All of Single Point's tables, in the order of the corridor:
-- accounts, catalogue, candidates, entries, results.
-- Dates are text as 2026-11-24 (Europe/London), moments are text in UTC as 2026-11-24T09:30:00.123456Z,
-- money is whole pence.

pragma user_version = 1;

-- accounts: the centre, its people, and who is signed in

create table centre (
    centre_id integer primary key check (centre_id = 1),
    number text not null check (number glob '[0-9][0-9][0-9][0-9][0-9]'),
    name text not null,
    contact text not null default ''
) strict;

create table accounts (
    account_id integer primary key,
    email text not null unique collate nocase,
    name text not null,
    role text not null check (role in ('administrator', 'entries', 'results')),
    password_hash text not null,
    made_at text not null,
    signed_in_at text,
    disabled_at text
) strict;

-- Ended sessions stay: their form token tells which person a late form came from.
create table sessions (
    session_id integer primary key,
    account_id integer not null references accounts,
    token_hash text not null unique,
    form_token text not null unique,
    started_at text not null,
    seen_at text not null,
    ended_at text
) strict;

create index sessions_by_account on sessions (account_id);

-- What a person sent after their session had ended, until they have signed in again.
create table held_posts (
    held_post_id integer primary key,
    account_id integer not null references accounts,
    path text not null,
    content_type text not null,
    body blob not null,
    held_at text not null
) strict;

create index held_posts_by_account on held_posts (account_id);

-- catalogue: what can be entered, and when

create table frameworks (
    framework_id integer primary key,
    framework_code text not null unique,
    title text not null,
    basis text not null default '',
    source_ids text not null default '',
    notes text not null default ''
) strict;

create table packages (
    package_id integer primary key,
    package_code text not null unique,
    framework_id integer not null references frameworks,
    title text not null,
    level text not null,
    nation text not null,
    level_name text not null default '',
    display_title text not null,
    completeness text not null default '',
    valid_from text,
    valid_to text,
    lars_id text not null default '',
    lars_from text not null default '',
    lars_to text not null default '',
    fr_ids text not null default '',
    basis text not null default '',
    source_ids text not null default '',
    notes text not null default ''
) strict;

create index packages_by_framework on packages (framework_id);

create table assessments (
    assessment_id integer primary key,
    entry_code text not null unique,
    qan text not null default '',
    title text not null,
    level text not null,
    component text not null check (component in
        ('competence', 'knowledge', 'combined', 'functional_skills', 'err', 'plts', 'other')),
    credits text not null default '',
    glh text not null default '',
    normal_fee integer,
    late_fee integer,
    basis text not null default '',
    verification text not null default '',
    source_ids text not null default '',
    notes text not null default ''
) strict;

create table package_assessments (
    package_id integer not null references packages,
    assessment_id integer not null references assessments,
    position integer not null,
    required text not null check (required in ('yes', 'no', 'option_group')),
    option_group text not null default '',
    option_alternative text not null default '',
    basis text not null default '',
    source_ids text not null default '',
    notes text not null default '',
    primary key (package_id, assessment_id)
) strict, without rowid;

create table units (
    assessment_id integer not null references assessments,
    unit_no text not null,
    unit_ref text not null default '',
    title text not null,
    level text not null default '',
    credits text not null default '',
    glh text not null default '',
    unit_group text not null default '',
    verification text not null default '',
    source_ids text not null default '',
    primary key (assessment_id, unit_no)
) strict, without rowid;

-- One row an assessment and series. Without a closing date it is on demand.
create table series (
    series_id integer primary key,
    assessment_id integer not null references assessments,
    title text not null,
    opens_on text,
    late_from text,
    closes_on text,
    unique (assessment_id, title)
) strict;

create index series_by_closing on series (assessment_id, closes_on);

-- candidates: the people of the centre and their groups

create table candidates (
    candidate_id integer primary key,
    surname text not null,
    forenames text not null,
    born_on text not null,
    gender text check (gender in ('female', 'male')),
    candidate_number text,
    ocr_number text unique,
    uci text unique,
    uln text unique,
    added_on text not null,
    added_by integer references accounts,
    archived_at text,
    sort_key text not null,
    search_text text not null,
    check (surname <> '' or forenames <> '')
) strict;

create unique index candidates_by_number on candidates (candidate_number) where archived_at is null;
create index candidates_by_name on candidates (sort_key);
create index candidates_by_birth on candidates (born_on);

-- Substrings of three letters and more; shorter ones are looked for in search_text itself.
create virtual table candidate_search using fts5 (
    search_text, content = 'candidates', content_rowid = 'candidate_id', tokenize = 'trigram'
);

create trigger candidates_added after insert on candidates begin
    insert into candidate_search (rowid, search_text) values (new.candidate_id, new.search_text);
end;

create trigger candidates_changed after update of search_text on candidates begin
    insert into candidate_search (candidate_search, rowid, search_text)
    values ('delete', old.candidate_id, old.search_text);
    insert into candidate_search (rowid, search_text) values (new.candidate_id, new.search_text);
end;

create trigger candidates_gone after delete on candidates begin
    insert into candidate_search (candidate_search, rowid, search_text)
    values ('delete', old.candidate_id, old.search_text);
end;

create table candidate_groups (
    group_id integer primary key,
    title text not null unique collate nocase,
    made_on text not null
) strict;

create table group_members (
    group_id integer not null references candidate_groups,
    candidate_id integer not null references candidates,
    primary key (group_id, candidate_id)
) strict, without rowid;

create index group_members_by_candidate on group_members (candidate_id);

-- Every group with its people who are not archived; a group without any stands once, with null.
create view active_group_members as
    select group_id, title, candidates.candidate_id
    from candidate_groups
    left join group_members using (group_id)
    left join candidates
        on candidates.candidate_id = group_members.candidate_id and archived_at is null;

-- entries: drafts, submissions, and what was entered

-- autoincrement: a submission remembers its draft's number, which must not come up again.
create table drafts (
    draft_id integer primary key autoincrement,
    start_key text not null unique,
    account_id integer not null references accounts,
    package_id integer not null references packages,
    order_number text not null default '',
    search text not null default '',
    added text not null default 'any',
    options_confirmed integer not null default 0 check (options_confirmed in (0, 1)),
    made_at text not null,
    changed_at text not null
) strict;

create table draft_candidates (
    draft_id integer not null references drafts on delete cascade,
    candidate_id integer not null references candidates,
    primary key (draft_id, candidate_id)
) strict, without rowid;

-- Only what a person decided; every other cell follows the rules of the day.
create table draft_choices (
    draft_id integer not null references drafts on delete cascade,
    candidate_id integer not null references candidates,
    assessment_id integer not null references assessments,
    ticked integer not null check (ticked in (0, 1)),
    primary key (draft_id, candidate_id, assessment_id)
) strict, without rowid;

-- autoincrement: a reference is never given twice. A submitted draft leaves draft_id behind, so
-- that sending it again finds the submission.
create table submissions (
    submission_id integer primary key autoincrement,
    draft_id integer not null unique,
    account_id integer not null references accounts,
    package_id integer not null references packages,
    package_title text not null,
    order_number text not null,
    submitted_at text not null
) strict;

-- The titles are those of the day of submission; a later catalogue edition leaves them alone.
create table entries (
    entry_id integer primary key,
    submission_id integer not null references submissions,
    candidate_id integer not null references candidates,
    assessment_id integer not null references assessments,
    series_id integer not null references series,
    entry_code text not null,
    assessment_title text not null,
    series_title text not null,
    late integer not null check (late in (0, 1)),
    fee integer,
    status text not null default 'entered' check (status in ('entered', 'amended', 'withdrawn')),
    entered_at text not null
) strict;

create unique index one_live_entry on entries (candidate_id, assessment_id, series_id)
    where status <> 'withdrawn';
create index entries_by_submission on entries (submission_id);

-- What a candidate has been awarded, as far as making entries must know it.
create table awards (
    candidate_id integer not null references candidates,
    assessment_id integer not null references assessments,
    awarded_on text not null,
    primary key (candidate_id, assessment_id)
) strict, without rowid;
